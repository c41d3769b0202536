package io.daybook.api.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem as the whole answer, whatever the request accepts. */
public final class ProblemWriter {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    private ProblemWriter() {}

    /** Does nothing when the answer has begun. */
    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        byte[] body = JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        if (problem.status() == 405) {
            response.setHeader("Allow", "GET, HEAD, OPTIONS");
        }
        if (problem.type().endsWith(":store-unreachable")) {
            response.setHeader("Daybook-Stale", "store-unreachable");
        }
        response.getOutputStream().write(body);
    }
}

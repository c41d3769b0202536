package io.daybook.api.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server's own description of its answers, which every answer in the tests has to meet. */
final class Contract {

    private static @Nullable OpenApiInteractionValidator validator;

    private Contract() {}

    /**
     * @param description OpenAPI as JSON; read the first time only, as every server has the same
     */
    static synchronized OpenApiInteractionValidator of(Supplier<String> description) {
        OpenApiInteractionValidator known = validator;
        if (known == null) {
            known =
                    OpenApiInteractionValidator.createForInlineApiSpecification(description.get())
                            .withLevelResolver(
                                    LevelResolver.create()
                                            // a path that is none is answered 404
                                            .withLevel(
                                                    "validation.request.path.missing", Level.IGNORE)
                                            .build())
                            .build();
            validator = known;
        }
        return known;
    }

    /** Fails when the reply to a GET of this path is none that the description allows. */
    static void check(OpenApiInteractionValidator contract, String path, Reply reply) {
        SimpleResponse.Builder response = SimpleResponse.Builder.status(reply.status());
        reply.headers().forEach(response::withHeader);
        if (!reply.body().isEmpty()) {
            response.withBody(reply.body());
        }
        ValidationReport report =
                contract.validateResponse(path, Request.Method.GET, response.build());
        if (report.hasErrors()) {
            throw new AssertionError(
                    "%s is answered %s, which the description does not allow: %s%n%s"
                            .formatted(path, reply.status(), report.getMessages(), reply.body()));
        }
    }
}

package io.daybook.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The committed description is the one that the server gives. */
class OpenApiDriftIntegrationTest {

    private static final Path COMMITTED = Path.of("../docs/openapi.json");

    private static final String REGENERATE =
            "./mvnw -pl api-readonly -am test -Dtest=OpenApiDriftIntegrationTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Ddaybook.test.jvm=-Ddaybook.regenerate=true";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    @Test
    void committedDescriptionIsTheServers() throws Exception {
        String served;
        try (TestApi api = TestApi.start(TestStore.empty().database(), "demo")) {
            String body = api.get("/v3/api-docs").body();
            served = JSON.writeValueAsString(JSON.readTree(body)).replace("\r\n", "\n") + "\n";
        }
        if (Boolean.getBoolean("daybook.regenerate")) {
            Files.writeString(COMMITTED, served);
        }
        assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
                .as("docs/openapi.json has drifted; write it anew and commit it:\n%s", REGENERATE)
                .isEqualTo(served);
    }
}

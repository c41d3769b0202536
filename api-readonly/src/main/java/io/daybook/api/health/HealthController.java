package io.daybook.api.health;

import io.daybook.api.store.Store;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class HealthController {

    private final Store store;

    HealthController(Store store) {
        this.store = store;
    }

    record Health(
            @Schema(
                            description = "ok: the API answers and reaches its store",
                            allowableValues = "ok")
                    String status) {}

    /** Says nothing of freshness: an old figure is no reason to take the server out of service. */
    @Operation(
            operationId = "health",
            summary = "Whether the API answers and reaches its store; says nothing of freshness",
            tags = "health")
    @GetMapping(
            path = {"/health", "/api/health"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    Health health() {
        store.read(dsl -> dsl.selectOne().fetch());
        return new Health("ok");
    }
}

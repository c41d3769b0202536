package io.daybook.api.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What answers here. */
@Schema(name = "ServiceInfo", description = "What answers here")
record ServiceInfo(
        @Schema(description = "The service's name", allowableValues = "daybook") String service,
        @Schema(description = "Where the dashboard is", example = "/dashboard") String dashboard,
        @Schema(description = "Where the API is described for people", example = "/docs")
                String documentation,
        @Schema(description = "Where it is described for programs", example = "/v3/api-docs")
                String openapi,
        @Schema(description = "The installed marts, by name") List<Mart> marts) {

    @Schema(name = "ServiceMart", description = "One installed mart")
    record Mart(
            @Schema(description = "The mart's name", example = "venues") String mart,
            @Schema(description = "Whether it has been published at least once") boolean published,
            @Schema(
                            description =
                                    "Whether its directory lists anything of the caller's tenant, such"
                                            + " as an event or a venue")
                    @JsonProperty("has_data")
                    boolean hasData) {}
}

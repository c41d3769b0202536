package io.daybook.api.venues;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the parameters that every metric of venues takes are described. */
public final class VenueParameters {

    private VenueParameters() {}

    @Parameter(
            description =
                    "First local day of the venue; from the first day with data on when absent. With"
                            + " end_date at most 1100 days",
            example = "2026-03-01",
            schema = @Schema(type = "string", format = "date"))
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    public @interface StartDate {}

    @Parameter(
            description =
                    "Last local day of the venue, inclusive; to the last day with data, which may"
                            + " lie in the future, when absent",
            example = "2026-03-31",
            schema = @Schema(type = "string", format = "date"))
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    public @interface EndDate {}

    @Parameter(
            description = "Only this venue; all of the tenant's when absent",
            example = "3",
            schema = @Schema(type = "integer", format = "int64", minimum = "1"))
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    public @interface VenueId {}

    @Parameter(
            description =
                    "Only this sport; all, with what has no sport, when absent. One that no booking"
                            + " has gives zeros",
            example = "2",
            schema = @Schema(type = "integer", format = "int64", minimum = "1"))
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    public @interface SportId {}
}

package io.daybook.api.venues.general;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of venues at a glance. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "VenueGeneralMetrics", description = "The figures of venues at a glance")
record GeneralMetrics(
        @Schema(
                        description =
                                "Members whose status is Active as of now; of the venue that is their"
                                        + " home; dates and sport do not apply",
                        example = "1240")
                @JsonProperty("active_members")
                long activeMembers,
        @Schema(description = "The same of the status Inactive", example = "310")
                @JsonProperty("inactive_members")
                long inactiveMembers,
        @Schema(
                        description =
                                "Successful bookings: Confirmed or Completed; number of bookings",
                        example = "5120")
                long bookings,
        @Schema(
                        description =
                                "Sum of the transactions of type Booking and status Success; null"
                                        + " without the permission metrics:finance and when the"
                                        + " selection has several currencies",
                        example = "61440.00",
                        nullable = true)
                @JsonProperty("booking_revenue")
                @Nullable BigDecimal bookingRevenue,
        @Schema(description = "The same of type Coaching", example = "8200.00", nullable = true)
                @JsonProperty("coaching_revenue")
                @Nullable BigDecimal coachingRevenue,
        @Schema(
                        description =
                                "Sum of all transactions of status Success; null as booking_revenue",
                        example = "71890.00",
                        nullable = true)
                @JsonProperty("total_revenue")
                @Nullable BigDecimal totalRevenue,
        @Schema(
                        description =
                                "ISO 4217 code of the amounts' currency; null when there are several"
                                        + " or no venues, or without metrics:finance",
                        example = "GBP",
                        nullable = true)
                @Nullable String currency,
        @Schema(
                        description =
                                "Members with more than one successful booking in the range, of those"
                                        + " with at least one, in percent, truncated to one decimal;"
                                        + " guests are not counted; null when there is no such member",
                        example = "38.4",
                        nullable = true)
                @JsonProperty("repeat_booking_pct")
                @Nullable BigDecimal repeatBookingPct,
        @Schema(
                        description =
                                "Successful bookings of all bookings, in percent, truncated to one"
                                        + " decimal; null without a booking",
                        example = "84.1",
                        nullable = true)
                @JsonProperty("slots_utilization_pct")
                @Nullable BigDecimal slotsUtilizationPct,
        @Schema(
                        description =
                                "Booked slots of bookable ones, in percent, truncated to one decimal,"
                                        + " over the venues and sports whose capacity is known and the"
                                        + " days of the range (open ends: to the first and last day"
                                        + " with a booking); null without capacity",
                        example = "52.7",
                        nullable = true)
                @JsonProperty("capacity_utilization_pct")
                @Nullable BigDecimal capacityUtilizationPct,
        @Schema(
                        description =
                                "Successful bookings with a coupon code that is not blank; number of"
                                        + " bookings",
                        example = "412")
                @JsonProperty("coupon_redemption")
                long couponRedemption,
        @Schema(
                        description =
                                "Members converted from a trial, of trial users, as of now, in"
                                        + " percent, truncated to one decimal; null without trial users",
                        example = "27.5",
                        nullable = true)
                @JsonProperty("trial_conversion_rate_pct")
                @Nullable BigDecimal trialConversionRatePct,
        @JsonProperty("refunds_disputes") RefundsDisputes refundsDisputes,
        @Schema(
                        description =
                                "The amounts by ISO 4217 code of their currency when the selection has"
                                        + " several; else null",
                        nullable = true)
                @JsonProperty("by_currency")
                @Nullable Map<String, Amounts> byCurrency,
        @Schema(description = "What to know of these figures, as sentences") List<String> notes) {

    @Schema(
            name = "VenueRefundsDisputes",
            description = "Transactions of status Refunded or Dispute")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RefundsDisputes(
            @Schema(
                            description = "Sum of their amounts; null as booking_revenue",
                            example = "1160.00",
                            nullable = true)
                    @Nullable BigDecimal amount,
            @Schema(
                            description =
                                    "Number of transactions; null without the permission"
                                            + " metrics:finance",
                            example = "41",
                            nullable = true)
                    @Nullable Long count) {}

    @Schema(name = "VenueAmounts", description = "The amounts of one currency")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Amounts(
            @Schema(description = "As the plain one", example = "61440.00")
                    @JsonProperty("booking_revenue")
                    BigDecimal bookingRevenue,
            @Schema(description = "As the plain one", example = "8200.00")
                    @JsonProperty("coaching_revenue")
                    BigDecimal coachingRevenue,
            @Schema(description = "As the plain one", example = "71890.00")
                    @JsonProperty("total_revenue")
                    BigDecimal totalRevenue,
            @JsonProperty("refunds_disputes") RefundsDisputes refundsDisputes) {}
}

package io.daybook.etl.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.engine.Slice;
import io.daybook.etl.explain.Explanation.Comparison;
import io.daybook.etl.explain.Explanation.FactRow;
import io.daybook.etl.explain.Explanation.Verdict;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One evening of one event in Berlin, worked out by hand. */
class ExplainerIntegrationTest {

    private static final Slice NEW_YEAR = new Slice("acme", 1, LocalDate.of(2024, 1, 1));

    private final EventsMart mart = EventsMart.create();

    /**
     * On New Year's Day in Berlin (from 23:00 UTC of the day before): order 10 over 60 with two
     * tickets is paid, order 11 over 40 too and is cancelled; a ticket of order 9, paid before, is
     * cancelled; 30.50 of order 9 are paid back. Order 12 is paid an hour after the day's end.
     */
    @BeforeEach
    void publish() {
        new EventsRows(mart)
                .event(1, "timezone=Europe/Berlin")
                .order(9, 1, "paid_at=2023-12-30T12:00Z", "amount=80")
                .ticket(90, 9, 1, "cancelled_at=2024-01-01T10:00Z", "status=cancelled")
                .order(10, 1, "paid_at=2023-12-31T23:00Z", "amount=60", "tax_amount=9.50")
                .ticket(100, 10, 1)
                .ticket(101, 10, 1)
                .order(
                        11,
                        1,
                        "paid_at=2024-01-01T08:00Z",
                        "amount=40",
                        "cancelled_at=2024-01-01T09:00Z")
                .order(12, 1, "paid_at=2024-01-02T00:00Z", "amount=7")
                .refund(20, 9, 1, "2024-01-01T11:00Z", "amount=30.50")
                .answer(1000, 100, 1, "gender", "female")
                .answer(1001, 101, 1, "gender", "female");
        mart.run();
    }

    @Test
    void showsEachRowWithWhatTheViewReturnsOverIt() {
        Explanation explanation = explain("event_daily_sales", NEW_YEAR);

        assertThat(explanation.factRows()).isEqualTo(5);
        assertThat(explanation.rows())
                .extracting(ExplainerIntegrationTest::shown)
                .containsExactly(
                        "paid_order order_id=10: currency=EUR orders_paid=1 gross_amount=60.0000"
                                + " tax_amount=9.5000 tickets_sold=2",
                        "paid_order order_id=11: currency=EUR orders_paid=1 gross_amount=40.0000",
                        "cancelled_order order_id=11: currency=EUR orders_cancelled=1",
                        "cancelled_ticket ticket_id=90: currency=EUR tickets_cancelled=1",
                        "refund refund_id=20: currency=EUR refund_count=1 refunded_amount=30.5000");
        assertThat(explanation.rows().get(0).columns())
                .containsEntry("amount", "60.0000")
                .containsEntry("paid_at", "2023-12-31 23:00:00+00")
                .containsEntry("cancelled_at", null);
        Comparison only = explanation.comparisons().get(0);
        assertThat(only.sum())
                .isEqualTo(
                        numbers(
                                "orders_paid=2 gross_amount=100.0000 tax_amount=9.5000"
                                        + " fee_amount=0.0000 tickets_sold=2 tickets_cancelled=1"
                                        + " orders_cancelled=1 refund_count=1"
                                        + " refunded_amount=30.5000 unmapped_count=0"));
        assertThat(only.stored()).isEqualTo(only.view()).containsEntry("gross_amount", "100.0000");
        assertThat(only.difference()).isEmpty();
        assertThat(explanation.notAdded()).isEmpty();
        assertThat(explanation.verdict()).isEqualTo(Verdict.EQUAL);
        assertThat(explanation.exitCode()).isZero();
    }

    @Test
    void showsADifferenceThatNothingMarksAsDrift() {
        mart.store.execute(
                "update events.event_daily_sales set gross_amount = 99.50 where day = '2024-01-01'");
        Explanation explanation = explain("event_daily_sales", NEW_YEAR);
        assertThat(explanation.comparisons())
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.sum().get("gross_amount")).isEqualByComparingTo("100");
                            assertThat(row.stored()).containsEntry("gross_amount", "99.50");
                            assertThat(row.difference()).isEqualTo(numbers("gross_amount=-0.5000"));
                        });
        assertThat(explanation.verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(explanation.exitCode()).isEqualTo(4);
        assertThat(explanation.messages())
                .containsExactly(
                        "Drift: the table differs, and no change since its horizon marks the slice."
                                + " Next: daybook verify events --from 2024-01-01 --to 2024-01-01"
                                + " --repair");
    }

    @Test
    void tellsAChangeThatTheNextRunFindsFromDrift() {
        new EventsRows(mart).ticket(102, 10, 1);
        Explanation explanation = explain("event_daily_sales", NEW_YEAR);
        assertThat(explanation.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(explanation.exitCode()).isZero();
        assertThat(explanation.comparisons().get(0).difference())
                .isEqualTo(numbers("tickets_sold=-1"));

        mart.run();
        assertThat(explain("event_daily_sales", NEW_YEAR).verdict()).isEqualTo(Verdict.EQUAL);
    }

    @Test
    void saysThatASliceIsHeldBack() {
        mart.change("update event set timezone = 'Europe/Berln', updated_at = clock_timestamp()");
        mart.run();
        Explanation explanation = explain("event_daily_sales", NEW_YEAR);
        assertThat(explanation.verdict()).isEqualTo(Verdict.HELD_BACK);
        assertThat(explanation.messages())
                .containsExactly(
                        "Held back (zone Europe/Berln is unknown to the source): the table keeps the"
                                + " last good rows until it is mended in the source.");
    }

    @Test
    void saysPlainlyThatThereIsNoSuchSlice() {
        Explanation explanation =
                explain("event_daily_sales", new Slice("acme", 1, LocalDate.of(2024, 1, 3)));
        assertThat(explanation.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(explanation.exitCode()).isZero();
        assertThat(explanation.rows()).isEmpty();
        assertThat(explanation.comparisons()).isEmpty();
        assertThat(explain("event_daily_sales", new Slice("other", 1, NEW_YEAR.day())).verdict())
                .isEqualTo(Verdict.ABSENT);
    }

    /** A buyer's order counts once in the bucket, however many of its tickets are in it. */
    @Test
    void comparesEveryRowOfASliceThatHasSeveral() {
        Explanation explanation = explain("event_daily_demographics", NEW_YEAR);
        assertThat(explanation.rows())
                .extracting(ExplainerIntegrationTest::shown)
                .containsExactly(
                        "paid_order order_id=10: question=age_range bucket=no_answer tickets=2"
                                + " orders=1; question=gender bucket=female tickets=2 orders=1");
        assertThat(explanation.comparisons())
                .extracting(
                        row -> Objects.requireNonNull(row.view()).get("bucket"), Comparison::sum)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "no_answer", numbers("tickets=2 orders=1")),
                        org.assertj.core.groups.Tuple.tuple(
                                "female", numbers("tickets=2 orders=1")));
    }

    @Test
    void explainsAnEntityViewByItsOneRow() {
        Explanation explanation = explain("event_directory", new Slice("acme", 1, null));
        assertThat(explanation.factRows()).isEqualTo(1);
        assertThat(explanation.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.fact()).isEqualTo("event"));
        assertThat(explanation.notAdded()).contains("name", "timezone");
        assertThat(explanation.verdict()).isEqualTo(Verdict.EQUAL);
    }

    @Test
    void showsTheFirstRowsAndSumsThemAll() {
        Explanation explanation =
                new Explainer(EventsMart.MART, mart.sourceSettings(), mart.storeSettings(), 1)
                        .explain(EventsMart.MART.view("event_daily_sales"), NEW_YEAR);
        assertThat(explanation.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.columns()).containsEntry("order_id", "10"));
        assertThat(explanation.factRows()).isEqualTo(5);
        assertThat(explanation.comparisons().get(0).sum().get("gross_amount"))
                .isEqualByComparingTo("100");
    }

    @Test
    void explainsBeforeTheFirstPublication() {
        EventsMart fresh = EventsMart.create();
        new EventsRows(fresh).event(1).order(10, 1, "paid_at=2024-01-01T08:00Z");
        Explanation explanation =
                new Explainer(EventsMart.MART, fresh.sourceSettings(), fresh.storeSettings())
                        .explain(EventsMart.MART.view("event_daily_sales"), NEW_YEAR);
        assertThat(explanation.verdict()).isEqualTo(Verdict.UNPUBLISHED);
        assertThat(explanation.messages())
                .containsExactly("events was never published. Next: daybook run events");
        assertThat(explanation.comparisons().get(0).stored()).isNull();
    }

    private Explanation explain(String stem, Slice slice) {
        return new Explainer(EventsMart.MART, mart.sourceSettings(), mart.storeSettings())
                .explain(EventsMart.MART.view(stem), slice);
    }

    /** The row's key and what it contributes, without zeros. */
    private static String shown(FactRow row) {
        return row.fact()
                + " "
                + row.columns().entrySet().iterator().next()
                + ": "
                + row.contributions().stream()
                        .map(ExplainerIntegrationTest::withoutZeros)
                        .collect(Collectors.joining("; "));
    }

    private static String withoutZeros(Map<String, @Nullable String> contribution) {
        return contribution.entrySet().stream()
                .filter(entry -> !List.of("0", "0.0000").contains(String.valueOf(entry.getValue())))
                .map(Map.Entry::toString)
                .collect(Collectors.joining(" "));
    }

    private static Map<String, BigDecimal> numbers(String text) {
        return List.of(text.split(" ")).stream()
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> new BigDecimal(pair[1])));
    }
}

package io.daybook.api.management;

import static io.daybook.schema.generated.daybook.Tables.GENERATION;
import static io.daybook.schema.generated.daybook.Tables.LEDGER;
import static io.daybook.schema.generated.daybook.Tables.MART_STATE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.sum;

import io.daybook.api.publication.Publications;
import io.daybook.api.store.Store;
import io.daybook.api.store.StoreUnreachable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the store says of each mart's last run, read once for all the figures of a scrape. Of a run
 * the reader may see no more: the rest is in the text file that the run writes. Thread-safe.
 */
final class LastRuns {

    /** Figures of one scrape belong together; scrapes are further apart than this. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    private static final double MILLIS = 1000.0;

    private final Store store;
    private final Publications publications;
    private final LongSupplier nanoTime;
    private @Nullable Map<String, State> known;
    private long readAt;

    LastRuns(Store store, Publications publications, LongSupplier nanoTime) {
        this.store = store;
        this.publications = publications;
        this.nanoTime = nanoTime;
    }

    /**
     * One mart.
     *
     * @param failed 1 or 0
     * @param endedAt seconds since 1970
     * @param delay seconds from the newest as-of to its publication; not a number before the first
     * @param rows stored rows by view
     */
    record State(
            double heldBack,
            double badRows,
            double failed,
            double endedAt,
            double delay,
            Map<String, BigDecimal> rows) {}

    /** Empty for a mart of which no run was reported, and while the store is away. */
    synchronized Optional<State> state(String mart) {
        // a scrape must not wait for a store of which we know that it is away
        if (!publications.reachable()) {
            known = null;
            return Optional.empty();
        }
        long now = nanoTime.getAsLong();
        if (known == null || now - readAt > KEPT.toNanos()) {
            known = read();
            readAt = now;
        }
        return Optional.ofNullable(known.get(mart));
    }

    private Map<String, State> read() {
        try {
            return store.read(LastRuns::states);
        } catch (StoreUnreachable away) {
            return Map.of();
        }
    }

    private static Map<String, State> states(DSLContext dsl) {
        Map<String, Map<String, BigDecimal>> rows = rows(dsl);
        Map<String, Double> delays = delays(dsl);
        Map<String, State> states = new TreeMap<>();
        dsl.selectFrom(MART_STATE)
                .forEach(
                        row ->
                                states.put(
                                        row.getMart(),
                                        new State(
                                                row.getHeldBackCount(),
                                                row.getBadRowCount(),
                                                row.getLastRunOutcome().equals("failed") ? 1 : 0,
                                                seconds(row.getLastRunEndedAt()),
                                                delays.getOrDefault(row.getMart(), Double.NaN),
                                                rows.getOrDefault(row.getMart(), Map.of()))));
        return states;
    }

    private static Map<String, Map<String, BigDecimal>> rows(DSLContext dsl) {
        Map<String, Map<String, BigDecimal>> rows = new TreeMap<>();
        // a view by day has its rows in its days; the row without a day says that it was built
        dsl.select(
                        LEDGER.MART,
                        LEDGER.VIEW,
                        coalesce(
                                sum(LEDGER.ROW_COUNT).filterWhere(LEDGER.DAY.isNotNull()),
                                sum(LEDGER.ROW_COUNT)))
                .from(LEDGER)
                .groupBy(LEDGER.MART, LEDGER.VIEW)
                .forEach(
                        row ->
                                rows.computeIfAbsent(row.value1(), any -> new TreeMap<>())
                                        .put(row.value2(), row.value3()));
        return rows;
    }

    private static Map<String, Double> delays(DSLContext dsl) {
        Map<String, Double> delays = new TreeMap<>();
        dsl.select(GENERATION.MART, GENERATION.AS_OF, GENERATION.PUBLISHED_AT)
                .distinctOn(GENERATION.MART)
                .from(GENERATION)
                .orderBy(GENERATION.MART, GENERATION.GENERATION_.desc())
                .forEach(
                        row ->
                                delays.put(
                                        Objects.requireNonNull(row.value1()),
                                        seconds(row.value3()) - seconds(row.value2())));
        return delays;
    }

    private static double seconds(OffsetDateTime time) {
        return time.toInstant().toEpochMilli() / MILLIS;
    }
}

package io.daybook.api.events.overview;

import static io.daybook.schema.generated.events.Tables.EVENT_DEMOGRAPHICS;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.events.overview.EventOverview.Coverage;
import io.daybook.api.events.overview.EventOverview.Coverages;
import io.daybook.api.events.overview.EventOverview.Demographics;
import io.daybook.api.figure.Shares;
import io.daybook.api.privacy.PrivacyFloor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Record;

/** Who buys: shares of the answered tickets, above the privacy floor. */
final class EventDemographicsQueries {

    /** Counts beside percentages would tell small buckets exactly. */
    private static final int COVERAGE_STEP = 5;

    /** As the dashboard lists them; between these stand the ages, ascending like their text. */
    private static final List<String> FIRST = List.of("male", "female", "other");

    private static final List<String> LAST = List.of("unmapped", PrivacyFloor.SUPPRESSED);

    private static final Comparator<String> SHOWN_ORDER =
            Comparator.comparingInt(EventDemographicsQueries::place)
                    .thenComparing(Comparator.naturalOrder());

    /** One bucket of answers. */
    private record Cell(String bucket, long tickets, long orders)
            implements PrivacyFloor.Cell<Cell> {

        @Override
        public Cell mergedWith(Cell other) {
            return new Cell(
                    PrivacyFloor.SUPPRESSED, tickets + other.tickets, orders + other.orders);
        }
    }

    private final PrivacyFloor floor;

    EventDemographicsQueries(PrivacyFloor floor) {
        this.floor = floor;
    }

    Demographics read(Snapshot snapshot, long eventId) {
        Map<String, List<Cell>> questions =
                snapshot.dsl()
                        .select(
                                EVENT_DEMOGRAPHICS.QUESTION,
                                EVENT_DEMOGRAPHICS.BUCKET,
                                EVENT_DEMOGRAPHICS.TICKETS,
                                EVENT_DEMOGRAPHICS.ORDERS)
                        .from(EVENT_DEMOGRAPHICS)
                        .where(EVENT_DEMOGRAPHICS.TENANT_ID.eq(snapshot.tenant()))
                        .and(EVENT_DEMOGRAPHICS.EVENT_ID.eq(eventId))
                        // a slice may hold a row of zeros, which says the same as none
                        .and(EVENT_DEMOGRAPHICS.TICKETS.gt(0L))
                        .fetchGroups(EVENT_DEMOGRAPHICS.QUESTION, EventDemographicsQueries::cell);
        List<Cell> gender = questions.getOrDefault("gender", List.of());
        List<Cell> age = questions.getOrDefault("age_range", List.of());
        return new Demographics(
                shares(gender), shares(age), new Coverages(coverage(gender), coverage(age)));
    }

    private static Cell cell(Record row) {
        return new Cell(
                row.get(EVENT_DEMOGRAPHICS.BUCKET),
                row.get(EVENT_DEMOGRAPHICS.TICKETS),
                row.get(EVENT_DEMOGRAPHICS.ORDERS));
    }

    private Map<String, Integer> shares(List<Cell> cells) {
        Map<String, Long> tickets = new LinkedHashMap<>();
        floor.apply(answered(cells)).stream()
                .sorted(Comparator.comparing(Cell::bucket, SHOWN_ORDER))
                .forEach(cell -> tickets.put(cell.bucket(), cell.tickets()));
        return Shares.percent(tickets);
    }

    private static Coverage coverage(List<Cell> cells) {
        return new Coverage(rounded(answered(cells)), rounded(cells));
    }

    private static List<Cell> answered(List<Cell> cells) {
        return cells.stream()
                .filter(cell -> !cell.bucket().equals(PrivacyFloor.NO_ANSWER))
                .toList();
    }

    private static long rounded(List<Cell> cells) {
        long tickets = cells.stream().mapToLong(Cell::tickets).sum();
        return tickets - tickets % COVERAGE_STEP;
    }

    private static int place(String bucket) {
        if (FIRST.contains(bucket)) {
            return FIRST.indexOf(bucket);
        }
        return LAST.contains(bucket) ? FIRST.size() + 1 + LAST.indexOf(bucket) : FIRST.size();
    }
}

package io.daybook.etl.status;

import static io.daybook.schema.generated.daybook.Tables.BAD_ROW;

import io.daybook.etl.status.MartGaps.Gap;
import io.daybook.etl.status.MartGaps.Kind;
import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Lists what one mart lacks: days by view, then slices, then rows. */
record GapFinder(DSLContext dsl, Mart mart) {

    MartGaps find(@Nullable LocalDate floor) {
        Published published = Published.read(dsl, mart.name());
        List<Gap> gaps = new ArrayList<>();
        List<String> complete = new ArrayList<>();
        for (View view : published == null ? List.<View>of() : mart.views()) {
            List<Gap> ofView = of(ViewLedger.read(dsl, view), published, floor);
            gaps.addAll(ofView);
            if (ofView.isEmpty()) {
                complete.add(view.stem());
            }
        }
        new RunHistory(dsl, mart).heldBack().forEach(slice -> gaps.add(heldBack(slice)));
        gaps.addAll(badRows());
        return new MartGaps(
                mart.name(),
                published == null ? null : published.generation(),
                published == null ? null : published.asOf(),
                complete,
                gaps);
    }

    private List<Gap> of(
            ViewLedger ledger, @Nullable Published published, @Nullable LocalDate floor) {
        String view = ledger.view().stem();
        if (ledger.builtUnder() == null) {
            return List.of(days(Kind.NOT_BUILT, view, null, null));
        }
        DayCoverage coverage = ledger.coverage(published, floor);
        List<Gap> gaps = new ArrayList<>();
        ranges(Kind.MISSING, view, coverage.missingDays(), gaps);
        ranges(Kind.STALE, view, coverage.staleDays(), gaps);
        if (gaps.isEmpty() && !ledger.built()) {
            gaps.add(days(Kind.STALE, view, null, null));
        }
        return gaps;
    }

    /** Neighbouring days joined. */
    private void ranges(Kind kind, String view, List<LocalDate> days, List<Gap> gaps) {
        LocalDate from = null;
        LocalDate last = null;
        for (LocalDate day : days) {
            if (from == null || last == null || !last.plusDays(1).equals(day)) {
                if (from != null) {
                    gaps.add(days(kind, view, from, last));
                }
                from = day;
            }
            last = day;
        }
        if (from != null) {
            gaps.add(days(kind, view, from, last));
        }
    }

    private Gap days(Kind kind, String view, @Nullable LocalDate from, @Nullable LocalDate to) {
        return new Gap(kind, view, from, to, null, null, null, null, null, null, run());
    }

    private Gap heldBack(MartStatus.HeldBack slice) {
        return new Gap(
                Kind.HELD_BACK,
                null,
                slice.day(),
                slice.day(),
                slice.tenantId(),
                slice.entity(),
                slice.entityId(),
                null,
                slice.reason(),
                slice.since(),
                "correct what %s %d reads in the source, then %s"
                        .formatted(slice.entity(), slice.entityId(), run()));
    }

    private List<Gap> badRows() {
        return dsl.selectFrom(BAD_ROW)
                .where(BAD_ROW.MART.eq(mart.name()))
                .orderBy(BAD_ROW.CHECK_NAME, BAD_ROW.BAD_KEY)
                .fetch(
                        row -> {
                            String table = table(row.getCheckName()).orElse(null);
                            return new Gap(
                                    Kind.BAD_ROW,
                                    null,
                                    null,
                                    null,
                                    null,
                                    table,
                                    row.getBadKey(),
                                    row.getCheckName(),
                                    row.getReason(),
                                    row.getFirstSeenAt().toInstant(),
                                    "correct or delete %s %d in the source, then %s"
                                            .formatted(
                                                    table == null ? "row" : table,
                                                    row.getBadKey(),
                                                    run()));
                        });
    }

    /** The table whose rows a check names; empty when the catalogue no longer has the check. */
    private Optional<String> table(String check) {
        return mart.checks().stream()
                .filter(candidate -> candidate.name().equals(check))
                .map(Check::inputs)
                .flatMap(List::stream)
                .filter(Input.Rows.class::isInstance)
                .map(Input::table)
                .findFirst();
    }

    private String run() {
        return "daybook run " + mart.name();
    }
}

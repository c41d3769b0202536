package io.daybook.etl.simulator;

import io.daybook.etl.differential.OperationalRows;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Ledger rows of an older definition and ledger rows that are gone, until a run has made up. */
final class Tampering {

    private final OperationalRows store;
    private final Mart mart;
    private final Random random;
    private final Set<String> stale = new HashSet<>();
    private final Set<String> missing = new HashSet<>();

    Tampering(OperationalRows store, Mart mart, Random random) {
        this.store = store;
        this.mart = mart;
        this.random = random;
    }

    /** Does something now and then; returns the statement. */
    Optional<String> now() {
        View view = mart.views().get(random.nextInt(mart.views().size()));
        return switch (random.nextInt(12)) {
            case 0, 1 -> Optional.of(older(view));
            case 2 -> view.daily() && !view.overStore() ? lose(view) : Optional.empty();
            default -> Optional.empty();
        };
    }

    boolean isDue(View view, String slice) {
        return stale.contains(view.stem())
                || missing.contains(view.stem() + " " + SourceState.day(slice));
    }

    /** Whether that publication recomputed it. */
    boolean makesUp(Launch launch, View view, String slice) {
        return stale.contains(view.stem())
                || (launch.fillsIn(view)
                        && missing.contains(view.stem() + " " + SourceState.day(slice)));
    }

    /** Every publication builds what is stale; the ledger is asked which days are still missing. */
    void published() {
        stale.clear();
        missing.removeIf(
                day -> {
                    String[] parts = day.split(" ");
                    return !store.column(
                                    "select day from daybook.ledger where view = '%s' and day = '%s'"
                                            .formatted(parts[0], parts[1]))
                            .isEmpty();
                });
    }

    private String older(View view) {
        stale.add(view.stem());
        String sql =
                "update daybook.ledger set definition_version = 'older' where view = '%s'"
                        .formatted(view.stem());
        store.execute(sql);
        return sql;
    }

    /** Never the first day that the view holds: the days begin after it then. */
    private Optional<String> lose(View view) {
        List<String> days =
                store.column(
                        "select distinct day from events.%1$s where day > (select min(day) from daybook.ledger where view = '%1$s') and day <= timezone('UTC', now())::date - 1 order by 1"
                                .formatted(view.stem()));
        if (days.isEmpty()) {
            return Optional.empty();
        }
        String day = days.get(random.nextInt(days.size()));
        missing.add(view.stem() + " " + day);
        String sql =
                "delete from daybook.ledger where view = '%s' and day = '%s'"
                        .formatted(view.stem(), day);
        store.execute(sql);
        return Optional.of(sql);
    }
}

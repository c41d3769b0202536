package io.daybook.api.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;

/**
 * Of several marts the published one whose as-of lies furthest back: what is told of all of them is
 * at least as fresh.
 */
record OldestStanding(List<? extends Standings> marts) implements Standings {

    @Override
    public Standing newest(DSLContext dsl) {
        return marts.stream()
                .map(mart -> mart.newest(dsl))
                .filter(standing -> standing.asOf() != null)
                .min(Comparator.comparing(standing -> Objects.requireNonNull(standing.asOf())))
                .orElse(Standing.NONE);
    }
}

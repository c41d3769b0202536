package io.daybook.cli.output;

import io.daybook.etl.status.MartGaps;
import io.daybook.etl.status.MartGaps.Gap;
import io.daybook.etl.status.MartGaps.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a mart lacks as text: one row per gap, with what closes it. */
public final class GapsResult {

    private GapsResult() {}

    public static Result of(MartGaps gaps) {
        Table table = new Table("view", "gap", "days", "what", "reason", "since", "next");
        for (Gap gap : gaps.gaps()) {
            table.row(
                    gap.view(),
                    gap.kind(),
                    days(gap),
                    what(gap),
                    gap.check() == null ? gap.reason() : gap.check() + ": " + gap.reason(),
                    gap.since(),
                    gap.next());
        }
        return new Result(gaps.mart(), gaps, table, List.of(summary(gaps)), after(gaps));
    }

    private static String summary(MartGaps gaps) {
        if (gaps.generation() == null) {
            return "%s: never published; next: daybook run %s".formatted(gaps.mart(), gaps.mart());
        }
        if (gaps.gaps().isEmpty()) {
            return "%s: no gaps in generation %d".formatted(gaps.mart(), gaps.generation());
        }
        return "%s: %d %s in generation %d"
                .formatted(
                        gaps.mart(),
                        gaps.gaps().size(),
                        gaps.gaps().size() == 1 ? "gap" : "gaps",
                        gaps.generation());
    }

    private static List<String> after(MartGaps gaps) {
        return gaps.complete().isEmpty()
                ? List.of()
                : List.of("no day missing or stale: " + String.join(", ", gaps.complete()));
    }

    private static @Nullable String days(Gap gap) {
        if (gap.from() == null) {
            return gap.kind() == Kind.BAD_ROW ? null : "all";
        }
        return Objects.equals(gap.from(), gap.to())
                ? gap.from().toString()
                : gap.from() + ".." + gap.to();
    }

    private static @Nullable String what(Gap gap) {
        if (gap.key() == null) {
            return null;
        }
        return "%s%s %d"
                .formatted(
                        gap.tenantId() == null ? "" : "tenant " + gap.tenantId() + ", ",
                        gap.table() == null ? "row" : gap.table(),
                        gap.key());
    }
}

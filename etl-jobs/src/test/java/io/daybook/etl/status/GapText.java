package io.daybook.etl.status;

import io.daybook.etl.status.MartGaps.Gap;

/** Gaps as short lines. */
final class GapText {

    private GapText() {}

    static String of(Gap gap) {
        String what =
                gap.view() != null
                        ? gap.view()
                        : gap.table()
                                + " "
                                + gap.key()
                                + (gap.tenantId() == null ? "" : " of " + gap.tenantId());
        String days = gap.from() == null ? "-" : gap.from() + ".." + gap.to();
        String check = gap.check() == null ? "" : gap.check() + ": ";
        String reason = gap.reason() == null ? "" : " (" + check + gap.reason() + ")";
        return "%s %s %s%s: %s".formatted(gap.kind(), what, days, reason, gap.next());
    }
}

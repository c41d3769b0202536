package io.daybook.etl.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.engine.Slice;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.UnknownName;
import io.daybook.schema.catalogue.View;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceKeysTest {

    private static final Catalogue CATALOGUE = Catalogue.load();

    private static final String EXPECTED =
            " (expected like tenant_id=demo event_id=15 day=2026-01-31)";

    @Test
    void readsTheSliceColumnsInAnyOrderAndShort() {
        Slice slice = new Slice("demo=1", 15, LocalDate.of(2026, 11, 20));
        assertThat(sales("tenant_id=demo=1", "event_id=15", "day=2026-11-20")).isEqualTo(slice);
        assertThat(sales("day=2026-11-20", "event=15", "tenant=demo=1")).isEqualTo(slice);
        assertThat(SliceKeys.read(view("event_directory"), List.of("tenant=demo", "event=15")))
                .isEqualTo(new Slice("demo", 15, null));
    }

    @Test
    void namesTheNearestKey() {
        assertThatThrownBy(() -> sales("tenant=demo", "evnt_id=15", "day=2026-11-20"))
                .isInstanceOf(UnknownName.class)
                .hasMessage("Unknown slice key: evnt_id (did you mean event_id?)");
        assertThatThrownBy(() -> SliceKeys.read(view("event_directory"), List.of("currency=EUR")))
                .hasMessage("Unknown slice key: currency (expected tenant_id, event_id)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tenant=demo | Missing slice key: event_id, day",
                "tenant=demo event=1 day=2026-01-01 event_id=1 | Slice key given twice: event_id",
                "demo | Invalid slice key: demo",
                "tenant= event=1 day=2026-01-01 | Invalid tenant_id: the empty name",
                "tenant=a event=x day=2026-01-01 | Invalid event_id: x",
                "tenant=a event=9223372036854775808 day=2026-01-01 | Invalid event_id: 9223372036854775808",
                "tenant=a event=1 day=2026-02-30 | Invalid day: 2026-02-30",
                "tenant=a event=1 day=today | Invalid day: today",
            })
    void saysWhatIsWrongAndWhatIsExpected(String keys, String problem) {
        assertThatThrownBy(() -> sales(keys.split(" ")))
                .isInstanceOf(InvalidSlice.class)
                .hasMessage(problem + EXPECTED);
    }

    @Test
    void namesTheViewBeneathAStoredOne() {
        assertThatThrownBy(() -> SliceKeys.read(view("event_totals"), List.of()))
                .isInstanceOf(InvalidSlice.class)
                .hasMessage(
                        "View event_totals is computed from stored tables, not from fact rows"
                                + " (expected one of what it reads: event_daily_sales)");
    }

    private static Slice sales(String... keys) {
        return SliceKeys.read(view("event_daily_sales"), List.of(keys));
    }

    private static View view(String stem) {
        return CATALOGUE.view(stem);
    }
}

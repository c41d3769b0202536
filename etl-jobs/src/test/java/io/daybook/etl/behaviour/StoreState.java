package io.daybook.etl.behaviour;

import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.catalogue.View;
import java.util.ArrayList;
import java.util.List;

/** What the store holds of the mart, to be compared before and after. */
public final class StoreState {

    private StoreState() {}

    /** One checksum per metric table. */
    public static List<String> tables(EventsMart mart) {
        List<String> checksums = new ArrayList<>();
        for (View view : EventsMart.MART.views()) {
            checksums.add(
                    mart.store.value(
                            "select '%1$s', count(*), md5(string_agg(cast(t as text), ' ' order by cast(t as text))) from events.%1$s as t"
                                    .formatted(view.stem())));
        }
        return checksums;
    }

    /** The tables, the ledger and the newest generation. */
    public static List<String> published(EventsMart mart) {
        List<String> state = tables(mart);
        state.add(mart.store.value("select max(generation) from daybook.generation"));
        state.add(
                mart.store.value(
                        "select md5(string_agg(cast(l as text), ' ' order by cast(l as text))) from daybook.ledger as l"));
        return state;
    }

    /** Command, outcome and exit code of the newest run. */
    public static String lastRun(EventsMart mart) {
        return mart.store.value(
                "select command, outcome, exit_code from daybook.run order by run_id desc limit 1");
    }
}

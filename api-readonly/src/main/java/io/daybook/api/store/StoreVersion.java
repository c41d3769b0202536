package io.daybook.api.store;

import static io.daybook.schema.generated.daybook.Tables.LEDGER;
import static io.daybook.schema.generated.daybook.Tables.MART_STATE;

import io.daybook.schema.Migrations;
import java.util.Optional;
import org.jooq.exception.DataAccessException;

/** Whether this build knows how to read the store. */
public final class StoreVersion {

    private StoreVersion() {}

    /** What is wrong with the store, as a sentence; empty when it can be read. */
    public static Optional<String> problem(Store store) {
        try {
            return store.read(
                    dsl -> {
                        dsl.selectCount().from(LEDGER).where(LEDGER.MART.eq("")).fetch();
                        return dsl.selectDistinct(MART_STATE.SCHEMA_VERSION)
                                .from(MART_STATE)
                                .where(MART_STATE.SCHEMA_VERSION.ne(Migrations.VERSION))
                                .fetchOptional(MART_STATE.SCHEMA_VERSION)
                                .map(StoreVersion::unknown);
                    });
        } catch (DataAccessException exception) {
            return Optional.of(
                    "The store has no tables of Daybook that this role may read (expected schema"
                            + " version %s). Nothing was started; run: daybook migrate"
                                    .formatted(Migrations.VERSION));
        }
    }

    private static String unknown(String version) {
        return "The store has schema version %s (expected %s). Nothing was started; %s"
                .formatted(
                        version,
                        Migrations.VERSION,
                        version.compareTo(Migrations.VERSION) < 0
                                ? "run: daybook migrate"
                                : "start the newer build of Daybook");
    }
}

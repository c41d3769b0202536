package io.daybook.api.store;

import static io.daybook.schema.generated.daybook.Tables.GENERATION;
import static io.daybook.schema.generated.daybook.Tables.LEDGER;
import static io.daybook.schema.generated.daybook.Tables.MART_STATE;
import static org.jooq.impl.DSL.falseCondition;

import io.daybook.schema.Migrations;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Schema;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;

/** Whether this build knows how to read the store. */
public final class StoreVersion {

    private StoreVersion() {}

    /** What is wrong with the store, as a sentence; empty when it can be read. */
    public static Optional<String> problem(Store store) {
        try {
            return store.read(
                    dsl -> {
                        // names every column that the reader will name
                        Stream.concat(
                                        Stream.of(LEDGER, GENERATION, MART_STATE),
                                        tables(MartTables.installed(dsl)))
                                .forEach(
                                        table ->
                                                dsl.selectFrom(table)
                                                        .where(falseCondition())
                                                        .fetch());
                        return dsl
                                .select(MART_STATE.SCHEMA_VERSION)
                                .from(MART_STATE)
                                .where(MART_STATE.SCHEMA_VERSION.ne(Migrations.VERSION))
                                .fetch(MART_STATE.SCHEMA_VERSION)
                                .stream()
                                .findFirst()
                                .map(StoreVersion::unknown);
                    });
        } catch (DataAccessException exception) {
            return Optional.of(
                    ("The store lacks tables of schema version %s that this role may read. Nothing"
                                    + " was started; run: daybook migrate")
                            .formatted(Migrations.VERSION));
        }
    }

    /** A mart that is not there at all is answered for by the marts' own endpoints. */
    private static Stream<Table<?>> tables(Set<String> marts) {
        return MartTables.schemas().stream()
                .filter(schema -> marts.contains(schema.getName()))
                .flatMap(Schema::tableStream);
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

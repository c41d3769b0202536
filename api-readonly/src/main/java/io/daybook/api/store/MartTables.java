package io.daybook.api.store;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.daybook.schema.generated.events.Events;
import io.daybook.schema.generated.venues.Venues;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Schema;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The metric tables of the packaged marts: one line here for each mart. */
public final class MartTables {

    private static final List<Schema> SCHEMAS = List.of(Events.EVENTS, Venues.VENUES);

    private MartTables() {}

    /** The schemas, each named after its mart. */
    public static List<Schema> schemas() {
        return SCHEMAS;
    }

    /** The table of a packaged view. */
    public static Optional<Table<?>> find(String mart, String stem) {
        return SCHEMAS.stream()
                .filter(schema -> schema.getName().equals(mart))
                .<Table<?>>flatMap(schema -> Optional.ofNullable(schema.getTable(stem)).stream())
                .findFirst();
    }

    /** The marts that this store has for this role: whose schema is there and open to it. */
    public static Set<String> installed(Store store) {
        return store.read(dsl -> installed(dsl));
    }

    static Set<String> installed(DSLContext dsl) {
        Field<String> schema = field(name("nspname"), SQLDataType.VARCHAR);
        return new TreeSet<>(
                dsl.select(schema)
                        .from(table(name("pg_catalog", "pg_namespace")))
                        .where(schema.in(SCHEMAS.stream().map(Schema::getName).toList()))
                        .and(condition("has_schema_privilege(oid, {0})", inline("usage")))
                        .fetch(schema));
    }
}

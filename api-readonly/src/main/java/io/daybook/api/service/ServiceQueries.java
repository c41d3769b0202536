package io.daybook.api.service;

import static io.daybook.schema.generated.daybook.Tables.MART_STATE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.selectOne;

import io.daybook.api.answer.MartViews;
import io.daybook.api.answer.ServedMarts;
import io.daybook.api.answer.Snapshot;
import io.daybook.api.store.MartTables;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Which marts there are, and which have anything of a tenant. */
final class ServiceQueries {

    private static final Field<String> TENANT = field(name("tenant_id"), SQLDataType.CLOB);

    private final ServedMarts served;

    ServiceQueries(ServedMarts served) {
        this.served = served;
    }

    List<ServiceInfo.Mart> marts(Snapshot snapshot) {
        Set<String> published =
                snapshot.dsl()
                        .select(MART_STATE.MART)
                        .from(MART_STATE)
                        .where(MART_STATE.GENERATION.isNotNull())
                        .fetchSet(MART_STATE.MART);
        return served.installed().stream()
                .map(
                        mart ->
                                new ServiceInfo.Mart(
                                        mart.mart(),
                                        published.contains(mart.mart()),
                                        hasData(snapshot, mart)))
                .toList();
    }

    /** The marts and their publications, as a text that changes with each. */
    String publications(DSLContext dsl) {
        return served.installed().stream().map(MartViews::mart).toList()
                + dsl.select(MART_STATE.MART, MART_STATE.GENERATION, MART_STATE.AS_OF)
                        .from(MART_STATE)
                        .orderBy(MART_STATE.MART)
                        .fetch()
                        .toString();
    }

    private static boolean hasData(Snapshot snapshot, MartViews mart) {
        return mart.directories().stream()
                .flatMap(view -> MartTables.find(mart.mart(), view).stream())
                .anyMatch(table -> hasRow(snapshot, table));
    }

    private static boolean hasRow(Snapshot snapshot, Table<?> table) {
        return snapshot.dsl()
                .fetchExists(selectOne().from(table).where(TENANT.eq(snapshot.tenant())));
    }
}

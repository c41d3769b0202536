package io.daybook.api.reports.query;

import io.daybook.schema.catalogue.View;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;

/** The table of a view that no class was generated for, with the columns that the store has. */
final class StoredTable extends TableImpl<Record> {

    private static final long serialVersionUID = 1L;

    private static final Map<String, DataType<?>> TYPES =
            Map.of(
                    "bigint", SQLDataType.BIGINT,
                    "integer", SQLDataType.INTEGER,
                    "smallint", SQLDataType.SMALLINT,
                    "numeric", SQLDataType.NUMERIC,
                    "text", SQLDataType.CLOB,
                    "date", SQLDataType.LOCALDATE,
                    "timestamp with time zone", SQLDataType.TIMESTAMPWITHTIMEZONE,
                    "boolean", SQLDataType.BOOLEAN,
                    "bytea", SQLDataType.BLOB);

    private static final String COLUMNS =
            """
            select a.attname, format_type(a.atttypid, a.atttypmod)
            from pg_attribute as a
            where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
                and has_table_privilege(a.attrelid, 'select')
            order by a.attnum
            """;

    private StoredTable(View view, Result<Record> columns) {
        super(DSL.name(view.stem()), DSL.schema(DSL.name(view.mart())));
        for (Record column : columns) {
            DataType<?> type = TYPES.getOrDefault(column.get(1, String.class), SQLDataType.OTHER);
            createField(DSL.name(column.get(0, String.class)), type, this);
        }
    }

    /**
     * @throws IllegalStateException when this role can read no such table
     */
    static StoredTable read(DSLContext dsl, View view) {
        Result<Record> columns =
                dsl.resultQuery(COLUMNS, DSL.val(view.mart() + "." + view.stem())).fetch();
        if (columns.isEmpty()) {
            throw new IllegalStateException(
                    ("View %s has no table that this role may read. Nothing was started; run:"
                                    + " daybook migrate, with the same sql.dir")
                            .formatted(view.stem()));
        }
        return new StoredTable(view, columns);
    }
}

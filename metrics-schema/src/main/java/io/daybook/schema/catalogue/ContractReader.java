package io.daybook.schema.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Index;
import org.jooq.SQLDialect;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.UniqueKey;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Reads {@code contract.sql} by jOOQ's interpretation of DDL; no database is needed for it. */
final class ContractReader {

    /** PostgreSQL's spelling of the types that jOOQ names in its own way. */
    private static final Map<String, String> SPELLING =
            Map.ofEntries(
                    Map.entry("char", "character"),
                    Map.entry("varchar", "character varying"),
                    Map.entry("clob", "text"),
                    Map.entry("decimal", "numeric"),
                    Map.entry("float4", "real"),
                    Map.entry("float", "double precision"),
                    Map.entry("double", "double precision"),
                    Map.entry("int", "integer"),
                    Map.entry("timestamp", "timestamp without time zone"),
                    Map.entry("time", "time without time zone"),
                    Map.entry("blob", "bytea"));

    private ContractReader() {}

    /** The contract; empty, with a problem reported, when the DDL cannot be understood. */
    static Optional<Contract> read(String sql, FileProblems problems) {
        try {
            DSLContext reader = DSL.using(SQLDialect.POSTGRES);
            List<Contract.Table> tables =
                    reader.meta(reader.parser().parse(sql).queries()).getTables().stream()
                            .map(ContractReader::table)
                            .toList();
            return Optional.of(new Contract(sql, tables));
        } catch (DataAccessException e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            problems.add("Invalid contract: " + reason);
            return Optional.empty();
        }
    }

    private static Contract.Table table(Table<?> table) {
        UniqueKey<?> key = table.getPrimaryKey();
        return new Contract.Table(
                table.getName(),
                table.fieldStream().map(ContractReader::column).toList(),
                key == null ? List.of() : key.getFields().stream().map(Field::getName).toList(),
                table.getIndexes().stream().map(ContractReader::index).toList());
    }

    private static Contract.Column column(Field<?> field) {
        DataType<?> type = field.getDataType();
        return new Contract.Column(field.getName(), spelled(type), type.nullable());
    }

    private static Contract.Index index(Index index) {
        return new Contract.Index(
                index.getName(), index.getFields().stream().map(SortField::getName).toList());
    }

    private static String spelled(DataType<?> type) {
        String name = type.getTypeName().toLowerCase(Locale.ROOT);
        String spelled = SPELLING.getOrDefault(name, name);
        if (type.isNumeric() && type.hasPrecision() && type.precisionDefined()) {
            return spelled + "(" + type.precision() + "," + type.scale() + ")";
        }
        if (type.hasLength() && type.lengthDefined()) {
            return spelled + "(" + type.length() + ")";
        }
        return spelled;
    }
}

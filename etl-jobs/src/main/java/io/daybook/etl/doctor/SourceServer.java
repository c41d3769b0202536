package io.daybook.etl.doctor;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.check.ContractDrift;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Literals;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Collectors;

/** The source's server, whether it keeps the contract, and what its planner knows. */
final class SourceServer {

    private static final int OLDEST = 12;

    private final Mart mart;
    private final SourceSettings settings;
    private final Connection connection;

    SourceServer(Mart mart, SourceSettings settings, Connection connection) {
        this.mart = mart;
        this.settings = settings;
        this.connection = connection;
    }

    Finding version() {
        return ServerVersion.read(connection).finding("source", OLDEST);
    }

    Finding contract() {
        List<String> differences = ContractDrift.find(mart, settings);
        return differences.isEmpty()
                ? Finding.ok(
                        "contract",
                        "%d tables as sql/%s/contract.sql says"
                                .formatted(mart.contract().tables().size(), mart.name()))
                : Finding.problem(
                        "contract",
                        String.join("; ", differences),
                        "Change the tables or the views in front of them; see"
                                + " docs/connect-your-database.md.",
                        List.of());
    }

    /** Tables that were never analysed, also those beneath views. */
    Finding statistics() {
        List<String> never =
                Sql.query(
                        connection,
                        "statistics",
                        Relations.WITH_BENEATH.formatted(
                                        text(settings.schema()), tables(mart.contract()))
                                + """
                                select distinct format('analyze %I.%I;', n.nspname, c.relname)
                                from beneath as b
                                join pg_class as c on c.oid = b.oid
                                join pg_namespace as n on n.oid = c.relnamespace
                                where c.relkind in ('r', 'p', 'm')
                                    and (c.reltuples < 0
                                        -- before PostgreSQL 14 nothing tells never from empty
                                        or (cast(current_setting('server_version_num') as integer) < 140000
                                            and c.reltuples = 0 and c.relpages = 0
                                            and pg_relation_size(c.oid) > 0))
                                order by 1
                                """,
                        row -> row.getString(1));
        return never.isEmpty()
                ? Finding.ok("statistics", "every table was analysed")
                : Finding.warning(
                        "statistics",
                        "never analysed: %d tables".formatted(never.size()),
                        "The planner guesses, and finding changes may take seconds. As the owner:",
                        never);
    }

    /** The contract's table names as a list of literals. */
    static String tables(Contract contract) {
        return contract.tables().stream()
                .map(Contract.Table::name)
                .map(Literals::text)
                .collect(Collectors.joining(", "));
    }
}

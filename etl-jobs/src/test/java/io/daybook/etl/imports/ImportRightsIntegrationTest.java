package io.daybook.etl.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.database.StatementFailed;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights of the importing role are those that its page names, and all of them are needed. */
class ImportRightsIntegrationTest {

    private static final Path PAGE = Path.of("../docs/import-csv.md");
    private static final String ROLE = "daybook_importer";
    private static final String HEADER = EventsImports.HEADER;

    @TempDir Path directory;

    @Test
    void makesAndFillsTablesWithTheFirstRight() throws IOException {
        EventsImports imports = new EventsImports(directory, ROLE);
        TestPostgres.server().createRole(ROLE);
        imports.write("refund.csv", HEADER + "1,10,100,1,succeeded,2026-03-29T01:30:00Z\n");
        String first = grants().get(0);
        assertThat(first).startsWith("grant create on database shop to");
        assertThatThrownBy(() -> imports.run("refund", imports.creating("refund.csv")))
                .isInstanceOf(StatementFailed.class)
                .hasMessageContaining("permission denied");

        imports.source.execute(first.replace("shop", imports.source.name()));

        assertThat(imports.run("refund", imports.creating("refund.csv")).loaded()).isEqualTo(1);
        assertThat(
                        imports.source.value(
                                "select has_schema_privilege('daybook_reader', 'events', 'usage'),"
                                        + " has_table_privilege('daybook_reader', 'events.refund',"
                                        + " 'select')"))
                .isEqualTo("t | t");
    }

    @Test
    void fillsTablesOfAnotherRoleWithAllTheOthers() throws IOException {
        EventsImports imports = new EventsImports(directory, ROLE);
        TestPostgres.server().createRole(ROLE);
        imports.source.execute("create schema events");
        EventsImports makers = imports.bySuperuser();
        makers.write("nothing.csv", HEADER);
        makers.run("refund", makers.creating("nothing.csv"));
        imports.write("refund.csv", HEADER + "1,10,100,1,succeeded,2026-03-29T01:30:00Z\n");
        List<String> others = grants().subList(1, grants().size());
        others.forEach(imports.source::execute);
        List<String> single =
                List.of(
                        "usage on schema events",
                        "create on schema events",
                        "select on events.daybook_source",
                        "select on events.refund",
                        "insert on events.refund",
                        "truncate on events.refund");
        for (String right : single) {
            imports.source.execute("revoke %s from %s".formatted(right, ROLE));
            assertThatThrownBy(() -> imports.run("refund", imports.request("refund.csv")))
                    .as(right)
                    .isInstanceOf(StatementFailed.class)
                    .hasMessageContaining("permission denied");
            imports.source.execute("grant %s to %s".formatted(right, ROLE));
        }

        assertThat(imports.run("refund", imports.request("refund.csv")).loaded()).isEqualTo(1);
    }

    private static List<String> grants() throws IOException {
        return Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("grant ")).toList();
    }
}

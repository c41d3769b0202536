package io.daybook.etl.chinook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page shows the statements that the test runs. */
class ConnectYourDatabaseTest {

    private static final Path PAGE = Path.of("../docs/connect-your-database.md");

    @Test
    void showsTheStatementsThatTheTestRuns() throws IOException {
        String tables = ChinookShop.resource("tables.sql");
        assertThat(Files.readString(PAGE))
                .contains("```sql\n" + ChinookShop.resource("views.sql") + "```")
                .contains("```sql\n" + ChinookShop.resource("role.sql") + "```")
                .contains("```sql\n" + tables.substring(tables.indexOf("create index")) + "```");
    }
}

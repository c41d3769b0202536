package io.daybook.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table =
            new Table("view", "rows", "seconds", "as of")
                    .row("a", 1200L, 0.25, Instant.parse("2026-11-21T11:00:00.123Z"))
                    .row("=1+2\u001b[31m", 7L, null, null);

    @Test
    void alignsNumbersAndDisarmsControlCharacters() {
        assertThat(table.ascii())
                .isEqualTo(
                        """
                        +----------------+------+---------+----------------------+
                        | view           | rows | seconds | as of                |
                        +----------------+------+---------+----------------------+
                        | a              | 1200 |     0.3 | 2026-11-21T11:00:00Z |
                        | =1+2\\u001b[31m |    7 |       - | -                    |
                        +----------------+------+---------+----------------------+""");
    }

    @Test
    void writesCsvThatASpreadsheetDoesNotExecute() {
        assertThat(
                        new Table("view", "as of")
                                .row("=1+2", "a,b")
                                .row("@x", "say \"hi\"")
                                .row("-5", "+cmd")
                                .row("-5.50", null)
                                .csv("events"))
                .isEqualTo(
                        """
                        mart,view,as_of
                        events,'=1+2,"a,b"
                        events,'@x,"say ""hi""\"
                        events,-5,'+cmd
                        events,-5.50,
                        """);
    }
}

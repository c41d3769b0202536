package io.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A statement pasted into the wrong database fails on names that nobody knows there. */
class CatalogSqlTest {

    @Test
    void saysThatAViewOverStoredTablesBelongsIntoTheStore() {
        CommandRun run = CommandRun.of("catalog", "--sql", "view_event_totals");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith(
                        "-- for the store, not the source: it reads the metric tables in the schema"
                                + " events\nwith ");
    }

    @Test
    void printsAViewOverTheSourceAsItIs() {
        assertThat(CommandRun.of("catalog", "--sql", "event_daily_sales").out())
                .doesNotContain("-- for the store");
    }
}

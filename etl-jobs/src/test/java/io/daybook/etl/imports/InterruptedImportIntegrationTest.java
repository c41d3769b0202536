package io.daybook.etl.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.imports.ChunkReader.ChunkSize;
import io.daybook.etl.imports.ImportReport.RejectedRow;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.source.SourceSchema;
import io.daybook.etl.testing.EventsMart;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an import that dies, is stopped, fails beside its rows or meets another. */
@Timeout(300)
class InterruptedImportIntegrationTest {

    private static final String HEADER = EventsImports.HEADER;
    private static final String EMPTY = "0 | -";

    @TempDir static Path directory;

    private static EventsImports imports;

    @BeforeAll
    static void createTables() {
        imports = new EventsImports(directory);
        imports.write("nothing.csv", HEADER);
        imports.run("refund", imports.creating("nothing.csv"));
    }

    @BeforeEach
    void emptyTables() {
        imports.source.execute("truncate events.refund");
    }

    @Test
    void goesOnWhereADeadProcessStopped() {
        String good = ",10,100,1,succeeded,2026-03-29T01:30:00Z\n";
        String text = HEADER;
        for (int id = 1; id <= 7; id++) {
            text += (id == 2 ? "x" : Integer.toString(id)) + good;
        }
        imports.write("killed.csv", text);
        ImportRequest request = imports.request("killed.csv", Optional.empty(), 1);
        assertThatThrownBy(() -> imports.run("refund", request, dyingAfter(2), EventsImports.SMALL))
                .hasMessage("killed");
        assertThat(imports.refunds()).isEqualTo(EMPTY);
        assertThat(imports.tables()).contains("daybook_import_refund");

        ImportReport report = imports.run("refund", request, Progress.SILENT, EventsImports.SMALL);

        assertThat(report.continuedAfter()).isEqualTo(4);
        assertThat(List.of(report.read(), report.loaded(), report.rejected()))
                .containsExactly(7L, 6L, 1L);
        assertThat(report.firstRejects()).extracting(RejectedRow::line).containsExactly(3L);
        assertThat(imports.refunds())
                .isEqualTo("6 | 1:1.0000 3:1.0000 4:1.0000 5:1.0000 6:1.0000 7:1.0000");
        assertThat(imports.tables()).noneMatch(table -> table.startsWith("daybook_import"));
    }

    @Test
    void beginsAnewWhenTheFileIsAnother() {
        String good = ",10,100,1,succeeded,2026-03-29T01:30:00Z\n";
        imports.write("changed.csv", HEADER + "1" + good + "2" + good + "3" + good);
        assertThatThrownBy(
                        () ->
                                imports.run(
                                        "refund",
                                        imports.request("changed.csv"),
                                        dyingAfter(1),
                                        EventsImports.SMALL))
                .hasMessage("killed");
        imports.write("changed.csv", HEADER + "8" + good + "9" + good);

        ImportReport report = imports.run("refund", imports.request("changed.csv"));

        assertThat(report.continuedAfter()).isZero();
        assertThat(imports.refunds()).isEqualTo("2 | 8:1.0000 9:1.0000");
    }

    @Test
    void stopsWhenAsked() {
        String good = ",10,100,1,succeeded,2026-03-29T01:30:00Z\n";
        imports.write("stopped.csv", HEADER + "1" + good + "2" + good + "3" + good);
        CsvImport[] one = new CsvImport[1];
        one[0] =
                imports.prepared(
                        "refund",
                        imports.request("stopped.csv"),
                        onAdvance(1, () -> one[0].stop()),
                        EventsImports.SMALL);
        assertThatThrownBy(one[0]::run)
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(130))
                .hasMessage(
                        "Stopped; the table refund is unchanged. The same command goes on after 2"
                                + " rows.");
        assertThat(imports.refunds()).isEqualTo(EMPTY);
        assertThat(imports.run("refund", imports.request("stopped.csv")).continuedAfter())
                .isEqualTo(2);
        assertThat(imports.refunds()).isEqualTo("3 | 1:1.0000 2:1.0000 3:1.0000");
    }

    @Test
    void reportsWhatWasLoadedThoughTheHistoryCannotBeWritten() {
        imports.write("unrecorded.csv", HEADER + "1,10,100,1,succeeded,2026-03-29T01:30:00Z\n");
        failing(
                "update of status on batch.batch_job_execution for each row"
                        + " when (new.status = 'COMPLETED')",
                () -> {
                    List<String> messages = new ArrayList<>();
                    ImportReport report =
                            imports.run(
                                    "refund",
                                    imports.request("unrecorded.csv"),
                                    telling(messages),
                                    ChunkSize.USUAL);
                    assertThat(List.of(report.exitCode(), report.loaded())).containsExactly(0, 1L);
                    assertThat(messages).hasSize(1);
                    assertThat(messages.get(0))
                            .startsWith(
                                    "the import is done, but its history in the store could not be"
                                            + " written: ")
                            .contains("provoked")
                            .doesNotContain("\n");
                });
        assertThat(imports.refunds()).isEqualTo("1 | 1:1.0000");
    }

    @Test
    void saysThatNothingWasLoadedWhenTheHistoryCannotBeBegun() {
        imports.write("unbegun.csv", HEADER + "1,10,100,1,succeeded,2026-03-29T01:30:00Z\n");
        failing(
                "insert on batch.batch_job_execution for each row",
                () ->
                        assertThatThrownBy(
                                        () -> imports.run("refund", imports.request("unbegun.csv")))
                                .isInstanceOfSatisfying(
                                        RunFailure.class,
                                        failure -> assertThat(failure.exitCode()).isEqualTo(1))
                                .hasMessageStartingWith(
                                        "Spring Batch broke the import of unbegun.csv off: ")
                                .hasMessageContaining("provoked")
                                .hasMessageEndingWith(
                                        "(the table refund is unchanged; the same command goes"
                                                + " on)"));
        assertThat(imports.refunds()).isEqualTo(EMPTY);
    }

    @Test
    void isDoneThoughTheTableCannotBeAnalysed() {
        imports.write("unanalysed.csv", HEADER + "1,10,100,1,succeeded,2026-03-29T01:30:00Z\n");
        imports.source.execute(
                """
                create function public.refuse(amount numeric) returns numeric
                language plpgsql immutable as $$
                begin
                    if current_query() like 'analyze%' then raise exception 'provoked'; end if;
                    return amount;
                end $$;
                create index refusing on events.refund (public.refuse(amount))
                """);
        try {
            assertThat(imports.run("refund", imports.request("unanalysed.csv")).exitCode())
                    .isZero();
        } finally {
            imports.source.execute("drop function public.refuse cascade");
        }
        assertThat(imports.refunds()).isEqualTo("1 | 1:1.0000");
    }

    @Test
    void findsOutWhatBecameOfACommitWithoutAnswer() {
        imports.write("cut.csv", HEADER + "1,10,100,1,succeeded,2026-03-29T01:30:00Z\n");
        imports.source.execute(
                """
                create function public.cut() returns trigger language plpgsql as $$
                begin
                    perform pg_terminate_backend(pg_backend_pid());
                    perform pg_sleep(60);
                    return null;
                end $$;
                create constraint trigger cut after insert on events.refund
                deferrable initially deferred for each row execute function public.cut()
                """);
        try {
            assertThatThrownBy(() -> imports.run("refund", imports.request("cut.csv")))
                    .isInstanceOfSatisfying(
                            RunFailure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(1))
                    .hasMessage(
                            "The connection to the source broke while the rows of cut.csv were being"
                                    + " committed. Whether the table refund has them is not known."
                                    + " The same command finds out: it loads them if they are not"
                                    + " there, and rejects every one of them if they are.");
        } finally {
            imports.source.execute("drop function public.cut cascade");
        }
        assertThat(imports.refunds()).isEqualTo(EMPTY);

        ImportReport lost = imports.run("refund", imports.request("cut.csv"));

        assertThat(List.of(lost.continuedAfter(), lost.loaded())).containsExactly(1L, 1L);

        ImportReport done = imports.run("refund", imports.request("cut.csv"));

        assertThat(List.of(done.read(), done.rejected(), done.loaded()))
                .containsExactly(1L, 1L, 0L);
        assertThat(done.exitCode()).isEqualTo(4);
        assertThat(done.firstRejects())
                .containsExactly(
                        new RejectedRow(2, "refund_id", "the table has a row of this key already"));
    }

    @Test
    void waitsForAnotherThatMakesTheTables() throws Exception {
        EventsImports both = new EventsImports(directory);
        both.write("none.csv", HEADER);
        try (Connection other = both.source.connect()) {
            other.setAutoCommit(false);
            SourceSchema schema = new SourceSchema(other, "events");
            CsvImport.lockSchema(schema);
            schema.create();
            schema.createTables(EventsMart.MART.contract());
            schema.mark("import");
            CompletableFuture<ImportReport> second =
                    CompletableFuture.supplyAsync(
                            () -> both.run("refund", both.creating("none.csv")));
            both.source.awaitLockWait();
            other.commit();

            assertThat(second.get(60, TimeUnit.SECONDS).exitCode()).isZero();
        }
    }

    /** Writes of this kind to the history fail while the work is done. */
    private static void failing(String writes, Runnable work) {
        imports.store.execute(
                """
                create function public.fail() returns trigger language plpgsql as $$
                begin
                    raise exception 'provoked';
                end $$;
                create trigger fail before %s execute function public.fail()
                """
                        .formatted(writes));
        try {
            work.run();
        } finally {
            imports.store.execute("drop function public.fail cascade");
        }
    }

    @Test
    void isBusyWhileAnotherImportFillsTheTable() throws SQLException {
        imports.write("busy.csv", HEADER);
        try (Connection other = imports.source.connect();
                Statement statement = other.createStatement()) {
            statement.execute(
                    "select pg_advisory_lock(%d, hashtext('events.refund'))".formatted(0x44415949));
            assertThatThrownBy(() -> imports.run("refund", imports.request("busy.csv")))
                    .isInstanceOfSatisfying(
                            RunFailure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(75));
        }
    }

    private static Progress dyingAfter(int chunks) {
        return onAdvance(
                chunks,
                () -> {
                    throw new IllegalStateException("killed");
                });
    }

    private static Progress telling(List<String> messages) {
        return new Progress() {
            @Override
            public void step(String step, String what, long parts) {}

            @Override
            public void advance(long rows) {}

            @Override
            public void message(String message) {
                messages.add(message);
            }
        };
    }

    /** Does something when so many chunks have been staged. */
    private static Progress onAdvance(int chunks, Runnable action) {
        return new Progress() {
            private int seen;

            @Override
            public void step(String step, String what, long parts) {}

            @Override
            public void advance(long rows) {
                seen++;
                if (seen == chunks) {
                    action.run();
                }
            }

            @Override
            public void message(String message) {}
        };
    }
}

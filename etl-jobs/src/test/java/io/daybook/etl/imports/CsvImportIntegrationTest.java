package io.daybook.etl.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.imports.ImportReport.RejectedRow;
import io.daybook.etl.run.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class CsvImportIntegrationTest {

    private static final String HEADER = EventsImports.HEADER;
    private static final String EMPTY = "0 | -";
    private static final String NO_NUMBER =
            "no plain number (expected numeric(18,4): digits, at most one point, no thousands"
                    + " separator)";

    @TempDir static Path directory;

    private static EventsImports imports;

    @BeforeAll
    static void createTables() {
        imports = new EventsImports(directory);
        imports.write("nothing.csv", HEADER);
        assertThatThrownBy(() -> imports.run("refund", imports.request("nothing.csv")))
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessage(
                        "The source schema events is empty (expected the tables of events). Nothing"
                                + " was changed; --create makes them.");
        ImportReport made = imports.run("refund", imports.creating("nothing.csv"));
        assertThat(made.exitCode()).isZero();
        assertThat(made.read()).isZero();
        assertThat(imports.tables())
                .containsExactly(
                        "answer", "daybook_source", "event", "refund", "ticket", "ticket_order");
        assertThat(imports.source.value("select made_by from events.daybook_source"))
                .isEqualTo("import");
    }

    @BeforeEach
    void emptyTables() {
        imports.source.execute("truncate events.refund, events.ticket_order, events.event");
    }

    @Test
    void loadsRowsAndStampsThem() {
        imports.write(
                "good.csv",
                "\uFEFFamount,refund_id,order_id,event_id,status,refunded_at\r\n"
                        + "12.50,1,10,100,succeeded,2026-03-29T01:30:00+01:00\r\n"
                        + "0.0001,2,10,100,\"a \\N, \"\"b\"\"\tc\nd\",2026-03-29 01:30:00Z\r\n");
        ImportReport report = imports.run("refund", imports.creating("good.csv"));
        assertThat(report)
                .isEqualTo(
                        new ImportReport(
                                "events",
                                "refund",
                                real("good.csv"),
                                2,
                                2,
                                0,
                                0,
                                0,
                                List.of(),
                                null,
                                List.of(),
                                null));
        assertThat(
                        imports.source.rows(
                                "select refund_id, order_id, event_id, amount, status, refunded_at,"
                                        + " updated_at between now() - interval '1 hour' and now()"
                                        + " from events.refund order by 1"))
                .containsExactly(
                        "1 | 10 | 100 | 12.5000 | succeeded | 2026-03-29 00:30:00+00 | t",
                        "2 | 10 | 100 | 0.0001 | a \\N, \"b\"\tc\nd | 2026-03-29 01:30:00+00 | t");
        assertThat(imports.tables()).noneMatch(table -> table.startsWith("daybook_import"));
        assertThat(
                        imports.source.value(
                                "select has_table_privilege('daybook_reader', 'events.refund',"
                                        + " 'select')"))
                .isEqualTo("t");
        assertThat(
                        imports.store.rows(
                                """
                                select s.step_name, s.status
                                from batch.batch_step_execution as s
                                join batch.batch_job_execution as e using (job_execution_id)
                                join batch.batch_job_instance as i using (job_instance_id)
                                where i.job_name = 'import events.refund'
                                    and job_execution_id = (
                                        select max(job_execution_id)
                                        from batch.batch_job_execution)
                                order by s.step_execution_id
                                """))
                .containsExactly("begin | COMPLETED", "read | COMPLETED", "load | COMPLETED");
    }

    @Test
    void oneWrongRowKeepsAllOut() throws IOException {
        String good = ",10,100,1,succeeded,2026-03-29T01:30:00Z\n";
        imports.write("wrong.csv", HEADER + "1" + good + "2,10,100,=1+1,x,y\n3" + good);

        ImportReport report = imports.run("refund", imports.request("wrong.csv"));

        assertThat(report.exitCode()).isEqualTo(4);
        assertThat(List.of(report.read(), report.loaded(), report.rejected(), report.notLoaded()))
                .containsExactly(3L, 0L, 1L, 2L);
        assertThat(report.firstRejects()).containsExactly(new RejectedRow(3, "amount", NO_NUMBER));
        assertThat(imports.refunds()).isEqualTo(EMPTY);
        Path rejects = imports.file("wrong.rejects.csv");
        assertThat(report.rejectsFile()).isEqualTo(rejects.toRealPath().toString());
        assertThat(Files.readString(rejects))
                .isEqualTo("line,column,value,reason\n3,amount,'=1+1,\"" + NO_NUMBER + "\"\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rejects)))
                .isEqualTo("rw-------");
    }

    /** The corpus of failure mode 36, as far as it is of rows, in one file. */
    @Test
    void namesEveryWrongRow() throws IOException {
        imports.write(
                "corpus.csv",
                HEADER
                        + """
                        1,10,100,1,succeeded,2026-03-29T01:30:00Z
                        2,10,100,"1,234.56",succeeded,2026-03-29T01:30:00Z
                        3,10,100,NaN,succeeded,2026-03-29T01:30:00Z
                        4,10,100,123456789012345,succeeded,2026-03-29T01:30:00Z
                        5,10,99999999999999999999,1,succeeded,2026-03-29T01:30:00Z
                        6,10,100,1,succeeded,2026-03-29 01:30:00
                        7,10,100,,succeeded,2026-03-29T01:30:00Z
                        8,10,100,1,,2026-03-29T01:30:00Z
                        9,10,100,"",succeeded,2026-03-29T01:30:00Z
                        10,10,100,1,suc"ceeded,2026-03-29T01:30:00Z
                        11,10,100,1,succeeded
                        # 12,10,100,1,succeeded,2026-03-29T01:30:00Z

                        1,10,100,1,"the key
                        again",2026-03-29T01:30:00Z
                        15,10,100,1,nul\0,2026-03-29T01:30:00Z
                        16,10,100,1,,
                        17,10,100,1,"",2026-03-29T01:30:00Z
                        """);

        ImportReport report =
                imports.run("refund", imports.request("corpus.csv", Optional.empty(), 15));

        assertThat(Files.readString(imports.file("corpus.rejects.csv")))
                .isEqualTo(
                        """
                        line,column,value,reason
                        3,amount,"1,234.56","%1$s"
                        4,amount,NaN,"%1$s"
                        5,amount,123456789012345,"out of range (expected numeric(18,4): at most 14 digits before the point)"
                        6,event_id,99999999999999999999,out of range (expected bigint: -9223372036854775808 to 9223372036854775807)
                        7,refunded_at,2026-03-29 01:30:00,no zone (expected one such as 2026-03-31T10:00:00+02:00; the map can give the zone)
                        8,amount,,"empty (expected numeric(18,4))"
                        9,status,,empty (expected text)
                        10,amount,,"%1$s"
                        11,status,"suc""ceeded","a quote inside a value that is not quoted (expected the value in quotes, and quotes in it doubled)"
                        12,,,"5 values (expected 6, as in the header)"
                        13,refund_id,"# 12",no whole number (expected bigint)
                        14,,,an empty line (expected 6 values)
                        15,refund_id,1,the key of line 2 again
                        17,status,nul\\x00,a NUL byte (expected text)
                        18,status,,empty (expected text)
                        """
                                .formatted(NO_NUMBER));
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(List.of(report.read(), report.loaded(), report.rejected(), report.notLoaded()))
                .containsExactly(17L, 2L, 15L, 0L);
        assertThat(imports.refunds()).isEqualTo("2 | 1:1.0000 17:1.0000");
    }

    @Test
    void leavesAsManyOutAsAreAllowed() throws IOException {
        String text =
                HEADER
                        + "1,10,100,x,succeeded,2026-03-29T01:30:00Z\n"
                        + "2,10,100,1,succeeded,2026-03-29T01:30:00Z\n"
                        + "2,10,100,2,succeeded,2026-03-29T01:30:00Z\n"
                        + "4,10,100,1,succeeded,2026-03-29T01:30:00Z\n"
                        + "5,10,100,1,succeeded,2026-03-29T01:30:00Z\n"
                        + "5,10,100,1,succeeded,2026-03-29T01:30:00Z\n";
        imports.source.execute(
                "insert into events.refund values (4, 10, 100, 77, 'succeeded', now(), now())");
        imports.write("some.csv", text);

        assertThat(imports.run("refund", imports.request("some.csv", Optional.empty(), 3)))
                .extracting(ImportReport::exitCode, ImportReport::loaded, ImportReport::notLoaded)
                .containsExactly(4, 0L, 2L);
        assertThat(imports.refunds()).isEqualTo("1 | 4:77.0000");

        ImportReport report =
                imports.run("refund", imports.request("some.csv", Optional.empty(), 4));

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(List.of(report.read(), report.loaded(), report.rejected(), report.notLoaded()))
                .containsExactly(6L, 2L, 4L, 0L);
        assertThat(imports.refunds()).isEqualTo("3 | 2:1.0000 4:77.0000 5:1.0000");
        assertThat(Files.readAllLines(imports.file("some.rejects.csv")))
                .containsExactly(
                        "line,column,value,reason",
                        "2,amount,x,\"no plain number (expected numeric(18,4): digits, at most one"
                                + " point, no thousands separator)\"",
                        "4,refund_id,2,the key of line 3 again",
                        "5,refund_id,4,the table has a row of this key already",
                        "7,refund_id,5,the key of line 6 again");
    }

    @Test
    void loadsNothingOfAFileThatCannotBeReadToItsEnd() throws IOException {
        imports.write(
                "torn.csv",
                HEADER
                        + "1,10,100,1,succeeded,2026-03-29T01:30:00Z\n"
                        + "2,10,100,x,succeeded,2026-03-29T01:30:00Z\n"
                        + "3,10,100,1,\"succeeded,2026-03-29T01:30:00Z\n"
                        + "4,10,100,1,succeeded,2026-03-29T01:30:00Z\n");
        ImportReport report =
                imports.run("refund", imports.request("torn.csv", Optional.empty(), 1000));
        assertThat(report.exitCode()).isEqualTo(4);
        assertThat(report.brokenOff())
                .isEqualTo(
                        "line 4: a quote that is not closed (expected its end before the end of the"
                                + " file)");
        assertThat(List.of(report.read(), report.loaded(), report.rejected(), report.notLoaded()))
                .containsExactly(3L, 0L, 2L, 1L);
        assertThat(Files.readAllLines(imports.file("torn.rejects.csv")))
                .hasSize(3)
                .element(2)
                .asString()
                .startsWith("4,,,a quote that is not closed");
        assertThat(imports.refunds()).isEqualTo(EMPTY);
        assertThat(imports.tables()).noneMatch(table -> table.startsWith("daybook_import"));
    }

    @Test
    void namesAllThatIsWrongWithAHeader() {
        imports.write(
                "header.csv",
                "refund_id,order_id,order_id,event_id,amout,,updated_at,colour\n1,2,3,4,5,6,7,8\n");
        assertThatThrownBy(() -> imports.run("refund", imports.request("header.csv")))
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(4))
                .hasMessage(
                        """
                        The header of header.csv does not fit the table refund of events (sql/events/contract.sql; --map can fit it); nothing was changed:
                          Duplicate column: order_id
                          Column 6 of the header has no name
                          Missing column: amount (expected numeric(18,4))
                          Missing column: status (expected text)
                          Missing column: refunded_at (expected timestamp with time zone)
                          Unknown column: amout (did you mean amount?)
                          Column updated_at is not imported: the load's clock stamps it (leave it out of the file, or ignore it in a map)
                          Unknown column: colour (expected refund_id, order_id, event_id, amount, status, refunded_at, updated_at)""");
        imports.write("empty.csv", "");
        assertThatThrownBy(() -> imports.run("refund", imports.request("empty.csv")))
                .hasMessage(
                        "Invalid file: empty.csv, line 1: no header: the file is empty. Nothing was"
                                + " changed.");
        assertThatThrownBy(() -> imports.run("refunds", imports.request("header.csv")))
                .hasMessage("Unknown table of events: refunds (did you mean refund?)");
    }

    @Test
    void mapsAForeignFile() {
        imports.write(
                "map.yaml",
                """
                columns:
                  order_id: No
                  event_id: {constant: 7}
                  buyer_id: {column: member, values: {'0': null}}
                  status: {column: state, values: {P: paid}}
                  ordered_at: {column: bought, zone: Europe/London}
                  paid_at: {column: bought, zone: Europe/London}
                  amount: total
                  tax_amount: {constant: '0.00'}
                  fee_amount: {constant: 0}
                ignore: [note, updated_at]
                """);
        imports.write(
                "foreign.csv",
                """
                No,member,state,bought,total,note,updated_at
                1,0,P,2026-07-01 10:00:00,9.99,"first, so far",x
                2,55,pending,2026-01-01 10:00,0,,
                """);
        ImportReport report =
                imports.run(
                        "ticket_order", imports.request("foreign.csv", Optional.of("map.yaml"), 0));
        assertThat(report.loaded()).isEqualTo(2);
        assertThat(report.filled()).containsExactly("cancelled_at");
        assertThat(
                        imports.source.rows(
                                "select order_id, event_id, buyer_id, status, ordered_at, paid_at,"
                                        + " amount, tax_amount, cancelled_at"
                                        + " from events.ticket_order order by 1"))
                .containsExactly(
                        "1 | 7 | - | paid | 2026-07-01 09:00:00+00 | 2026-07-01 09:00:00+00 |"
                                + " 9.9900 | 0.0000 | -",
                        "2 | 7 | 55 | pending | 2026-01-01 10:00:00+00 | 2026-01-01 10:00:00+00 |"
                                + " 0.0000 | 0.0000 | -");
    }

    @Test
    void tellsNoValueOfARowThatTheTableRefuses() {
        imports.source.execute(
                "alter table events.refund add constraint small check (amount < 1000)");
        try {
            imports.write("secret.csv", HEADER + "1,10,100,4711,canary,2026-03-29T01:30:00Z\n");
            assertThatThrownBy(() -> imports.run("refund", imports.request("secret.csv")))
                    .hasMessage(
                            "PostgreSQL refused a row of secret.csv (SQLSTATE 23514), after row 1."
                                    + " The table refund is unchanged; look for constraints of its"
                                    + " own.");
        } finally {
            imports.source.execute("alter table events.refund drop constraint small");
        }
        assertThat(imports.refunds()).isEqualTo(EMPTY);
    }

    @Test
    void writesToNoTableThatDaybookDidNotMake() {
        imports.write("good.csv", HEADER + "1,10,100,1,succeeded,2026-03-29T01:30:00Z\n");
        imports.source.execute("alter table events.daybook_source rename to somebody_elses");
        try {
            assertThatThrownBy(() -> imports.run("refund", imports.creating("good.csv")))
                    .isInstanceOfSatisfying(
                            RunFailure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(2))
                    .hasMessageStartingWith(
                            "The source schema events holds tables that Daybook did not make:"
                                    + " answer, event, refund, somebody_elses, ");
        } finally {
            imports.source.execute("alter table events.somebody_elses rename to daybook_source");
        }
        assertThat(imports.refunds()).isEqualTo(EMPTY);
    }

    private static String real(String name) {
        try {
            return imports.file(name).toRealPath().toString();
        } catch (IOException exception) {
            throw new IllegalStateException(exception);
        }
    }
}

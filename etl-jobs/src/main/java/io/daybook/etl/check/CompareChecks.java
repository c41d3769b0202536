package io.daybook.etl.check;

import io.daybook.etl.compute.Sessions;
import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Narrowable;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.plan.Hold;
import io.daybook.etl.plan.Part;
import io.daybook.etl.plan.PlannedSlices;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.View;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Guards a view's joins: sums over fact and entity alone, read from the source over the run's
 * slices, must equal the sums over the staged rows. Held-back slices are left out of both.
 */
public final class CompareChecks {

    private final Sessions sessions;
    private final CompleteStatement statements;
    private final Connection store;
    private final long runId;

    public CompareChecks(Sessions sessions, CompleteStatement statements, long runId) {
        this.sessions = sessions;
        this.statements = statements;
        this.store = sessions.own().store();
        this.runId = runId;
    }

    /**
     * Compares.
     *
     * @param parts all parts of the compared view
     * @throws CheckFailed when a sum differs
     */
    public void compare(Check check, MetricTable table, List<Part> parts) {
        List<String> measures = check.compare().orElseThrow().measures();
        View view = table.view();
        Question question =
                new Question(check, view, measures, hasSlice(view) + " and " + notHeldBack(view));
        List<BigDecimal> expected =
                new ArrayList<>(measures.stream().map(m -> BigDecimal.ZERO).toList());
        for (Part part : parts) {
            for (List<BigDecimal> sums : sourceSums(question, part)) {
                for (int index = 0; index < sums.size(); index++) {
                    expected.set(index, expected.get(index).add(sums.get(index)));
                }
            }
        }
        List<BigDecimal> staged = stagedSums(table, measures);
        for (int index = 0; index < measures.size(); index++) {
            if (expected.get(index).compareTo(staged.get(index)) != 0) {
                throw new CheckFailed(
                        check.name(),
                        "%s of %s is %s, but the source's rows add up to %s"
                                .formatted(
                                        measures.get(index),
                                        table.view().stem(),
                                        staged.get(index).toPlainString(),
                                        expected.get(index).toPlainString()));
            }
        }
    }

    private List<List<BigDecimal>> sourceSums(Question question, Part part) {
        List<List<BigDecimal>> sums = new ArrayList<>();
        for (Sessions.Outcome<List<BigDecimal>> outcome :
                sessions.share(
                        PlannedSlices.narrowing(store, runId, part),
                        (session, some) -> sourceSums(question, session.snapshot(), some))) {
            if (outcome.result() == null) {
                throw Objects.requireNonNull(outcome.dataError());
            }
            sums.add(outcome.result());
        }
        return sums;
    }

    private List<BigDecimal> sourceSums(
            Question question, SourceSnapshot snapshot, Narrowing narrowing) {
        if (narrowing instanceof Narrowing.Slices) {
            snapshot.useIndexes();
        } else {
            snapshot.useScans();
        }
        Check check = question.check();
        String rows =
                statements.rows(
                        Narrowable.of(check, question.view()),
                        narrowing,
                        "daybook_w."
                                + String.join(
                                        ", daybook_w.",
                                        columns(question.view(), question.measures())));
        return sums(
                snapshot.connection(),
                "check " + check.name(),
                question.measures(),
                "(\n" + rows + "\n)",
                question.condition());
    }

    private static List<String> columns(View view, List<String> measures) {
        List<String> columns = new ArrayList<>(view.slice());
        columns.addAll(measures);
        return columns;
    }

    private List<BigDecimal> stagedSums(MetricTable table, List<String> measures) {
        return sums(
                store,
                "summing staging",
                measures,
                table.staging(),
                "not " + Hold.condition(table.view(), "daybook_s"));
    }

    private static List<BigDecimal> sums(
            Connection side,
            String stage,
            List<String> measures,
            String relation,
            String condition) {
        String query =
                measures.stream()
                        .map(measure -> "coalesce(sum(daybook_s." + measure + "), 0)")
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "select ",
                                        " from " + relation + " as daybook_s where " + condition));
        return Sql.one(
                side,
                stage,
                query,
                row -> {
                    List<BigDecimal> sums = new ArrayList<>();
                    for (int column = 1; column <= measures.size(); column++) {
                        sums.add(row.getBigDecimal(column));
                    }
                    return sums;
                });
    }

    /** A row without tenant, key or day is no row of the view; another check names it. */
    private static String hasSlice(View view) {
        return view.slice().stream()
                .map(column -> "daybook_s." + column + " is not null")
                .collect(Collectors.joining(" and "));
    }

    /** The held-back slices as literals, for the source's side. */
    private String notHeldBack(View view) {
        List<Held> held =
                Sql.query(
                        store,
                        "reading held-back slices",
                        "select entity_id, day from pg_temp.daybook_hold where entity = "
                                + Literals.text(view.entity().orElseThrow().table()),
                        row -> new Held(row.getLong(1), row.getObject(2, LocalDate.class)));
        if (held.isEmpty()) {
            return "true";
        }
        return held.stream()
                .map(slice -> slice.condition(view))
                .collect(Collectors.joining(" or ", "not (", ")"));
    }

    /**
     * What is asked of the source for some slices.
     *
     * @param condition leaves out what is no slice or held back
     */
    private record Question(Check check, View view, List<String> measures, String condition) {}

    private record Held(long entityId, @Nullable LocalDate day) {
        String condition(View view) {
            String entity = "daybook_s." + view.key() + " = " + entityId;
            return day == null || !view.daily()
                    ? entity
                    : "(" + entity + " and daybook_s.day = " + Literals.day(day) + ")";
        }
    }
}

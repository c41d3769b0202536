package io.daybook.etl.compute;

import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.CopyStream;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.engine.Slice;
import io.daybook.etl.plan.Hold;
import io.daybook.etl.plan.Part;
import io.daybook.etl.plan.PlannedSlices;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.View;
import java.util.List;
import java.util.Objects;

/** Recomputes one part of the plan from the snapshot and streams its rows into staging. */
public final class PartComputer {

    private final Sessions sessions;
    private final String schema;
    private final CompleteStatement statements;
    private final long runId;
    private final Hold hold;

    public PartComputer(
            Sessions sessions, String schema, CompleteStatement statements, long runId, Hold hold) {
        this.sessions = sessions;
        this.schema = schema;
        this.statements = statements;
        this.runId = runId;
        this.hold = hold;
    }

    /**
     * Computes the part. Slices whose data cannot be computed are held back, the rest is staged.
     *
     * @return the number of rows staged
     */
    public long compute(Part part, MetricTable table) {
        Narrowing narrowing = PlannedSlices.narrowing(sessions.own().store(), runId, part);
        try {
            return stage(narrowing, table);
        } catch (StatementFailed failure) {
            throw failure.during(
                    "Computing %s (%s)".formatted(part.view(), words(part, narrowing)));
        }
    }

    private long stage(Narrowing narrowing, MetricTable table) {
        long rows = 0;
        for (Sessions.Outcome<Long> outcome :
                sessions.share(narrowing, (session, some) -> copy(session, some, table))) {
            Long staged = outcome.result();
            rows += staged == null ? halve(outcome, table) : staged;
        }
        return rows;
    }

    private long halve(Sessions.Outcome<Long> failed, MetricTable table) {
        Sessions.Session own = sessions.own();
        return new Halving(
                        own.snapshot(), schema, hold, table.view(), some -> copy(own, some, table))
                .compute(failed.narrowing(), Objects.requireNonNull(failed.dataError()));
    }

    private long copy(Sessions.Session session, Narrowing narrowing, MetricTable table) {
        SourceSnapshot snapshot = session.snapshot();
        if (narrowing instanceof Narrowing.Slices) {
            snapshot.useIndexes();
        } else {
            snapshot.useScans();
        }
        return snapshot.attempt(
                () ->
                        CopyStream.copy(
                                snapshot.connection(),
                                rows(snapshot, narrowing, table),
                                session.store(),
                                table));
    }

    /** Children whole where the view's own joins reach them by an index: it asks for them once. */
    private String rows(SourceSnapshot snapshot, Narrowing narrowing, MetricTable table) {
        View view = table.view();
        if (narrowing instanceof Narrowing.Slices slices
                && view.inputs(Input.Child.class).findAny().isPresent()) {
            String whole = statements.rows(view, slices.withWholeChildren(), table);
            if (IndexLookups.only(snapshot.connection(), whole)) {
                return whole;
            }
        }
        return statements.rows(view, narrowing, table);
    }

    /** Which part it is: its slices from the first to the last, or its days, and why. */
    private static String words(Part part, Narrowing narrowing) {
        if (narrowing instanceof Narrowing.Slices slices) {
            List<Slice> all = slices.slices();
            String first = words(all.get(0));
            String span =
                    all.size() == 1
                            ? "slice " + first
                            : "%d slices from %s to %s"
                                    .formatted(all.size(), first, words(all.get(all.size() - 1)));
            return span + ", " + part.reason();
        }
        StringBuilder words = new StringBuilder(part.shape().word());
        part.from().ifPresent(day -> words.append(" from ").append(day));
        part.toExclusive().ifPresent(day -> words.append(" to ").append(day.minusDays(1)));
        part.tenant().ifPresent(tenant -> words.append(" of ").append(tenant));
        return words.append(", ").append(part.reason()).toString();
    }

    private static String words(Slice slice) {
        return slice.tenantId()
                + " "
                + slice.entityId()
                + (slice.day() == null ? "" : " " + slice.day());
    }
}

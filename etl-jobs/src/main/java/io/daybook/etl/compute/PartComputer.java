package io.daybook.etl.compute;

import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.CopyStream;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.plan.Part;
import io.daybook.etl.plan.PlannedSlices;
import io.daybook.etl.plan.SourceSnapshot;
import java.sql.Connection;

/** Recomputes one part of the plan from the snapshot and streams its rows into staging. */
public final class PartComputer {

    private final SourceSnapshot snapshot;
    private final CompleteStatement statements;
    private final Connection store;
    private final long runId;

    public PartComputer(
            SourceSnapshot snapshot, CompleteStatement statements, Connection store, long runId) {
        this.snapshot = snapshot;
        this.statements = statements;
        this.store = store;
        this.runId = runId;
    }

    /**
     * Computes the part.
     *
     * @return the number of rows staged
     */
    public long compute(Part part, MetricTable table) {
        Narrowing narrowing = PlannedSlices.narrowing(store, runId, part);
        if (part.shape() == Part.Shape.SLICES) {
            snapshot.useIndexes();
        } else {
            snapshot.useScans();
        }
        return CopyStream.copy(
                snapshot.connection(),
                statements.rows(table.view(), narrowing, table),
                store,
                table.staging(),
                table.columnNames());
    }
}

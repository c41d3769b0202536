package io.daybook.etl.run;

import io.daybook.etl.batch.BatchContext;
import io.daybook.etl.database.StoreSettings;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/** Launches the job of one mart through Spring Batch. Used under the mart's lock only. */
final class BatchLauncher implements AutoCloseable {

    private final BatchContext batch;
    private final CurrentRun current;

    BatchLauncher(String mart, StoreSettings store) {
        this.current = new CurrentRun(mart);
        this.batch = new BatchContext(mart, store, CurrentRun.class, current, MartJob.class);
    }

    /** Closes the executions that a dead process left open. */
    void closeOpenExecutions() {
        batch.closeOpenExecutions();
    }

    /** Runs the steps as one job execution; what they did or failed at is in {@code steps}. */
    void launch(RunSteps steps, long runId, Optional<String> window) {
        JobParametersBuilder parameters = new JobParametersBuilder().addLong("run", runId, true);
        window.ifPresent(days -> parameters.addString("window", days, true));
        current.set(steps);
        try {
            steps.ended(batch.start(parameters, current::begun).getAllFailureExceptions());
        } catch (JobExecutionException | RuntimeException exception) {
            // whatever it was, the run's record is written
            steps.ended(List.of(exception));
        } finally {
            current.set(null);
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}

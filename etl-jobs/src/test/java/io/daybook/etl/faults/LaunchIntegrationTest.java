package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.testing.ChangedMart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The batch framework's own writes fail while it creates the run's job execution. */
@Tag("connections")
class LaunchIntegrationTest {

    private final ChangedMart changed = new ChangedMart();

    @ParameterizedTest
    @CsvSource({
        "batch_job_instance, 40001",
        "batch_job_instance, 40P01",
        "batch_job_execution, 40001",
        "batch_job_execution_params, 40P01"
    })
    void triesAgainWhenTheServerAsksForIt(String table, String sqlState) {
        failInserts(table, sqlState, 2);

        changed.assertNextRunPublishes(2);
        assertThat(changed.outcome(2)).isEqualTo("published | 0 | 2");
    }

    @Test
    void givesUpAfterAFewAttemptsAndRecordsIt() {
        failInserts("batch_job_instance", "40001", 1000);

        RunFailure failure = ChangedMart.failure(changed.mart.runner(Progress.SILENT));

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure)
                .hasMessageStartingWith("Spring Batch broke run 2 of events off: ")
                .hasMessageEndingWith(" (nothing of it was published)");
        assertThat(changed.outcome(2)).isEqualTo("failed | 1 | -");
        assertThat(changed.message(2)).isEqualTo(failure.getMessage());
        changed.mart.store.execute("drop trigger fail on batch.batch_job_instance");
        changed.assertOldGenerationStands();
        changed.assertNextRunPublishes(2);
    }

    /** The first inserts fail; a sequence counts them, as it is not rolled back. */
    private void failInserts(String table, String sqlState, int times) {
        changed.mart.store.execute(
                """
                create sequence public.failed;
                grant usage on sequence public.failed to public;
                create function public.fail() returns trigger language plpgsql as $$
                begin
                    if nextval('public.failed') <= %1$d then
                        raise exception 'provoked' using errcode = '%2$s';
                    end if;
                    return new;
                end $$;
                create trigger fail before insert on batch.%3$s
                for each row execute function public.fail();
                """
                        .formatted(times, sqlState, table));
    }
}

package io.daybook.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cli.faults.Gate.Place;
import io.daybook.etl.run.Progress;
import io.daybook.etl.testing.ChangedMart;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;

/** Several processes run the same mart at the same instant. */
@Timeout(900)
class SimultaneousRunsIntegrationTest {

    private static final int STORM = 8;

    private final ChangedMart changed = new ChangedMart();

    @Test
    void oneOfEightWorksAndTheOthersNameIt() {
        List<DaybookProcess> processes = new ArrayList<>();
        // whoever is first works until all others have given up
        try (Gate gate = Gate.at(Place.PUBLISHING, changed.mart)) {
            for (int number = 0; number < STORM; number++) {
                processes.add(DaybookProcess.run(changed.mart));
            }
            List<DaybookProcess.End> losers = losers(processes);
            assertThat(gate.waiting()).isLessThanOrEqualTo(1);
            gate.open();
            List<Integer> codes =
                    processes.stream().map(process -> process.end().exitCode()).toList();

            assertThat(codes).containsOnlyOnce(0);
            assertThat(losers)
                    .hasSize(STORM - 1)
                    .allSatisfy(
                            end -> {
                                assertThat(end.exitCode()).as(end.err()).isEqualTo(75);
                                assertThat(end.err())
                                        .contains(
                                                "Mart events is busy: daybook run events (server"
                                                        + " process ");
                            });
        } finally {
            processes.forEach(DaybookProcess::close);
        }
        changed.assertNewGenerationStands(2);
        changed.assertNextRunPublishes(3);
    }

    @Test
    @Tag("long")
    @Timeout(7200)
    void noneOfEightFailsInFiftyRounds() {
        for (int round = 0; round < 50; round++) {
            ChangedMart mart = new ChangedMart();
            List<DaybookProcess> processes = new ArrayList<>();
            for (int number = 0; number < STORM; number++) {
                processes.add(DaybookProcess.run(mart.mart));
            }
            List<DaybookProcess.End> ends = processes.stream().map(DaybookProcess::end).toList();

            assertThat(ends).extracting(DaybookProcess.End::exitCode).contains(0).isSubsetOf(0, 75);
            long published = ends.stream().filter(end -> end.exitCode() == 0).count();
            mart.assertNewGenerationStands(1 + published);
            mart.assertNextRunPublishes(2 + published);
        }
    }

    @Test
    void twoThatFollowAFailedRunNeverShareAnExecution() {
        changed.mart.store.execute(
                """
                create function public.fail() returns trigger language plpgsql as $$
                begin
                    raise exception 'provoked';
                end $$;
                create trigger fail before insert on daybook.generation
                for each row execute function public.fail();
                """);
        assertThat(ChangedMart.failure(changed.mart.runner(Progress.SILENT)).exitCode())
                .isEqualTo(1);
        changed.mart.store.execute("drop trigger fail on daybook.generation");

        try (DaybookProcess one = DaybookProcess.run(changed.mart);
                DaybookProcess other = DaybookProcess.run(changed.mart)) {
            List<DaybookProcess.End> ends = List.of(one.end(), other.end());

            assertThat(ends)
                    .as(ends.toString())
                    .extracting(DaybookProcess.End::exitCode)
                    .contains(0)
                    .isSubsetOf(0, 75);
            long published = ends.stream().filter(end -> end.exitCode() == 0).count();
            changed.assertNewGenerationStands(1 + published);
        }
        assertThat(
                        changed.mart.store.rows(
                                "select job_instance_id from batch.batch_job_execution"
                                        + " group by job_instance_id having count(*) > 1"))
                .isEmpty();
        assertThat(changed.outcome(2)).isEqualTo("failed | 1 | -");
    }

    /** Waits until all but one have ended. */
    private static List<DaybookProcess.End> losers(List<DaybookProcess> processes) {
        List<DaybookProcess> alive = new ArrayList<>(processes);
        List<DaybookProcess.End> ends = new ArrayList<>();
        while (alive.size() > 1) {
            for (DaybookProcess process : List.copyOf(alive)) {
                if (!process.isAlive()) {
                    alive.remove(process);
                    ends.add(process.end());
                }
            }
            Polling.pause();
        }
        return ends;
    }
}

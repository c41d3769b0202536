package io.daybook.etl.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SyncTaskExecutor;

/**
 * The job of a mart: plan, compute, check, publish, report. Whatever fails, the report is written.
 *
 * <p>The steps hold no transaction of the job repository: the publication is a transaction of its
 * own, and a computation of hours must not keep one idle.
 */
@Configuration(proxyBeanMethods = false)
class MartJob {

    @Bean
    Step plan(JobRepository repository, CurrentRun run) {
        return step("plan", repository, steps -> steps.plan(), run);
    }

    @Bean
    Step compute(JobRepository repository, Step computePart, CurrentRun run) {
        Partitioner parts =
                gridSize -> {
                    Map<String, ExecutionContext> contexts = new LinkedHashMap<>();
                    for (int number : run.get().partNumbers()) {
                        contexts.put(
                                "%06d".formatted(number),
                                new ExecutionContext(Map.of("part", number)));
                    }
                    return contexts;
                };
        return new StepBuilder("compute", repository)
                .partitioner("computePart", parts)
                .step(computePart)
                .taskExecutor(new SyncTaskExecutor())
                .build();
    }

    @Bean
    Step computePart(JobRepository repository, CurrentRun run) {
        return new StepBuilder("computePart", repository)
                .tasklet(
                        (contribution, context) -> {
                            int part =
                                    (int)
                                            context.getStepContext()
                                                    .getStepExecutionContext()
                                                    .get("part");
                            run.get().guarded(steps -> steps.compute(part));
                            return RepeatStatus.FINISHED;
                        })
                .build();
    }

    @Bean
    Step check(JobRepository repository, CurrentRun run) {
        return step("check", repository, steps -> steps.check(), run);
    }

    @Bean
    Step publish(JobRepository repository, CurrentRun run) {
        return step("publish", repository, steps -> steps.publish(), run);
    }

    @Bean
    Step report(JobRepository repository, CurrentRun run) {
        return new StepBuilder("report", repository)
                .tasklet(
                        (contribution, context) -> {
                            if (!run.get().report()) {
                                contribution.setExitStatus(ExitStatus.FAILED);
                            }
                            return RepeatStatus.FINISHED;
                        })
                .build();
    }

    @Bean
    Job job(
            JobRepository repository,
            CurrentRun run,
            Step plan,
            Step compute,
            Step check,
            Step publish,
            Step report) {
        return new JobBuilder(run.mart(), repository)
                .start(plan)
                .on("FAILED")
                .to(report)
                .from(plan)
                .on("*")
                .to(compute)
                .from(compute)
                .on("FAILED")
                .to(report)
                .from(compute)
                .on("*")
                .to(check)
                .from(check)
                .on("FAILED")
                .to(report)
                .from(check)
                .on("*")
                .to(publish)
                .from(publish)
                .on("*")
                .to(report)
                .from(report)
                .on("FAILED")
                .fail()
                .from(report)
                .on("*")
                .end()
                .end()
                .build();
    }

    private static Step step(
            String name, JobRepository repository, RunSteps.Work work, CurrentRun run) {
        return new StepBuilder(name, repository)
                .tasklet(
                        (contribution, context) -> {
                            run.get().guarded(work);
                            return RepeatStatus.FINISHED;
                        })
                .build();
    }
}

package io.daybook.etl.imports;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The job of an import: find the place, read chunk by chunk, load. Its history is in the store; how
 * far it has come is in the source, in the transactions that moved the rows.
 */
@Configuration(proxyBeanMethods = false)
class ImportJob {

    @Bean
    Step begin(JobRepository repository, ImportSteps steps) {
        return new StepBuilder("begin", repository)
                .tasklet(
                        (contribution, context) -> {
                            steps.begin();
                            return RepeatStatus.FINISHED;
                        })
                .build();
    }

    @Bean
    Step read(JobRepository repository, ImportSteps steps) {
        return new StepBuilder("read", repository)
                .tasklet((contribution, context) -> RepeatStatus.continueIf(steps.readChunk()))
                .build();
    }

    @Bean
    Step load(JobRepository repository, ImportSteps steps) {
        return new StepBuilder("load", repository)
                .tasklet(
                        (contribution, context) -> {
                            steps.load();
                            return RepeatStatus.FINISHED;
                        })
                .build();
    }

    @Bean
    Job job(JobRepository repository, ImportSteps steps, Step begin, Step read, Step load) {
        return new JobBuilder(steps.job(), repository).start(begin).next(read).next(load).build();
    }
}

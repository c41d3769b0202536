package io.daybook.etl.batch;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.StoreSettings;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * One job and what Spring Batch needs for it. Used under the lock of whatever the job changes, by
 * one thread.
 */
public final class BatchContext implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final AnnotationConfigApplicationContext context;
    private final HikariDataSource dataSource;

    /**
     * @param name tells the connections apart, e.g. {@code events}
     * @param work what the job's steps work on, injected by its type
     * @param job the configuration of the job
     */
    public <T> BatchContext(String name, StoreSettings store, Class<T> type, T work, Class<?> job) {
        this.dataSource = dataSource(name, store);
        this.context = new AnnotationConfigApplicationContext();
        context.registerBean("dataSource", DataSource.class, () -> dataSource);
        context.registerBean(
                "transactionManager",
                PlatformTransactionManager.class,
                () -> new JdbcTransactionManager(dataSource));
        context.registerBean(type, () -> work);
        context.register(BatchInfrastructure.class, job);
        try {
            context.refresh();
        } catch (RuntimeException exception) {
            dataSource.close();
            throw exception;
        }
    }

    /**
     * Closes the executions that a dead process left open. Safe because we hold the lock: nobody
     * else is alive. They are never restarted; the next launch is a new instance.
     */
    public void closeOpenExecutions() {
        JobRepository repository = context.getBean(JobRepository.class);
        String job = context.getBean(Job.class).getName();
        for (JobExecution execution : repository.findRunningJobExecutions(job)) {
            execution.getStepExecutions().stream()
                    .filter(step -> step.getEndTime() == null)
                    .forEach(
                            step -> {
                                step.setStatus(BatchStatus.FAILED);
                                step.setEndTime(LocalDateTime.now(ZoneOffset.UTC));
                                repository.update(step);
                            });
            execution.setStatus(BatchStatus.FAILED);
            execution.setExitStatus(
                    ExitStatus.FAILED.addExitDescription("its process ended without a report"));
            execution.setEndTime(LocalDateTime.now(ZoneOffset.UTC));
            repository.update(execution);
        }
    }

    /**
     * Launches the job and waits for its end. Its execution is created in serializable
     * transactions, which the server may refuse though nothing is wrong; as long as no step has
     * begun, trying again is safe. Each attempt is an instance of its own: the refused one may have
     * left an instance without execution, with which Spring Batch does not begin.
     *
     * @param begun whether a step has begun
     */
    public JobExecution start(JobParametersBuilder parameters, BooleanSupplier begun)
            throws JobExecutionException {
        JobOperator operator = context.getBean(JobOperator.class);
        for (long attempt = 1; ; attempt++) {
            try {
                return operator.start(context.getBean(Job.class), parameters.toJobParameters());
            } catch (ConcurrencyFailureException exception) {
                if (attempt == ATTEMPTS || begun.getAsBoolean()) {
                    throw exception;
                }
                parameters.addLong("attempt", attempt + 1, true);
            }
        }
    }

    private static HikariDataSource dataSource(String name, StoreSettings store) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(store.url());
        config.setUsername(store.writer().user());
        config.setPassword(store.writer().password());
        config.setPoolName("batch-" + name);
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        config.addDataSourceProperty("ApplicationName", "daybook batch history");
        Databases.PATIENCE.forEach(config::addDataSourceProperty);
        // the history decides nothing: its last lines may be lost with the server's memory
        config.setConnectionInitSql(
                Databases.NOTICE_OUR_END + "; set synchronous_commit = off; set jit = off");
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        context.close();
        dataSource.close();
    }
}

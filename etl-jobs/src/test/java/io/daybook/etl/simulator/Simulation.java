package io.daybook.etl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.behaviour.StoreState;
import io.daybook.etl.differential.ContractRoles;
import io.daybook.etl.differential.OperationalRows;
import io.daybook.etl.differential.Operations;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.Assertions;

/**
 * One seed's sequence of steps: random operations on the source, then a run, backfill or
 * verification that a fault may strike, then the comparison of everything with what must be.
 */
final class Simulation implements AutoCloseable {

    private static final Mart MART = EventsMart.MART;
    private static final String SCHEMA = MART.name();

    private final EventsMart mart = EventsMart.create();
    private final Connection sourceConnection = mart.source.connect();
    private final Connection storeConnection = mart.store.connect();
    private final Connection lateConnection = mart.source.connect();
    private final OperationalRows source = new OperationalRows(sourceConnection, SCHEMA);
    private final OperationalRows store = new OperationalRows(storeConnection, SCHEMA);
    private final OperationalRows late = new OperationalRows(lateConnection, SCHEMA);
    private final ContractRoles roles = new ContractRoles(MART);
    private final Map<String, MetricTable> tables = new HashMap<>();
    private final Random random = new Random();
    private final Operations operations = new Operations(roles, source, random);
    private final Poison poison = new Poison(source, random);
    private final Tampering tampering = new Tampering(store, MART, random);
    private final StoreFacts facts = new StoreFacts(store, MART, tables);
    private final Set<Launch> interrupted = new HashSet<>();
    private final long seed;
    private final Story story;
    private final Expectation expectation;
    private final Tally tally;

    /** Makes the databases and publishes the first build. */
    Simulation(long seed, Story story, Tally tally) {
        this.seed = seed;
        this.story = story;
        this.tally = tally;
        source.execute("set time zone 'UTC'");
        store.execute("set time zone 'UTC'");
        for (View view : MART.views()) {
            tables.put(view.stem(), MetricTable.read(storeConnection, view));
        }
        draw(0);
        insertRows();
        story.tell("-- first build");
        SourceState built = copy("state_0");
        assertThat(mart.run().generation()).isEqualTo(1);
        expectation = new Expectation(source, store, MART, tables, built);
        facts.assertConsistent();
    }

    /** Few events, more rows the deeper their table lies. */
    private void insertRows() {
        for (int level = 0; level <= 3; level++) {
            for (Contract.Table table : roles.tables()) {
                if (Math.min(3, roles.references(table).size()) == level) {
                    for (int count = 0; count < 5 + 8 * level; count++) {
                        apply(operations.insert(table));
                    }
                }
            }
        }
    }

    /** Operations, tampering with the ledger, and one launch. */
    void step(int number) {
        draw(number);
        operate();
        tampering.now().ifPresent(story::tell);
        Launch launch = Launch.random(random);
        while (launch.tenant().isPresent() && isUnknown(launch.tenant().get())) {
            launch = Launch.random(random);
        }
        Fault fault = random.nextInt(5) < 2 ? Fault.random(random, tables.keySet()) : Fault.NONE;
        launch(launch, fault, random.nextInt(3) == 0 && launch.hasOneSnapshot());
    }

    /** After repair nothing differs but what is held back; after mending, nothing at all. */
    void end() {
        draw(Integer.MAX_VALUE);
        commitLate();
        launch(Launch.REPAIR, Fault.NONE, false);
        assertThat(expectation.count()).as("slices that differ after repair").isZero();
        poison.mendAll().forEach(this::apply);
        story.tell("-- run");
        mart.run();
        assertThat(mart.differences()).isEmpty();
        assertThat(facts.heldBack()).isEmpty();
        assertThat(mart.verify(false).driftCount()).isZero();
        assertThat(store.column("select run_id from daybook.run where outcome = 'running'"))
                .isEmpty();
    }

    /** Each step draws for itself: what one consumes does not shift the others. */
    private void draw(int step) {
        random.setSeed(seed * 1_000_003 + step);
        random.nextInt();
    }

    /**
     * Commits what a transaction stamped before the last launch, begins another one, works, and
     * lets that one write at last, to be committed later.
     */
    private void operate() {
        commitLate();
        boolean writesLate = random.nextInt(3) > 0;
        if (writesLate) {
            late.execute("begin");
            late.column("select now()");
        }
        for (int count = 2 + random.nextInt(9); count > 0; count--) {
            apply(operation());
        }
        if (writesLate) {
            String sql = operation();
            story.tell(sql + "; -- late");
            late.execute(sql);
        }
    }

    private void commitLate() {
        story.tell("-- commit late");
        late.execute("commit");
    }

    private String operation() {
        int kind = random.nextInt(100);
        if (kind < 8) {
            return poison.poison().orElseGet(operations::marked);
        }
        if (kind < 24) {
            return poison.mend().orElseGet(operations::marked);
        }
        return kind < 45 ? operations.departing() : operations.marked();
    }

    private void apply(String sql) {
        story.tell(sql + ";");
        source.execute(sql);
    }

    private void launch(Launch launch, Fault fault, boolean writesMeanwhile) {
        story.tell("-- " + launch + ", fault: " + fault.name());
        // never over the state that is published
        SourceState now =
                copy(expectation.published().schema().equals("state_0") ? "state_1" : "state_0");
        String horizon = facts.horizon();
        long generation = facts.generation();
        List<String> stored = StoreState.published(mart);
        Optional<RunReport> report = run(launch, fault, writesMeanwhile);
        boolean published = facts.generation() > generation;
        if (!published) {
            assertThat(StoreState.published(mart)).as("the unpublished store").isEqualTo(stored);
        }
        report.filter(done -> launch.comparesEverything())
                .ifPresent(done -> assertDrift(done, now, horizon));
        if (published) {
            boolean complete = report.isPresent() && !interrupted.contains(launch);
            expectation.published(
                    now,
                    horizon,
                    (view, slice) ->
                            tampering.makesUp(launch, view, slice)
                                    || (complete && launch.recomputes(view, slice)));
            assertThat(facts.heldBack()).as("held back").isEqualTo(now.heldBack());
            tally.published(expectation.count(), now.heldBack().size());
            tampering.published();
            facts.assertConsistent();
        }
        rememberInterruption(launch, report.isPresent());
    }

    private void assertDrift(RunReport report, SourceState now, String horizon) {
        Expectation.Drift drift =
                expectation.drift(now, horizon, (view, slice) -> !tampering.isDue(view, slice));
        assertThat(report.driftCount()).as("drift").isBetween(drift.atLeast(), drift.atMost());
    }

    /** The same backfill goes on where it was interrupted: what it did before was done then. */
    private void rememberInterruption(Launch launch, boolean completed) {
        if (launch.isBackfill()) {
            if (completed) {
                interrupted.remove(launch);
            } else {
                interrupted.add(launch);
            }
        }
    }

    /** A backfill of a tenant that there is not is refused, which another test shows. */
    private boolean isUnknown(String tenant) {
        return mart.source
                .value("select count(*) from events.event where tenant_id = '%s'".formatted(tenant))
                .equals("0");
    }

    /** The report; empty when the fault ended the run. */
    private Optional<RunReport> run(Launch launch, Fault fault, boolean writesMeanwhile) {
        Disturbance disturbance = new Disturbance();
        MartRunner runner = mart.runner(disturbance);
        disturbance.add(step -> fault.strikesAt(step) && strike(fault, runner));
        disturbance.add(step -> writesMeanwhile && step.equals("compute") && writeMeanwhile());
        if (!fault.sql().isEmpty()) {
            mart.store.execute(fault.sql());
        }
        try {
            RunReport report = runner.run(launch.request());
            if (fault.prevents() && launch.publishes()) {
                Assertions.fail("published in spite of: " + fault.name());
            }
            return Optional.of(report);
        } catch (RunFailure failure) {
            if (fault == Fault.NONE) {
                throw failure;
            }
            tally.failed();
            story.tell("-- failed: " + failure.getMessage().lines().findFirst().orElse(""));
            return Optional.empty();
        } finally {
            mart.store.execute("drop schema if exists fault cascade");
        }
    }

    private boolean strike(Fault fault, MartRunner runner) {
        switch (fault.deed()) {
            case STOP -> runner.stop();
            case END_SOURCE_SESSIONS -> mart.source.rows(sessions("application_name = 'daybook'"));
            case END_STORE_SESSIONS -> mart.store.rows(sessions("application_name ~ '^daybook '"));
            case NOTHING -> {}
        }
        return true;
    }

    private static String sessions(String condition) {
        return "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database() and "
                + condition;
    }

    /** After the snapshot: not of this generation, and in the next one. */
    private boolean writeMeanwhile() {
        story.tell("-- meanwhile:");
        commitLate();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            apply(operation());
        }
        story.tell("-- end of meanwhile");
        return true;
    }

    private SourceState copy(String schema) {
        return SourceState.copy(source, MART, tables, schema);
    }

    @Override
    public void close() {
        for (Connection connection : List.of(lateConnection, sourceConnection, storeConnection)) {
            try {
                connection.close();
            } catch (SQLException exception) {
                throw new IllegalStateException(exception);
            }
        }
    }
}

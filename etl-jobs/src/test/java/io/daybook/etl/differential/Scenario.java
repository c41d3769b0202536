package io.daybook.etl.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.TestMart;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** One seed's sequence of steps: operations, a run, and the comparison of all tables. */
final class Scenario implements AutoCloseable {

    private static final String BEFORE = "before_step";

    private final Mart catalogued;
    private final TestMart mart;
    private final Connection sourceConnection;
    private final Connection storeConnection;
    private final Connection lateConnection;
    private final OperationalRows source;
    private final OperationalRows store;
    private final OperationalRows late;
    private final ContractRoles roles;
    private final long seed;
    private final Random random;
    private final Operations operations;
    private final List<String> log = new ArrayList<>();
    private int slicesLeft;

    Scenario(Mart catalogued, long seed) {
        this.catalogued = catalogued;
        this.mart = TestMart.create(catalogued);
        this.sourceConnection = mart.source.connect();
        this.storeConnection = mart.store.connect();
        this.lateConnection = mart.source.connect();
        this.source = new OperationalRows(sourceConnection, catalogued.name());
        this.store = new OperationalRows(storeConnection, catalogued.name());
        this.late = new OperationalRows(lateConnection, catalogued.name());
        this.roles = new ContractRoles(catalogued);
        this.seed = seed;
        this.random = new Random(seed);
        this.operations = new Operations(roles, source, random);
        source.execute("set time zone 'UTC'");
        store.execute("set time zone 'UTC'");
    }

    /** Few entities, more rows the deeper their table lies; then the first, whole build. */
    void build() {
        for (int level = 0; level <= 3; level++) {
            for (Contract.Table table : roles.tables()) {
                if (Math.min(3, roles.references(table).size()) == level) {
                    for (int count = 0; count < 5 + 20 * level; count++) {
                        apply(operations.insert(table));
                    }
                }
            }
        }
        assertThat(mart.run().generation()).as(this::story).isEqualTo(1);
        assertThat(mart.differences()).as(this::story).isEmpty();
        ledgerCountsRows();
    }

    /** Operations that all mark what they change: after the run every table equals its view. */
    void markedStep() {
        operate(14 + random.nextInt(8), operations::marked, this::some);
        log.add("-- run");
        if (random.nextInt(4) == 0) {
            LocalDate from = LocalDate.of(2025, 10, 4).plusDays(random.nextInt(30));
            mart.backfill(from, from.plusDays(random.nextInt(20)));
        } else {
            mart.run();
        }
        assertThat(mart.differences()).as(this::story).isEmpty();
        ledgerCountsRows();
    }

    /**
     * Operations some of which leave slices unmarked: the run leaves exactly those as they were,
     * verification finds and repairs them.
     */
    void departureStep() {
        source.copyTo(BEFORE, roles.tables());
        operate(4 + random.nextInt(6), this::some, operations::marked);
        log.add("-- run, verify");
        String horizon = store.column("select horizon from daybook.mart_state").get(0);
        mart.run();

        long count = 0;
        for (View view : catalogued.sourceViews()) {
            count += unmarked(view, horizon);
        }
        assertThat(mart.differences())
                .as(this::story)
                .noneMatch(text -> catalogued.storeViews().stream().anyMatch(v -> names(text, v)));

        slicesLeft += (int) count;
        RunReport repair = mart.verify(true);
        assertThat(repair.driftCount()).as(this::story).isEqualTo(count);
        assertThat(mart.differences()).as(this::story).isEmpty();
        assertThat(mart.verify(false).driftCount()).as(this::story).isZero();
        ledgerCountsRows();
    }

    /**
     * The ledger is counted on by what each publication changed; the rows themselves must agree.
     */
    private void ledgerCountsRows() {
        for (View view : catalogued.views()) {
            String counted =
                    view.daily()
                            ? "select day, count(*) from %s.%s group by day"
                            : "select cast(null as date), count(*) from %s.%s";
            assertThat(
                            store.column(
                                    """
                                    select coalesce(cast(coalesce(l.day, t.day) as text), '-')
                                        || ': ' || coalesce(l.row_count, -1)
                                        || ' in the ledger, ' || coalesce(t.row_count, 0) || ' rows'
                                    from (
                                        select day, row_count
                                        from daybook.ledger
                                        where view = '%s' and (day is not null) = %s
                                    ) as l
                                    full join (%s) as t (day, row_count)
                                        on coalesce(t.day, 'infinity') = coalesce(l.day, 'infinity')
                                    where l.row_count is distinct from coalesce(t.row_count, 0)
                                    """
                                            .formatted(
                                                    view.stem(),
                                                    view.daily(),
                                                    counted.formatted(view.mart(), view.stem()))))
                    .as(() -> view.stem() + ", " + story())
                    .isEmpty();
        }
    }

    /** The slices that were left with an effect and that no other change marked, in all steps. */
    int slicesLeft() {
        return slicesLeft;
    }

    /** The columns that the operations changed. */
    Set<ContractRoles.Place> changed() {
        return operations.changed();
    }

    private String some() {
        return random.nextInt(3) == 0 ? operations.marked() : operations.departing();
    }

    private interface Choice {
        String next();
    }

    /**
     * Commits what a transaction of the last step stamped, begins another one, works, and lets that
     * one write at last, to be committed after the run.
     *
     * @param lateChoice what that one writes: an operation of the next step's kind
     */
    private void operate(int operationCount, Choice choice, Choice lateChoice) {
        log.add("-- commit late");
        transaction("commit");
        boolean writesLate = random.nextInt(2) == 0;
        if (writesLate) {
            transaction("begin");
            late.column("select now()");
        }
        for (int count = 0; count < operationCount; count++) {
            apply(choice.next());
        }
        if (writesLate) {
            String sql = lateChoice.next();
            log.add(sql + "; -- late");
            late.execute(sql);
        }
    }

    private void transaction(String command) {
        late.execute(command);
    }

    private void apply(String sql) {
        log.add(sql + ";");
        source.execute(sql);
    }

    /**
     * Compares what differs with what must and what may; each difference lies in a slice that a row
     * left.
     */
    private int unmarked(View view, String horizon) {
        SliceChanges changes = new SliceChanges(source, catalogued, BEFORE, catalogued.name());
        MetricTable table = MetricTable.read(storeConnection, view);
        SliceContents now = SliceContents.ofView(source, catalogued, table, catalogued.name());
        Set<String> changed =
                SliceContents.ofView(source, catalogued, table, BEFORE).differing(now);
        Set<String> must = without(changed, changes.marked(view, horizon, false));
        Set<String> may = without(changed, changes.marked(view, horizon, true));
        may.retainAll(changes.left(view));

        Set<String> found = SliceContents.ofTable(store, table).differing(now);

        assertThat(found).as(() -> view.stem() + ", " + story()).containsAll(must);
        assertThat(may).as(() -> view.stem() + ", " + story()).containsAll(found);
        return found.size();
    }

    private static Set<String> without(Set<String> slices, Set<String> others) {
        Set<String> rest = new TreeSet<>(slices);
        rest.removeAll(others);
        return rest;
    }

    private static boolean names(String difference, View view) {
        return difference.startsWith(view.stem() + " ");
    }

    private String story() {
        return "seed "
                + seed
                + " of "
                + catalogued.name()
                + " (-Ddaybook.differential.seed="
                + seed
                + ")\n"
                + String.join("\n", log);
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

package io.daybook.etl.plan;

import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Narrowing;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a run computes, reading one snapshot of the source and the ledger.
 *
 * <p>Every plan that leads to a publication contains all changes up to the snapshot, whatever else
 * was asked, so that as-of is true for all that the mart holds.
 */
public final class Planner {

    /** Below this many slices the whole view is never read: finding out would cost more. */
    private static final long FEW = 2_000;

    private final Mart mart;
    private final Map<String, MetricTable> tables;
    private final Optional<Published> published;
    private final Optional<LocalDate> floor;
    private final SliceFinder finder;
    private final EntityChanges entities;
    private final Fingerprints fingerprints;
    private final LedgerDays ledger;
    private final PlanBook book;
    private final Connection store;
    private final SourceSnapshot snapshot;
    private final String schema;

    private final List<Part> parts = new ArrayList<>();
    private final Map<String, String> wholeStoreViews = new HashMap<>();
    private final List<String> messages = new ArrayList<>();

    public Planner(
            Mart mart,
            Map<String, MetricTable> tables,
            SourceSnapshot snapshot,
            String schema,
            Optional<LocalDate> floor,
            CompleteStatement statements,
            Connection store,
            long runId) {
        this.mart = mart;
        this.tables = tables;
        this.store = store;
        this.snapshot = snapshot;
        this.schema = schema;
        this.floor = floor;
        this.published = Published.read(store, mart.name());
        this.entities = new EntityChanges(mart, store);
        this.book = new PlanBook(store, runId);
        this.finder = new SliceFinder(mart, snapshot, schema, statements, book, entities);
        this.fingerprints = new Fingerprints(snapshot, statements, store);
        this.ledger = new LedgerDays(store);
    }

    /**
     * What is changed, missing, held back or of an older definition.
     *
     * @param verifyFrom verify the days from this one on, and the next part of the older history;
     *     empty for no verification
     */
    public Plan nightly(Optional<LocalDate> verifyFrom) {
        Set<View> whole = dueWhole();
        findChanges(whole, true, verifyFrom.isPresent());
        Optional<Rotation> rotation =
                verifyFrom.map(trailing -> Rotation.next(store, mart.name(), trailing));
        List<Plan.Days> days = new ArrayList<>();
        rotation.ifPresent(older -> days.addAll(nightlyDays(older, verifyFrom.orElseThrow())));
        for (View view : mart.sourceViews()) {
            if (!whole.contains(view)) {
                List<LedgerDays.Range> missing = missing(view);
                missing.forEach(range -> window(view, range, Optional.empty(), "missing day"));
                compare(view, days, missing);
            }
        }
        if (verifyFrom.isPresent()) {
            mart.storeViews()
                    .forEach(view -> wholeStoreViews.putIfAbsent(view.stem(), Part.VERIFICATION));
        }
        Set<String> compared = verifyFrom.isPresent() ? stems(mart.views()) : Set.of();
        return finish(true, verifyFrom.isPresent(), compared, days, rotation);
    }

    /** The trailing days and the rotation's, joined where they touch; sealed days are left out. */
    private List<Plan.Days> nightlyDays(Rotation older, LocalDate trailing) {
        if (older.toExclusive().equals(trailing)) {
            return List.of(new Plan.Days(unsealed(older.from()), Optional.empty()));
        }
        List<Plan.Days> days = new ArrayList<>();
        Plan.Days rotating =
                new Plan.Days(unsealed(older.from()), Optional.of(older.toExclusive()));
        if (rotating.from().map(older.toExclusive()::isAfter).orElse(true)) {
            days.add(rotating);
        }
        days.add(new Plan.Days(unsealed(Optional.of(trailing)), Optional.empty()));
        return days;
    }

    /** The bound, or the source's floor where that is later. */
    private Optional<LocalDate> unsealed(Optional<LocalDate> from) {
        return floor.isEmpty() ? from : Optional.of(later(from.orElse(LocalDate.MIN)));
    }

    /**
     * A window of days, and all changes.
     *
     * @param views the views to recompute; those without a day only when {@code first}
     */
    public Plan backfill(
            LocalDate from,
            LocalDate toExclusive,
            List<View> views,
            Optional<String> tenant,
            boolean first) {
        Set<View> whole = dueWhole();
        findChanges(whole, true, false);
        for (View view : views) {
            if (view.overStore()) {
                if (first) {
                    wholeStoreViews.putIfAbsent(view.stem(), "backfill");
                }
            } else if (view.daily() && !whole.contains(view)) {
                LocalDate start = later(from);
                if (start.isBefore(toExclusive)) {
                    window(view, new LedgerDays.Range(start, toExclusive), tenant, "backfill");
                }
            } else if (first && whole.add(view)) {
                wholePart(view, "backfill");
            }
        }
        return finish(true, false, Set.of(), List.of(), Optional.empty());
    }

    /**
     * The days on which source and tables differ.
     *
     * @param from first day; empty for all history
     * @param repair whether what differs is published, with all changes
     */
    public Plan verification(
            Optional<LocalDate> from,
            Optional<LocalDate> toExclusive,
            List<View> views,
            boolean repair) {
        Set<View> whole = repair ? dueWhole() : new HashSet<>();
        findChanges(whole, repair, repair);
        List<Plan.Days> days = List.of(new Plan.Days(unsealed(from), toExclusive));
        for (View view : views) {
            if (!repair && isDue(view)) {
                messages.add(
                        "%s is left out of the comparison: it is due to be built (run: daybook run %s)"
                                .formatted(view.stem(), mart.name()));
                continue;
            }
            if (view.overStore()) {
                wholeStoreViews.putIfAbsent(view.stem(), Part.VERIFICATION);
            } else if (!whole.contains(view)) {
                List<LedgerDays.Range> missing = missing(view);
                if (repair) {
                    missing.forEach(range -> window(view, range, Optional.empty(), "missing day"));
                }
                compare(view, days, missing);
            }
        }
        List<View> compared = views.stream().filter(view -> repair || !isDue(view)).toList();
        return finish(repair, true, stems(compared), days, Optional.empty());
    }

    /**
     * Why nothing that earlier runs left can be relied on. The horizon and the remembered entities
     * of another database say nothing about this one, so everything is built from it.
     */
    private Optional<String> startsAnew() {
        if (published.isEmpty()) {
            return Optional.of(Part.FIRST_BUILD);
        }
        return published.get().source().equals(snapshot.source())
                ? Optional.empty()
                : Optional.of(Part.ANOTHER_SOURCE);
    }

    /** Whether a view is missing as a whole: never built, or not under its present definition. */
    private boolean isDue(View view) {
        return startsAnew().or(() -> ledger.reasonToBuild(view)).isPresent();
    }

    private Set<View> dueWhole() {
        Set<View> whole = new HashSet<>();
        for (View view : mart.views()) {
            Optional<String> reason = startsAnew().or(() -> ledger.reasonToBuild(view));
            if (reason.isPresent() && view.overStore()) {
                wholeStoreViews.put(view.stem(), reason.get());
            } else if (reason.isPresent()) {
                whole.add(view);
                wholePart(view, reason.get());
            }
        }
        return whole;
    }

    /**
     * Books the slices that changed.
     *
     * @param publishes whether they are to be computed, so that a view of which much changed is
     *     read whole; otherwise they are only known as pending
     * @param allEntities whether to look for entities that changed without a mark, too
     */
    private void findChanges(Set<View> whole, boolean publishes, boolean allEntities) {
        Optional<Instant> since =
                startsAnew().isPresent() ? Optional.empty() : published.map(Published::horizon);
        entities.read(snapshot.connection(), schema, since, allEntities);
        if (since.isEmpty()) {
            return;
        }
        for (View view : mart.sourceViews()) {
            if (!whole.contains(view)) {
                snapshot.useIndexes();
                finder.find(view, since.get());
                book.leaveOutHeldBackEntities(view);
            }
        }
        snapshot.useScans();
        floor.ifPresent(book::seal);
        for (View view : mart.sourceViews()) {
            long due = whole.contains(view) ? 0 : book.slices(view);
            if (publishes && due > FEW && due * 4 > book.storedSlices(view)) {
                whole.add(view);
                wholePart(view, Part.MUCH_CHANGED);
            }
        }
    }

    private List<LedgerDays.Range> missing(View view) {
        if (!view.daily() || published.isEmpty()) {
            return List.of();
        }
        // days before the floor are sealed, whatever the ledger says of them
        return ledger.missing(view, published.get().lastDay()).stream()
                .map(range -> new LedgerDays.Range(later(range.from()), range.toExclusive()))
                .filter(range -> range.from().isBefore(range.toExclusive()))
                .toList();
    }

    /** Plans the days that differ; a view without a day is compared whole. */
    private void compare(View view, List<Plan.Days> days, List<LedgerDays.Range> missing) {
        if (!view.daily() && !days.isEmpty()) {
            wholePart(view, Part.VERIFICATION);
            return;
        }
        for (Plan.Days some : days) {
            try {
                LedgerDays.ranges(differing(view, some, missing))
                        .forEach(range -> window(view, range, Optional.empty(), Part.VERIFICATION));
            } catch (StatementFailed failure) {
                if (!failure.isDataError()) {
                    throw failure;
                }
                // some slice cannot be computed: reading the days finds out which, and holds it
                // back
                without(some, missing).forEach(rest -> add(part(view, rest, Part.VERIFICATION)));
            }
        }
    }

    private List<LocalDate> differing(View view, Plan.Days days, List<LedgerDays.Range> missing) {
        return fingerprints
                .differingDays(
                        tables.get(view.stem()),
                        new Narrowing.Window(days.from(), days.toExclusive(), Optional.empty()))
                .stream()
                .filter(day -> missing.stream().noneMatch(range -> contains(range, day)))
                .toList();
    }

    /** What is left of the days without the missing ones, which are parts of their own. */
    private static List<Plan.Days> without(Plan.Days days, List<LedgerDays.Range> missing) {
        List<Plan.Days> rest = new ArrayList<>();
        Optional<LocalDate> from = days.from();
        for (LedgerDays.Range range : missing) {
            if (!isBefore(Optional.of(range.from()), days.toExclusive())) {
                break; // the ranges are in order: this one and the rest lie after the days
            }
            if (isBefore(from, Optional.of(range.from()))) {
                rest.add(new Plan.Days(from, Optional.of(range.from())));
            }
            if (isBefore(from, Optional.of(range.toExclusive()))) {
                from = Optional.of(range.toExclusive());
            }
        }
        if (isBefore(from, days.toExclusive())) {
            rest.add(new Plan.Days(from, days.toExclusive()));
        }
        return rest;
    }

    /** Whether a lower bound lies before an upper one; none lies before everything. */
    private static boolean isBefore(Optional<LocalDate> from, Optional<LocalDate> to) {
        return from.isEmpty() || to.isEmpty() || from.get().isBefore(to.get());
    }

    private static boolean contains(LedgerDays.Range range, LocalDate day) {
        return !day.isBefore(range.from()) && day.isBefore(range.toExclusive());
    }

    private LocalDate later(LocalDate day) {
        return floor.filter(first -> first.isAfter(day)).orElse(day);
    }

    private void wholePart(View view, String reason) {
        add(
                new Part(
                        parts.size() + 1,
                        view.stem(),
                        Part.Shape.WHOLE,
                        view.daily() ? floor : Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        reason));
    }

    private void window(View view, LedgerDays.Range range, Optional<String> tenant, String reason) {
        add(
                new Part(
                        parts.size() + 1,
                        view.stem(),
                        Part.Shape.WINDOW,
                        Optional.of(range.from()),
                        Optional.of(range.toExclusive()),
                        tenant,
                        reason));
    }

    private Part part(View view, Plan.Days days, String reason) {
        return new Part(
                parts.size() + 1,
                view.stem(),
                Part.Shape.WINDOW,
                days.from(),
                days.toExclusive(),
                Optional.empty(),
                reason);
    }

    private void add(Part part) {
        parts.add(part);
    }

    private Plan finish(
            boolean publishes,
            boolean verifies,
            Set<String> compared,
            List<Plan.Days> comparedDays,
            Optional<Rotation> rotation) {
        for (Part part : parts) {
            book.cover(part);
            book.write(part);
        }
        for (View view : publishes ? mart.sourceViews() : List.<View>of()) {
            int first = parts.size() + 1;
            int count = book.deal(view, first);
            for (int number = first; number < first + count; number++) {
                Part part =
                        new Part(
                                number,
                                view.stem(),
                                Part.Shape.SLICES,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                "changed");
                parts.add(part);
                book.write(part);
            }
        }
        return new Plan(
                parts, wholeStoreViews, verifies, compared, comparedDays, rotation, messages);
    }

    /** How long finding took, by view. */
    public Map<String, Double> findingSeconds() {
        return finder.seconds();
    }

    private static Set<String> stems(List<View> views) {
        return Set.copyOf(views.stream().map(View::stem).toList());
    }
}

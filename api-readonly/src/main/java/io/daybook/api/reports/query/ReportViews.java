package io.daybook.api.reports.query;

import io.daybook.api.problem.Problem;
import io.daybook.api.problem.RequestRefused;
import io.daybook.api.store.MartTables;
import io.daybook.api.store.Store;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Every view of the installed marts as reports see it. */
public final class ReportViews {

    private final Map<String, ReportView> byStem;
    private final List<ReportView> all;
    private final Map<String, String> martOfAbsent;

    /**
     * @param martOfAbsent by stem, for the views of marts that the store does not have
     */
    private ReportViews(List<ReportView> views, Map<String, String> martOfAbsent) {
        this.all = List.copyOf(views);
        this.martOfAbsent = Map.copyOf(martOfAbsent);
        this.byStem =
                views.stream().collect(Collectors.toMap(ReportView::stem, Function.identity()));
    }

    /** The views that are packaged with this program. */
    public static ReportViews packaged() {
        return of(Catalogue.load().marts(), List.of(), ReportViews::generated);
    }

    /**
     * The views of those marts of a catalogue that the store has; the columns of the user's own are
     * looked up there.
     *
     * @throws IllegalStateException naming a view whose table is not there
     */
    public static ReportViews of(Catalogue catalogue, Store store) {
        Set<String> there = MartTables.installed(store);
        Map<Boolean, List<Mart>> marts =
                catalogue.marts().stream()
                        .collect(Collectors.partitioningBy(mart -> there.contains(mart.name())));
        List<Mart> installed = marts.getOrDefault(true, List.of());
        Map<String, Table<?>> own = new HashMap<>();
        for (Mart mart : installed) {
            mart.customViews()
                    .forEach(
                            view ->
                                    own.put(
                                            view.stem(),
                                            store.read(dsl -> StoredTable.read(dsl, view))));
        }
        return of(
                installed,
                marts.getOrDefault(false, List.of()),
                view -> own.containsKey(view.stem()) ? own.get(view.stem()) : generated(view));
    }

    private static Table<?> generated(View view) {
        return MartTables.find(view.mart(), view.stem())
                .orElseThrow(() -> new IllegalStateException("no table of " + view.stem()));
    }

    private static ReportViews of(
            List<Mart> installed, List<Mart> absent, Function<View, Table<?>> tables) {
        return new ReportViews(
                installed.stream()
                        .flatMap(mart -> mart.views().stream().map(view -> of(mart, view, tables)))
                        .toList(),
                absent.stream()
                        .flatMap(mart -> mart.views().stream())
                        .collect(Collectors.toMap(View::stem, View::mart)));
    }

    private static ReportView of(Mart mart, View view, Function<View, Table<?>> tables) {
        @Nullable Table<?> directory =
                mart.directory(view.key()).<Table<?>>map(tables::apply).orElse(null);
        return new ReportView(view, tables.apply(view), directory);
    }

    /** All of them, in the catalogue's order. */
    public List<ReportView> all() {
        return all;
    }

    /**
     * The view of that name, if its rows may be shown.
     *
     * @throws RequestRefused 404 when there is none, or none in this store; 400 for small groups by
     *     a time
     */
    public ReportView find(String stem) {
        ReportView view = Optional.ofNullable(byStem.get(stem)).orElseThrow(() -> unknown(stem));
        if (!view.isShown()) {
            throw RequestRefused.invalid(
                    "view",
                    stem,
                    lifetimeOf(view)
                            .map("%s: small groups are shown over all days only"::formatted)
                            .orElse("another view: this one has small groups by time"));
        }
        return view;
    }

    private RequestRefused unknown(String stem) {
        return Optional.ofNullable(martOfAbsent.get(stem))
                .map(mart -> new RequestRefused(Problem.martNotInstalled(mart)))
                .orElseGet(RequestRefused::notFound);
    }

    private Optional<String> lifetimeOf(ReportView daily) {
        return all.stream()
                .filter(ReportView::isShown)
                .map(ReportView::view)
                .filter(
                        view ->
                                view.inputs(Input.StoredTable.class)
                                        .anyMatch(input -> input.table().equals(daily.stem())))
                .map(View::stem)
                .findFirst();
    }
}

package io.daybook.api.reports.query;

import io.daybook.api.problem.RequestRefused;
import io.daybook.api.store.Store;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.generated.events.Events;
import io.daybook.schema.generated.venues.Venues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Schema;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Every view of the catalogue as reports see it. */
public final class ReportViews {

    private static final List<Schema> SCHEMAS = List.of(Events.EVENTS, Venues.VENUES);

    private final Map<String, ReportView> byStem;
    private final List<ReportView> all;

    private ReportViews(List<ReportView> views) {
        this.all = List.copyOf(views);
        this.byStem =
                views.stream().collect(Collectors.toMap(ReportView::stem, Function.identity()));
    }

    /** The views that are packaged with this program. */
    public static ReportViews packaged() {
        return of(Catalogue.load(), ReportViews::generated);
    }

    /**
     * The views of a catalogue; the columns of the user's own are looked up in the store.
     *
     * @throws IllegalStateException naming a view whose table is not there
     */
    public static ReportViews of(Catalogue catalogue, Store store) {
        Map<String, Table<?>> own = new HashMap<>();
        for (Mart mart : catalogue.marts()) {
            mart.customViews()
                    .forEach(
                            view ->
                                    own.put(
                                            view.stem(),
                                            store.read(dsl -> StoredTable.read(dsl, view))));
        }
        return of(
                catalogue,
                view -> own.containsKey(view.stem()) ? own.get(view.stem()) : generated(view));
    }

    private static Table<?> generated(View view) {
        return SCHEMAS.stream()
                .filter(schema -> schema.getName().equals(view.mart()))
                .flatMap(schema -> Stream.ofNullable(schema.getTable(view.stem())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no table of " + view.stem()));
    }

    private static ReportViews of(Catalogue catalogue, Function<View, Table<?>> tables) {
        return new ReportViews(
                catalogue.marts().stream()
                        .flatMap(mart -> mart.views().stream().map(view -> of(mart, view, tables)))
                        .toList());
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
     * @throws RequestRefused 404 when there is none, 400 for small groups by a time
     */
    public ReportView find(String stem) {
        ReportView view =
                Optional.ofNullable(byStem.get(stem)).orElseThrow(RequestRefused::notFound);
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

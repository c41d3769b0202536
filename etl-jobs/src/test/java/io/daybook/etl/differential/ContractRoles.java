package io.daybook.etl.differential;

import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the catalogue says about the columns of a mart's contract, so that a new view is covered.
 */
public final class ContractRoles {

    /** A text column compared with one or more literals: {@code status in ('a', 'b')}. */
    private static final Pattern COMPARISON =
            Pattern.compile("(\\w+)\\s*(?:=|<>|in\\s*\\()\\s*((?:'[^']*'\\s*,?\\s*)+)");

    private static final Pattern LITERAL = Pattern.compile("'([^']*)'");

    private final Mart mart;
    private final Set<Place> clocks = new HashSet<>();
    private final Set<Place> zones = new HashSet<>();
    private final Set<Place> departures = new HashSet<>();
    private final Map<String, Set<String>> literals = new LinkedHashMap<>();

    /** A column of a contract table. */
    public record Place(String table, String column) {}

    public ContractRoles(Mart mart) {
        this.mart = mart;
        for (View view : mart.sourceViews()) {
            view.inputs(Input.Fact.class).forEach(this::addFact);
            view.inputs(Input.Child.class)
                    .forEach(child -> departures.add(new Place(child.table(), child.by())));
            view.inputs(Input.Entity.class)
                    .forEach(e -> e.zone().ifPresent(z -> zones.add(new Place(e.table(), z))));
            addLiterals(view.text());
        }
        mart.checks(Check.Stage.SOURCE).forEach(check -> addLiterals(check.text()));
    }

    private void addFact(Input.Fact fact) {
        departures.add(new Place(fact.table(), fact.key()));
        fact.clock().ifPresent(clock -> departures.add(new Place(fact.table(), clock)));
        fact.clock().ifPresent(clock -> clocks.add(new Place(fact.table(), clock)));
    }

    private void addLiterals(String text) {
        Matcher comparison = COMPARISON.matcher(text);
        while (comparison.find()) {
            Matcher literal = LITERAL.matcher(comparison.group(2));
            while (literal.find()) {
                literals.computeIfAbsent(comparison.group(1), name -> new LinkedHashSet<>())
                        .add(literal.group(1));
            }
        }
    }

    public List<Contract.Table> tables() {
        return mart.contract().tables();
    }

    Contract.Table table(String name) {
        return mart.contract().table(name);
    }

    /**
     * What tells the table's rows apart, in SQL: a column, or several in parentheses.
     *
     * @param prefix of each column, e.g. an alias and its point
     */
    static String key(Contract.Table table, String prefix) {
        return table.primaryKey().stream()
                .map(column -> prefix + column)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** The key column of a table whose rows are numbered. */
    public static String key(Contract.Table table) {
        return table.primaryKey().get(0);
    }

    static boolean isNumbered(Contract.Table table) {
        return table.primaryKey().size() == 1;
    }

    /**
     * Every column but the primary key; the change column alone is a touch that changes nothing.
     */
    List<Place> changeable() {
        List<Place> places = new ArrayList<>();
        for (Contract.Table table : tables()) {
            for (String column : table.columnNames()) {
                if (!table.primaryKey().contains(column)) {
                    places.add(new Place(table.name(), column));
                }
            }
        }
        return places;
    }

    /** Whether a row whose value there changes leaves a slice that nothing marks. */
    boolean departs(Place place) {
        return departures.contains(place);
    }

    boolean isClock(Place place) {
        return clocks.contains(place);
    }

    boolean isZone(Place place) {
        return zones.contains(place);
    }

    /** The values of that column that a view or a check tells apart. */
    List<String> literals(String column) {
        return List.copyOf(literals.getOrDefault(column, Set.of()));
    }

    /** The other table whose primary key has that column's name. */
    Optional<Contract.Table> referenced(Contract.Table table, String column) {
        return tables().stream()
                .filter(other -> !other.equals(table) && isNumbered(other))
                .filter(other -> key(other).equals(column))
                .findFirst();
    }

    /** The columns that name rows of other tables, those of the table nearest to this one first. */
    public List<String> references(Contract.Table table) {
        return table.columnNames().stream()
                .filter(column -> referenced(table, column).isPresent())
                .sorted(
                        (a, b) ->
                                Integer.compare(
                                        depth(referenced(table, b).orElseThrow()),
                                        depth(referenced(table, a).orElseThrow())))
                .toList();
    }

    private int depth(Contract.Table table) {
        return references(table).size();
    }

    /** Whether days after today hold rows. */
    boolean isAhead() {
        return mart.views().stream().anyMatch(View::future);
    }
}

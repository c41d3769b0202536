package io.daybook.etl.differential;

import io.daybook.etl.differential.ContractRoles.Place;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Random operations on a source that meets a contract, as statements: new rows, changes of every
 * column, clocks that are set (paid, cancelled), and those that leave a slice without a mark (moves
 * and hard deletes). Which is which follows from the catalogue.
 */
public final class Operations {

    private static final double DANGLING = 0.03;
    private static final double SAME_PARENT = 0.9;
    private static final String NULL = "null";

    private final ContractRoles roles;
    private final RandomValues values;
    private final OperationalRows rows;
    private final Random random;
    private final List<Place> plainDeck = new ArrayList<>();
    private final List<Place> departureDeck = new ArrayList<>();
    private final Set<Place> changed = new HashSet<>();

    public Operations(ContractRoles roles, OperationalRows rows, Random random) {
        this.roles = roles;
        this.rows = rows;
        this.random = random;
        this.values = new RandomValues(random, roles);
    }

    /** The columns changed so far. */
    public Set<Place> changed() {
        return Set.copyOf(changed);
    }

    /** A new row, most often under the same parents as the row that it belongs to. */
    public String insert(Contract.Table table) {
        Map<String, String> row = new LinkedHashMap<>();
        if (ContractRoles.isNumbered(table)) {
            row.put(ContractRoles.key(table), newKey(table));
        }
        for (String reference : roles.references(table)) {
            if (!row.containsKey(reference) || values.happens(1 - SAME_PARENT)) {
                addReference(table, reference, row);
            }
        }
        for (Contract.Column column : table.columns()) {
            row.computeIfAbsent(column.name(), name -> value(table, column));
        }
        row.put(Mart.CHANGE_COLUMN, stamp());
        return "insert into %s (%s) values (%s)%s"
                .formatted(
                        rows.qualified(table),
                        String.join(", ", row.keySet()),
                        String.join(", ", row.values()),
                        ContractRoles.isNumbered(table) ? "" : " on conflict do nothing");
    }

    /** Any operation after which an incremental run must be exact. */
    public String marked() {
        double kind = random.nextDouble();
        if (kind < 0.3) {
            return insert(values.one(roles.tables()));
        }
        return (kind < 0.5 ? setClock() : Optional.<String>empty())
                .orElseGet(() -> change(next(plainDeck, false)));
    }

    /** An operation whose row leaves a slice that nothing marks. */
    public String departing() {
        return values.happens(0.4) ? delete() : change(next(departureDeck, true));
    }

    /** Pay, cancel, refund: a clock that was null is set. */
    private Optional<String> setClock() {
        List<Place> clocks = roles.changeable().stream().filter(roles::isClock).toList();
        Place place = values.one(clocks);
        Contract.Table table = roles.table(place.table());
        List<String> keys = rows.keys(table, place.column() + " is null");
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        update(
                                table,
                                values.one(keys),
                                place.column(),
                                values.present(table, column(table, place.column()))));
    }

    private String change(Place place) {
        Contract.Table table = roles.table(place.table());
        List<String> keys = rows.keys(table);
        if (keys.isEmpty()) {
            return insert(table);
        }
        return update(
                table,
                values.one(keys),
                place.column(),
                roles.referenced(table, place.column()).isPresent()
                        ? reference(table, place.column())
                        : value(table, column(table, place.column())));
    }

    /** The change column is stamped by the statement's or the transaction's clock. */
    private String update(Contract.Table table, String key, String column, String value) {
        changed.add(new Place(table.name(), column));
        String set = column.equals(Mart.CHANGE_COLUMN) ? "" : column + " = " + value + ", ";
        return "update %s set %s%s = %s where %s = %s"
                .formatted(
                        rows.qualified(table),
                        set,
                        Mart.CHANGE_COLUMN,
                        stamp(),
                        ContractRoles.key(table, ""),
                        key);
    }

    private String delete() {
        // an entity takes all of its slices along: seldom, or the others are never tested
        List<Contract.Table> tables =
                roles.tables().stream()
                        .filter(t -> !roles.references(t).isEmpty() || values.happens(0.3))
                        .toList();
        Contract.Table table = values.one(tables);
        List<String> keys = rows.keys(table);
        return keys.isEmpty()
                ? insert(table)
                : "delete from %s where %s = %s"
                        .formatted(
                                rows.qualified(table),
                                ContractRoles.key(table, ""),
                                values.one(keys));
    }

    /** Each column in turn, in random order: none is left out of a long enough scenario. */
    private Place next(List<Place> deck, boolean departing) {
        if (deck.isEmpty()) {
            deck.addAll(
                    roles.changeable().stream()
                            .filter(place -> roles.departs(place) == departing)
                            .collect(Collectors.toList()));
            Collections.shuffle(deck, random);
        }
        return deck.remove(deck.size() - 1);
    }

    private void addReference(Contract.Table table, String column, Map<String, String> row) {
        String key = reference(table, column);
        row.put(column, key);
        if (key.equals(NULL)) {
            return;
        }
        Contract.Table parent = roles.referenced(table, column).orElseThrow();
        for (String further : roles.references(parent)) {
            if (table.columnNames().contains(further)) {
                rows.value(parent, key, further).ifPresent(value -> row.put(further, value));
            }
        }
    }

    private String reference(Contract.Table table, String column) {
        if (column(table, column).nullable() && values.happens(0.15)) {
            return NULL;
        }
        List<String> keys = rows.keys(roles.referenced(table, column).orElseThrow());
        return keys.isEmpty() || values.happens(DANGLING) ? "999999" : values.one(keys);
    }

    /** Sometimes the key of a row that was deleted before. */
    private String newKey(Contract.Table table) {
        List<String> keys = rows.keys(table);
        long last = keys.isEmpty() ? 0 : Long.parseLong(keys.get(keys.size() - 1));
        for (long key = 1; key <= last && values.happens(0.9); key++) {
            if (!keys.contains(Long.toString(key))) {
                return Long.toString(key);
            }
        }
        return Long.toString(last + 1);
    }

    private String value(Contract.Table table, Contract.Column column) {
        return values.value(table, column);
    }

    private String stamp() {
        return values.happens(0.5) ? "clock_timestamp()" : "now()";
    }

    private static Contract.Column column(Contract.Table table, String name) {
        return table.columns().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

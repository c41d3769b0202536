package io.daybook.etl.testing;

import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.time.LocalDate;
import java.util.Optional;

/** The mart events on an empty source and a migrated store, both new. */
public final class EventsMart extends TestMart {

    public static final Mart MART = Catalogue.load().mart("events");

    private EventsMart(
            TestDatabase source, TestDatabase store, String schema, Optional<LocalDate> floor) {
        super(MART, source, store, schema, floor);
    }

    /** A source with the contract's empty tables. */
    public static EventsMart create() {
        return over(emptySource(MART), MART.name());
    }

    /** A source that meets the contract through views in a schema of another name. */
    public static EventsMart over(TestDatabase source, String schema) {
        return over(source, schema, TestPostgres.server().createStore());
    }

    /** The same with a store that is there. */
    public static EventsMart over(TestDatabase source, String schema, TestDatabase store) {
        return new EventsMart(source, store, schema, Optional.empty());
    }

    /** The same store with the source of another mart. */
    public EventsMart withSourceOf(EventsMart other) {
        return new EventsMart(other.source, store, other.schema(), other.floor());
    }

    /** The same databases with a source floor. */
    public EventsMart withFloor(LocalDate first) {
        return new EventsMart(source, store, schema(), Optional.of(first));
    }
}

package io.daybook.etl.testing;

import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.util.Optional;

/** The mart venues on an empty source and a migrated store. */
public final class VenuesMart extends TestMart {

    public static final Mart MART = Catalogue.load().mart("venues");

    private VenuesMart(TestDatabase store) {
        super(MART, emptySource(MART), store, MART.name(), Optional.empty());
    }

    /** A source with the contract's empty tables, and a store. */
    public static VenuesMart create() {
        return new VenuesMart(TestPostgres.server().createStore());
    }

    /** A source of its own beside another mart in that one's store. */
    public static VenuesMart beside(TestMart other) {
        return new VenuesMart(other.store);
    }
}

package io.daybook.api.answer;

import io.daybook.schema.catalogue.Mart;
import org.jooq.DSLContext;

/** Which publication of a mart a snapshot shows, for what is read outside of an answer. */
public final class Editions {

    private Editions() {}

    /** Not judged by its age: nobody asked how fresh it has to be. */
    public static Edition of(DSLContext dsl, Mart mart) {
        Standing standing = new StandingQueries(new MartViews(mart)).newest(dsl);
        return new Edition(standing.generation(), standing.asOf(), null);
    }
}

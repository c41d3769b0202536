package io.daybook.api.answer;

import org.jooq.DSLContext;

/** Which publication a snapshot shows, for what is read outside of an answer. */
public final class Editions {

    private Editions() {}

    /** Not judged by its age: nobody asked how fresh it has to be. */
    public static Edition of(DSLContext dsl) {
        Standing standing = new StandingQueries(MartViews.EVENTS).newest(dsl);
        return new Edition(standing.generation(), standing.asOf(), null);
    }
}

package io.daybook.etl.engine;

/**
 * The instants between which the local days of an entity lie, as SQL on the source.
 *
 * <p>An instant of day {@code d} is {@code d} at some local time, less the offset that its zone has
 * then. So the day lies between its first and last local time less the greatest and the least
 * offset that the zone has anywhere near it. Near is what any zone on earth can call this day: 14
 * hours before it begins in UTC to 12 hours after it ends. The offset is asked for at five instants
 * of these 50 hours, 12.5 hours apart: no zone ever changed its clocks and changed them back within
 * less.
 *
 * <p>Without the zone, 50 hours would be read for a day of 24.
 */
public final class DayBounds {

    /** The day in the first zone on earth and in the last one. */
    static final String ANYWHERE =
            """
            timezone('UTC', cast(s.day as timestamp)) - interval '14 hours' as daybook_lo,
                    timezone('UTC', cast(s.day as timestamp)) + interval '36 hours' as daybook_hi"""
                    .stripTrailing();

    private DayBounds() {}

    /**
     * One row {@code (daybook_lo, daybook_hi)}, half open; nulls where there is no such entity.
     *
     * @param day an expression for the local day
     * @param zone the zone's column in {@code entity}
     * @param entity a relation with the entity's rows; of several zones all are covered
     */
    public static String select(String day, String zone, String entity) {
        return """
        select timezone('UTC', cast(%1$s as timestamp)) - max(daybook_o.ahead) as daybook_lo,
            timezone('UTC', cast(%1$s as timestamp)) + interval '24 hours' - min(daybook_o.ahead)
                as daybook_hi
        from %3$s as daybook_e
        cross join (
            values (interval '-14 hours'), ('-90 minutes'), ('11 hours'), ('1410 minutes'), ('36 hours')
        ) as daybook_i (near)
        cross join lateral (
            select timezone(daybook_e.%2$s, i.at) - timezone('UTC', i.at) as ahead
            from (select timezone('UTC', cast(%1$s as timestamp)) + daybook_i.near) as i (at)
        ) as daybook_o"""
                .formatted(day, zone, entity);
    }
}

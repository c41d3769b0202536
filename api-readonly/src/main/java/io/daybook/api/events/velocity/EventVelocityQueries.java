package io.daybook.api.events.velocity;

import static io.daybook.schema.generated.events.Tables.EVENT_SALES_QUARTER_HOUR;
import static org.jooq.impl.DSL.val;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.events.EventDirectoryQueries;
import io.daybook.api.events.EventRow;
import io.daybook.api.figure.Ratio;
import org.jooq.Record3;

/** How fast an event sells as of the edition, against its own usual pace at this local hour. */
public final class EventVelocityQueries {

    // The pace is a fraction, usual_tickets / usual_hours, and is compared without dividing:
    // current * 60 / minutes < pace / 2  becomes  current * 120 * usual_hours < usual_tickets *
    // minutes
    private static final String QUERY =
            """
            with
            as_of as (
                select instant, zone,
                    date_bin('15 minutes', instant, timestamptz '2000-01-01 00:00:00+00') as quarter,
                    cast(timezone(zone, instant) as date) as day,
                    extract(hour from timezone(zone, instant)) as hour
                from (select {1} as instant, {2} as zone) as given
            ),
            sales as (
                select s.day, s.quarter_hour, s.tickets_sold,
                    extract(hour from timezone(a.zone, s.quarter_hour)) as hour
                from {0} as s
                cross join as_of as a
                where s.tenant_id = {3} and s.event_id = {4}
            ),
            running as (
                select coalesce(sum(s.tickets_sold), 0) as tickets
                from sales as s
                cross join as_of as a
                -- the day only spares a scan: an hour lies on at most two of them
                where s.day >= a.day - 1
                    and s.quarter_hour > a.quarter - interval '1 hour'
                    and s.quarter_hour <= a.quarter
            ),
            selling_days as (
                select s.day
                from sales as s
                cross join as_of as a
                where s.day < a.day
                group by s.day
                having sum(s.tickets_sold) > 0
                order by s.day desc
                limit 28
            ),
            selling_hours as (
                select s.day, s.hour, sum(s.tickets_sold) as tickets
                from sales as s
                inner join selling_days as d on d.day = s.day
                group by s.day, s.hour
                having sum(s.tickets_sold) > 0
            ),
            paces as (
                select
                    coalesce(sum(h.tickets) filter (where h.hour = a.hour), 0) as hour_tickets,
                    count(distinct h.day) as days,
                    coalesce(sum(h.tickets), 0) as all_tickets,
                    count(h.day) as all_hours
                from as_of as a
                left join selling_hours as h on true
                group by a.hour
            ),
            compared as (
                select r.tickets, p.days,
                    45 + cast(floor(extract(epoch from a.instant - a.quarter) / 60) as integer)
                        as minutes,
                    case when p.hour_tickets > 0 then p.hour_tickets else p.all_tickets end
                        as usual_tickets,
                    case when p.hour_tickets > 0 then p.days else p.all_hours end as usual_hours
                from as_of as a
                cross join running as r
                cross join paces as p
            )
            select cast(tickets as bigint) as tickets, minutes,
                case
                    when days = 0 and tickets = 0 then 'quiet'
                    when days = 0 then 'steady'
                    when tickets * 120 * usual_hours < usual_tickets * minutes then 'quiet'
                    when tickets * 120 * usual_hours > usual_tickets * minutes * 3 then 'peak'
                    else 'steady'
                end as status
            from compared
            """;

    public SalesVelocity read(Snapshot snapshot, EventRow event) {
        Record3<Long, Integer, String> row =
                snapshot.dsl()
                        .resultQuery(
                                QUERY,
                                EVENT_SALES_QUARTER_HOUR,
                                EventDirectoryQueries.asOf(snapshot),
                                val(event.timezone()),
                                val(snapshot.tenant()),
                                val(event.id()))
                        .coerce(
                                org.jooq.impl.DSL.field("tickets", Long.class),
                                org.jooq.impl.DSL.field("minutes", Integer.class),
                                org.jooq.impl.DSL.field("status", String.class))
                        .fetchSingle();
        return new SalesVelocity(
                row.value1(),
                row.value3(),
                row.value2(),
                Ratio.rate(row.value1(), row.value2()),
                snapshot.edition().instant());
    }
}

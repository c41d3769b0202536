package io.daybook.api.events.overview;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.events.EventRow;
import io.daybook.api.events.EventTotalsQueries;
import io.daybook.api.events.EventTotalsRow;
import io.daybook.api.events.overview.EventOverview.TicketsSold;
import io.daybook.api.events.velocity.EventVelocityQueries;
import io.daybook.api.figure.Ratio;

/** Puts an event's overview together from one snapshot. */
final class EventOverviewQueries {

    private final EventTotalsQueries totals = new EventTotalsQueries();
    private final EventSalesQueries sales = new EventSalesQueries();
    private final EventVelocityQueries velocity = new EventVelocityQueries();
    private final EventDemographicsQueries demographics;

    EventOverviewQueries(PrivacyFloor floor) {
        this.demographics = new EventDemographicsQueries(floor);
    }

    EventOverview read(Snapshot snapshot, EventRow event, Comparison comparison) {
        EventTotalsRow lifetime = totals.read(snapshot, event.id());
        return new EventOverview(
                sales.read(snapshot, event, lifetime, comparison),
                tickets(event, lifetime),
                demographics.read(snapshot, event.id()),
                velocity.read(snapshot, event));
    }

    private static TicketsSold tickets(EventRow event, EventTotalsRow lifetime) {
        long sold = lifetime.ticketsSold() - lifetime.ticketsCancelled();
        Integer capacity = event.capacity();
        return new TicketsSold(
                sold, capacity, capacity == null ? null : Ratio.percent(sold, capacity));
    }
}

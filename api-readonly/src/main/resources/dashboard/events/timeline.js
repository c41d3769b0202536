// Sales by local day: what of them is drawn, and what the table beside it lists.

import { plusDays } from '../calendar.js';
import { count, money, roughly } from '../format.js';

const MEASURES = { amount: 'Sales', net: 'Net', tickets: 'Tickets' };

const MEANING = {
    amount: 'gross of orders paid', net: 'gross less refunds',
    tickets: 'tickets of orders paid, later cancelled ones included',
};

export const MEASURE_OPTIONS = Object.entries(MEASURES);

/** What a series shows of an event's days. */
export function salesByDay(measure, currency) {
    const paid = value => money(value, currency);
    return {
        name: MEASURES[measure],
        meaning: MEANING[measure],
        of: each => each[measure],
        text: measure === 'tickets' ? count : paid,
        axis: value => roughly(value, measure === 'tickets' ? null : currency),
        columns: [
            ['Sales', each => paid(each.amount)],
            ['Refunds', each => paid(each.refunds)],
            ['Net', each => paid(each.net)],
            ['Tickets', each => count(each.tickets)],
            ['Cancelled', each => count(each.ticketsCancelled)],
        ],
    };
}

/**
 * The days right before a range, as many as it has. What the event's whole timeline does not list
 * had no movement.
 */
export function daysBefore(days, all) {
    if (days.length === 0) {
        return null;
    }
    const listed = new Map(all.map(each => [each.date, each]));
    return days.map((_, at) => {
        const date = plusDays(days[0].date, at - days.length);
        return listed.get(date)
            ?? { date, amount: '0', net: '0', tickets: '0' };
    });
}

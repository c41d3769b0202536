// Revenue and bookings by local day: what of them is drawn, and what the table beside it lists.

import { count, money, roughly } from '../format.js';

export const MEASURES = [['revenue', 'Revenue'], ['bookings', 'Bookings']];

const COUNTS = [
    ['bookings', 'Bookings'], ['pending', 'Pending'], ['cancelled', 'Cancelled'],
    ['no_show', 'No-show'], ['unmapped', 'Other'], ['total', 'All'],
];

/**
 * The days of both series, each with the figures that are there.
 * @param {object[]|null} revenue null: not shown to this caller
 * @param {object[]} bookings
 */
export function joined(revenue, bookings) {
    const paid = new Map((revenue ?? []).map(each => [each.date, each]));
    const booked = new Map(bookings.map(each => [each.date, each]));
    return [...new Set([...paid.keys(), ...booked.keys()])].sort()
        .map(date => ({ date, ...paid.get(date), ...booked.get(date) }));
}

/**
 * What a series shows of the days.
 * @param {string|null} currency of what is drawn
 * @param {string[]} currencies of the whole selection; none: revenue is not shown to this caller
 */
export function byDay(measure, currency, currencies) {
    const booked = field => each => each[field] ?? '0';
    const columns = [
        ...currencies.map(code => [
            currencies.length === 1 ? 'Revenue' : `Revenue ${code}`,
            each => money(revenueOf(each, code), code)]),
        ...COUNTS.map(([field, heading]) => [heading, each => count(booked(field)(each))]),
    ];
    return measure === 'bookings' ? {
        name: 'Bookings', meaning: 'confirmed or completed', of: booked('bookings'), text: count,
        axis: value => roughly(value, null), columns,
    } : {
        name: 'Revenue', meaning: 'successful transactions',
        of: each => revenueOf(each, currency), text: value => money(value, currency),
        axis: value => roughly(value, currency), columns,
    };
}

/** A day's revenue in a currency. The series of bookings may have more days. */
function revenueOf(each, currency) {
    return each.revenue ?? each.by_currency?.[currency] ?? '0';
}

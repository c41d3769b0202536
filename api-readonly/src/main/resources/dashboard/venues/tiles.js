// The ten figures of a selection, each a small card: name, figure, what it means, and its share as
// a bar where it is one of a whole.

import { bar, card } from '../card.js';
import { el, fill } from '../dom.js';
import { count, money, percent, some } from '../format.js';

const NOT_ALLOWED = 'not shown: it needs the permission metrics:finance';

/**
 * @typedef {object} Tile
 * @property {string[]} figures one, or one per currency; none: there is no such figure
 * @property {string} says what it means; without a figure why there is none
 * @property {number} [share] of a whole
 */

/** Name and content of each, in the order in which they stand. */
const TILES = {
    total: ['Total revenue', figures => paid(figures, of => of.total_revenue,
        () => 'every successful transaction')],
    booking: ['Booking revenue', figures => paid(figures, of => of.booking_revenue,
        () => 'paid for bookings')],
    coaching: ['Coaching revenue', figures => paid(figures, of => of.coaching_revenue,
        () => 'paid for coaching')],
    refunds: ['Refunds and disputes', figures => paid(figures, of => of.refunds_disputes.amount,
        () => some(figures.refunds_disputes.count, 'transaction'))],
    bookings: ['Bookings', figures => ({
        figures: [count(figures.bookings)], says: 'confirmed or completed',
    })],
    members: ['Active members', figures => ({
        figures: [count(figures.active_members)],
        says: `${count(figures.inactive_members)} inactive`,
        share: shareOf(figures.active_members,
            Number(figures.active_members) + Number(figures.inactive_members)),
    })],
    repeat: ['Repeat bookings', figures => ratio(figures.repeat_booking_pct,
        'of members who booked, more than once', 'no member has booked')],
    utilization: ['Slot utilisation', figures => ratio(figures.slots_utilization_pct,
        `of bookings confirmed or completed${capacity(figures.capacity_utilization_pct)}`,
        'no bookings')],
    coupons: ['Coupons redeemed', figures => ({
        figures: [count(figures.coupon_redemption)], says: 'in these bookings',
        share: shareOf(figures.coupon_redemption, Number(figures.bookings)),
    })],
    trial: ['Trial conversion', figures => ratio(figures.trial_conversion_rate_pct,
        'of trial users converted', 'no trial users')],
};

/** The cards; draw() fills them. */
export class Tiles {

    #bodies = Object.fromEntries(
        Object.keys(TILES).map(id => [id, el('div', { class: 'card-body', id: `tile-${id}` })]));

    constructor() {
        this.root = el('div', { class: 'tiles' }, ...Object.entries(TILES).map(([id, [name]]) =>
            card(`tile-${id}`, name, null, this.#bodies[id])));
    }

    /** @param {object} figures what /metrics/general answers */
    draw(figures) {
        for (const [id, [, tile]] of Object.entries(TILES)) {
            fill(this.#bodies[id], ...content(tile(figures)));
        }
    }
}

/** @param {Tile} tile */
function content({ figures, says, share }) {
    const longest = Math.max(0, ...figures.map(text => text.length));
    const size = figures.length > 1 || longest > 13 ? 'several' : longest > 11 ? 'small long' : 'small';
    const shown = figures.length === 0
        ? [el('p', { class: 'figure small none' }, el('span', { 'aria-hidden': 'true', text: '–' }),
            el('span', { class: 'unseen', text: 'No figure' }))]
        : figures.map(text => el('p', { class: `figure ${size}`, text }));
    return [el('div', {}, ...shown), el('p', { class: 'muted', text: says }),
        share === undefined ? null : bar(share)];
}

/** Amounts per currency of a selection; none for callers who may not see money. */
export function moneyOf(figures) {
    if (figures.by_currency !== null) {
        return Object.entries(figures.by_currency)
            .map(([currency, amounts]) => ({ currency, ...amounts }));
    }
    return figures.total_revenue === null ? [] : [figures];
}

function paid(figures, of, says) {
    const amounts = moneyOf(figures);
    return {
        figures: amounts.map(each => money(of(each), each.currency)),
        says: amounts.length === 0 ? NOT_ALLOWED : says(),
    };
}

function ratio(value, says, without) {
    return value === null ? { figures: [], says: without }
        : { figures: [percent(value)], says, share: Number(value) / 100 };
}

function shareOf(part, whole) {
    return whole === 0 ? undefined : Number(part) / whole;
}

function capacity(value) {
    return value === null ? '' : `; ${percent(value)} of bookable slots taken`;
}

// The cards above and beside the timeline, each made anew from an overview.

import { bar, pair } from '../card.js';
import { el, fill, svg } from '../dom.js';
import { change, count, decimal, instant, money, percent } from '../format.js';

/** Sales with their change against a past. */
export function sales(body, total, compare) {
    const { currency } = total;
    const past = compare === 'last_event' ? 'the last event' : 'the 30 days before';
    const pairs = el('dl', { class: 'pairs' },
        pair('Refunded', money(total.refunded, currency)),
        pair('Net', money(total.net, currency)));
    fill(body,
        el('p', { class: 'figure', id: 'sales-current', text: money(total.current, currency) }),
        el('p', { class: 'beside' }, trend(total.trend),
            el('span', {
                class: 'muted', id: 'sales-previous',
                text: total.previous === null ? 'No earlier event to compare with'
                    : `against ${money(total.previous, currency)} of ${past}`,
            })),
        pairs);
}

function trend(value) {
    if (value === null) {
        return null;
    }
    const falls = value.startsWith('-');
    const still = /^-?[0.]+$/.test(value);
    const direction = still ? 'still' : falls ? 'down' : 'up';
    const arrow = { still: '→', down: '↓', up: '↑' }[direction];
    return el('span', { class: `trend ${direction}`, id: 'sales-trend' },
        el('span', { 'aria-hidden': 'true', text: `${arrow} ` }),
        document.createTextNode(still ? percent(value.replace('-', '')) : change(value)));
}

/** Tickets sold against capacity, as a ring. */
export function tickets(body, sold) {
    const limited = sold.total !== null;
    const left = limited ? Number(sold.total) - Number(sold.sold) : 0;
    fill(body, el('div', { class: 'ring-row' },
        ring(sold.percentage),
        el('div', {},
            el('p', { class: 'figure', id: 'tickets-sold', text: count(sold.sold) }),
            el('p', {
                class: 'muted', id: 'tickets-total',
                text: limited ? `of ${count(sold.total)} tickets` : 'tickets, unlimited capacity',
            }),
            limited ? el('p', { class: 'muted', text: leftOver(left) }) : null)));
}

function leftOver(left) {
    if (left === 0) {
        return 'Sold out';
    }
    return left > 0 ? `${count(String(left))} left` : `${count(String(-left))} above capacity`;
}

/** The share as an arc; more than all is a full ring with its true figure inside. */
function ring(share) {
    const radius = 42;
    const around = 2 * Math.PI * radius;
    const part = share === null ? 0 : Math.max(0, Math.min(1, Number(share) / 100));
    return svg('svg', { class: 'ring', viewBox: '0 0 100 100', 'aria-hidden': share === null,
        role: 'img', 'aria-label': share === null ? null : `${percent(share)} of capacity sold` },
    svg('circle', { class: 'ring-track', cx: 50, cy: 50, r: radius }),
    part === 0 ? null : svg('circle', {
        class: 'ring-part', cx: 50, cy: 50, r: radius, transform: 'rotate(-90 50 50)',
        'stroke-dasharray': `${part * around} ${around}`,
    }),
    svg('text', { x: 50, y: 50, class: 'ring-text', id: 'tickets-percentage',
        text: share === null ? '∞' : percent(share) }));
}

const PACE = { quiet: 'Quiet', steady: 'Steady', peak: 'Peak' };

/** How fast sales run now. */
export function velocity(body, now, timezone) {
    const levels = Object.keys(PACE);
    const reached = levels.indexOf(now.status);
    fill(body,
        el('p', { class: 'beside' },
            el('span', { class: 'figure', id: 'velocity-current', text: count(now.current) }),
            el('span', { class: `pace pace-${now.status}` },
                el('span', { class: 'levels', 'aria-hidden': 'true' },
                    ...levels.map((_, at) => el('i', { class: at <= reached ? 'on' : null }))),
                el('span', { id: 'velocity-status', text: PACE[now.status] ?? now.status }))),
        el('p', { class: 'muted', text: `tickets sold in the last ${count(now.windowMinutes)} minutes` }),
        el('dl', { class: 'pairs' },
            pair('Per minute', decimal(now.perMinute)),
            pair('As of', instant(now.asOf, timezone, false))));
}

const BUCKETS = {
    male: 'Male', female: 'Female', other: 'Other', unmapped: 'Other answer',
    suppressed: 'Small groups',
};

/** Who buys: one table per question, whose last column shows the share as a bar as well. */
export function demographics(body, who) {
    fill(body,
        question('Gender', who.gender, who.coverage.gender),
        question('Age', who.age, who.coverage.age));
}

function question(title, shares, coverage) {
    const entries = Object.entries(shares);
    const answered = `about ${count(coverage.answered)} of ${count(coverage.eligible)} tickets`;
    const id = `question-${title.toLowerCase()}`;
    if (entries.length === 0) {
        return el('section', { class: 'question' },
            el('h3', { text: title }),
            el('p', { class: 'empty', text: Number(coverage.answered) === 0
                ? 'No answers yet' : 'Too few orders to show without telling who they are' }));
    }
    const most = Math.max(...entries.map(([, share]) => Number(share)));
    return el('section', { class: 'question' },
        el('div', { class: 'question-head' },
            el('h3', { id, text: title }), el('span', { class: 'muted', text: answered })),
        el('table', { class: 'shares', 'aria-labelledby': id },
        el('thead', { class: 'unseen' }, el('tr', {},
            el('th', { scope: 'col', text: title }), el('th', { scope: 'col', text: 'Share' }))),
        el('tbody', {}, ...entries.map(([bucket, share]) => el('tr', {},
            el('th', { scope: 'row', text: BUCKETS[bucket] ?? bucket.replace('-', '–') }),
            el('td', {}, bar(Number(share) / most),
                el('span', { class: 'share', text: percent(share) })))))));
}

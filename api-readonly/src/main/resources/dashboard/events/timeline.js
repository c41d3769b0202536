// Sales by local day: the chart, its key, and the same days as a table.

import { DayChart } from '../daychart.js';
import { sum } from '../decimal.js';
import { el, fill } from '../dom.js';
import { count, day, money, roughly } from '../format.js';

const MEASURES = { amount: 'Sales', net: 'Net', tickets: 'Tickets' };

const MEANING = {
    amount: 'gross of orders paid', net: 'gross less refunds',
    tickets: 'tickets of orders paid, later cancelled ones included',
};

export const MEASURE_OPTIONS = Object.entries(MEASURES);

/**
 * @typedef {object} Shown
 * @property {object[]} days of the range, as the API lists them
 * @property {object[]|null} before as many days right before them; null: not compared
 * @property {string} measure
 * @property {string} currency
 * @property {Set<string>} provisional days that may still change
 * @property {Set<string>} missing days that were not computed yet
 */
export class Timeline {

    #chart;

    constructor() {
        this.total = el('p', { class: 'figure small', id: 'timeline-total' });
        this.of = el('p', { class: 'muted', id: 'timeline-of' });
        this.canvas = el('canvas', { role: 'img', 'aria-label': '' });
        this.key = el('ul', { class: 'key' });
        this.empty = el('p', { class: 'empty', text: 'No sale, refund or cancellation yet', hidden: true });
        this.table = el('table', { class: 'days' });
        this.plot = el('div', { class: 'plot' }, this.canvas);
        this.details = el('details', {},
            el('summary', { text: 'The same days as a table' }),
            el('div', { class: 'scroll', tabindex: '0', role: 'region',
                'aria-label': 'Sales by day' }, this.table));
        this.#chart = new DayChart(this.canvas);
    }

    /** @param {Shown} shown */
    draw(shown) {
        const { days, measure, currency } = shown;
        const text = value => (measure === 'tickets' ? count(value) : money(value, currency));
        const known = days.filter(each => !shown.missing.has(each.date));
        const total = known.length === 0 ? '0' : sum(known.map(each => each[measure]));
        fill(this.total, document.createTextNode(text(total)));
        fill(this.of, document.createTextNode(`${MEANING[measure]}, ${span(days)}`));
        this.empty.hidden = days.length > 0;
        this.plot.hidden = days.length === 0;
        this.details.hidden = days.length === 0;
        this.#drawKey(shown);
        this.#drawTable(shown, text);
        if (days.length === 0) {
            return;
        }
        this.canvas.setAttribute('aria-label', `${MEASURES[measure]} by day, ${span(days)}: `
            + `${text(total)} in all. The table below has every day.`);
        this.#chart.draw(
            days.map((each, at) => ({
                date: each.date,
                value: shown.missing.has(each.date) ? null : Number(each[measure]),
                before: shown.before === null ? null : Number(shown.before[at][measure]),
                provisional: shown.provisional.has(each.date),
            })),
            {
                axis: value => roughly(value, measure === 'tickets' ? null : currency),
                day,
                tip: at => tip(shown, at, text),
            });
    }

    redraw() {
        this.#chart.redraw();
    }

    #drawKey({ days, before, provisional, missing }) {
        const has = set => days.some(each => set.has(each.date));
        const entry = (swatch, label) => el('li', {},
            el('span', { class: `swatch ${swatch}`, 'aria-hidden': 'true' }),
            document.createTextNode(label));
        fill(this.key,
            has(provisional) ? entry('hatched', 'Provisional: may still change') : null,
            has(missing) ? entry('gap', 'Gap: not computed yet') : null,
            before === null ? null : entry('dashed', `The ${days.length} days before`));
    }

    #drawTable({ days, before, measure, currency, provisional, missing }, text) {
        const header = title => el('th', { scope: 'col', text: title });
        fill(this.table,
            el('caption', { class: 'unseen', text: `Sales by day, ${span(days)}` }),
            el('thead', {}, el('tr', {}, header('Day'), header('Sales'), header('Refunds'),
                header('Net'), header('Tickets'), header('Cancelled'),
                before === null ? null : header(`${MEASURES[measure]} before`))),
            el('tbody', {}, ...days.map((each, at) => {
                const gone = missing.has(each.date);
                const cell = value => el('td', { text: gone ? '–' : value });
                const mark = gone ? 'missing' : provisional.has(each.date) ? 'provisional' : null;
                return el('tr', { class: mark, 'data-day': each.date },
                    el('th', { scope: 'row' },
                        document.createTextNode(day(each.date, 'long')),
                        mark === null ? null : el('span', { class: 'mark', text: mark })),
                    cell(money(each.amount, currency)),
                    cell(money(each.refunds, currency)),
                    cell(money(each.net, currency)),
                    cell(count(each.tickets)),
                    cell(count(each.ticketsCancelled)),
                    before === null ? null : el('td', { text: text(before[at][measure]) }));
            })));
    }
}

function span(days) {
    if (days.length === 0) {
        return 'no days';
    }
    const [first, last] = [days[0].date, days.at(-1).date];
    const number = days.length === 1 ? '1 day' : `${count(String(days.length))} days`;
    return `${day(first, 'plain')} – ${day(last, 'plain')}, ${number}`;
}

function tip({ days, before, measure, provisional, missing }, at, text) {
    const each = days[at];
    if (missing.has(each.date)) {
        return [day(each.date, 'long'), 'Not computed yet'];
    }
    return [
        day(each.date, 'long') + (provisional.has(each.date) ? ' (provisional)' : ''),
        `${MEASURES[measure]}: ${text(each[measure])}`,
        ...(before === null ? []
            : [`${day(before[at].date, 'plain')}: ${text(before[at][measure])}`]),
    ];
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
    const first = Date.parse(`${days[0].date}T00:00:00Z`);
    return days.map((_, at) => {
        // whole days of UTC, which has no hour to lose: only the calendar is meant
        const date = new Date(first - (days.length - at) * 86_400_000).toISOString().slice(0, 10);
        return listed.get(date)
            ?? { date, amount: '0', net: '0', tickets: '0' };
    });
}

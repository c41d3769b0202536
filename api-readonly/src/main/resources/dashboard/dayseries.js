// Figures by local day: their sum, the chart, its key, and the same days as a table.

import { headings, keyEntry, tableBelow } from './card.js';
import { DayChart } from './daychart.js';
import { sum } from './decimal.js';
import { el, fill } from './dom.js';
import { day, some } from './format.js';

/**
 * @typedef {object} Shown
 * @property {Array<{date: string}>} days
 * @property {object[]|null} before as many days right before them; null: not compared
 * @property {string} name of what is drawn
 * @property {string} meaning of it
 * @property {(each: object) => string} of its figure on a day
 * @property {(value: string) => string} text how a figure of it is written
 * @property {(value: number) => string} axis the same on the axis
 * @property {Array<[string, (each: object) => string]>} columns headings and cells of the table
 * @property {Set<string>} provisional days that may still change
 * @property {Set<string>} missing days that were not computed yet
 * @property {string|null} ahead the first day that lies ahead; null: none does
 */
export class DaySeries {

    #chart;
    #label;

    /**
     * @param {string} id what the ids of its parts begin with
     * @param {string} label of the table
     * @param {string} nothing what is said when there is no day
     */
    constructor(id, label, nothing) {
        this.#label = label;
        this.total = el('p', { class: 'figure small', id: `${id}-total` });
        this.of = el('p', { class: 'muted', id: `${id}-of` });
        this.canvas = el('canvas', { role: 'img', 'aria-label': '' });
        this.key = el('ul', { class: 'key' });
        this.empty = el('p', { class: 'empty', text: nothing, hidden: true });
        this.table = el('table', { class: 'days' });
        this.plot = el('div', { class: 'plot' }, this.canvas);
        this.details = tableBelow('The same days as a table', label, this.table);
        this.#chart = new DayChart(this.canvas);
    }

    /** All of it, in the order in which it stands in a card. */
    get parts() {
        return [el('div', { class: 'sum' }, this.total, this.of), this.plot, this.empty, this.key,
            this.details];
    }

    /** @param {Shown} shown */
    draw(shown) {
        const { days, name, of, text } = shown;
        const known = days.filter(each => !shown.missing.has(each.date));
        const total = text(known.length === 0 ? '0' : sum(known.map(of)));
        fill(this.total, document.createTextNode(total));
        fill(this.of, document.createTextNode(`${shown.meaning}, ${span(days)}`));
        this.empty.hidden = days.length > 0;
        this.plot.hidden = days.length === 0;
        this.details.hidden = days.length === 0;
        this.#drawKey(shown);
        this.#drawTable(shown);
        if (days.length === 0) {
            return;
        }
        this.canvas.setAttribute('aria-label',
            `${name} by day, ${span(days)}: ${total} in all. The table below has every day.`);
        this.#chart.draw(days.map((each, at) => bar(shown, each, at)),
            { axis: shown.axis, day, tip: at => tip(shown, at) });
    }

    redraw() {
        this.#chart.redraw();
    }

    #drawKey({ days, before, provisional, missing, ahead }) {
        const has = set => days.some(each => set.has(each.date));
        const marks = new Set(days.map(each => markOf({ provisional, missing, ahead }, each.date)));
        fill(this.key,
            marks.has('provisional') ? keyEntry('hatched', 'Provisional: may still change') : null,
            marks.has('ahead') ? keyEntry('ahead', 'Ahead: as known by now') : null,
            has(missing) ? keyEntry('gap', 'Gap: not computed yet') : null,
            before === null ? null : keyEntry('dashed', `The ${days.length} days before`));
    }

    #drawTable(shown) {
        const { days, before, columns, of, text, name, missing } = shown;
        fill(this.table,
            el('caption', { class: 'unseen', text: `${this.#label}, ${span(days)}` }),
            headings('Day', ...columns.map(([heading]) => heading),
                before === null ? null : `${name} before`),
            el('tbody', {}, ...days.map((each, at) => {
                const mark = markOf(shown, each.date);
                return el('tr', { class: mark, 'data-day': each.date },
                    el('th', { scope: 'row' },
                        document.createTextNode(day(each.date, 'long')),
                        mark === null ? null : el('span', { class: 'mark', text: mark })),
                    ...columns.map(([, cell]) =>
                        el('td', { text: missing.has(each.date) ? '–' : cell(each) })),
                    before === null ? null : el('td', { text: text(of(before[at])) }));
            })));
    }
}

/** What there is to say of a day: missing, ahead, provisional, or nothing. */
function markOf({ provisional, missing, ahead }, date) {
    if (missing.has(date)) {
        return 'missing';
    }
    if (ahead !== null && date >= ahead) {
        return 'ahead';
    }
    return provisional.has(date) ? 'provisional' : null;
}

function bar(shown, each, at) {
    const mark = markOf(shown, each.date);
    return {
        date: each.date,
        value: mark === 'missing' ? null : Number(shown.of(each)),
        before: shown.before === null ? null : Number(shown.of(shown.before[at])),
        mark,
    };
}

/** First and last day and how many they are. */
function span(days) {
    if (days.length === 0) {
        return 'no days';
    }
    const [first, last] = [days[0].date, days.at(-1).date];
    return `${day(first, 'plain')} – ${day(last, 'plain')}, ${some(String(days.length), 'day')}`;
}

function tip(shown, at) {
    const { days, before, of, text, name } = shown;
    const each = days[at];
    const mark = markOf(shown, each.date);
    if (mark === 'missing') {
        return [day(each.date, 'long'), 'Not computed yet'];
    }
    return [
        day(each.date, 'long') + (mark === null ? '' : ` (${mark})`),
        `${name}: ${text(of(each))}`,
        ...(before === null ? []
            : [`${day(before[at].date, 'plain')}: ${text(of(before[at]))}`]),
    ];
}

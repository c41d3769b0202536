// Counts by row and column, drawn as a field of shades. The table of the same counts below is what
// screen readers and keyboards get; the drawing is one image to them.

import { headings, tableBelow } from './card.js';
import { el, fill } from './dom.js';
import { count, some } from './format.js';

/** From the lightest shade to the darkest; nothing at all is level 0. */
const LEVELS = 6;

/**
 * @typedef {object} Field
 * @property {Array<{name: string, counts: number[]}>} rows a count for each column
 * @property {string[]} columns the heading of each
 * @property {(column: number) => string} place a column in a sentence
 * @property {string} one of what is counted
 */
export class HeatMap {

    #label;
    #field = null;

    /**
     * @param {string} label of what is counted by what
     * @param {string} first what the rows are
     * @param {string} nothing what is said when there is nothing
     */
    constructor(label, first, nothing) {
        this.#label = label;
        this.first = first;
        this.drawing = el('div', { class: 'heat', role: 'img', 'aria-label': label, on: {
            pointerover: over => this.#say(over.target.dataset),
            pointerleave: () => this.#say({}),
        } });
        this.said = el('p', { class: 'muted heat-said' });
        this.scale = el('p', { class: 'heat-scale', 'aria-hidden': 'true' },
            el('span', { text: 'none' }),
            ...Array.from({ length: LEVELS + 1 }, (_, level) => el('i', { class: `heat-${level}` })),
            el('span', { text: 'most' }));
        this.foot = el('div', { class: 'heat-foot' }, this.said, this.scale);
        this.empty = el('p', { class: 'empty', text: nothing, hidden: true });
        this.table = el('table', { class: 'days' });
        this.details = tableBelow('The same figures as a table', label, this.table);
    }

    /** All of it, in the order in which it stands in a card. */
    get parts() {
        return [this.drawing, this.foot, this.empty, this.details];
    }

    /** @param {Field} field */
    draw(field) {
        this.#field = field;
        const nothing = field.rows.length === 0;
        this.empty.hidden = !nothing;
        [this.drawing, this.foot, this.details].forEach(part => { part.hidden = nothing; });
        this.#drawField();
        this.#drawTable();
        this.#say({});
        this.drawing.setAttribute('aria-label',
            `${this.#label}. ${this.said.textContent}. The table below has every figure.`);
    }

    #drawField() {
        const { rows, columns } = this.#field;
        const most = Math.max(1, ...rows.flatMap(row => row.counts));
        // a style of an element may be set by a script, only not be written in markup
        this.drawing.style.setProperty('--columns', columns.length);
        this.drawing.style.setProperty('--rows', rows.length);
        fill(this.drawing,
            ...rows.flatMap((row, y) => [
                el('span', { class: 'heat-name', text: row.name }),
                ...row.counts.map((value, x) => el('i', {
                    class: `heat-${Math.ceil(value / most * LEVELS)}`, 'data-x': x, 'data-y': y,
                })),
            ]),
            el('span', {}),
            ...columns.map((column, x) => el('span', {
                class: x % 2 === 0 ? 'heat-column' : 'heat-column between', text: column,
            })));
    }

    #say({ x, y }) {
        const { rows, columns, place, one } = this.#field;
        if (rows.length === 0) {
            return;
        }
        const at = (row, column) =>
            `${row.name}, ${place(column)}: ${some(String(row.counts[column]), one)}`;
        if (x !== undefined) {
            fill(this.said, document.createTextNode(at(rows[y], Number(x))));
            return;
        }
        const cells = rows.flatMap(row => columns.map((_, column) => [row, column]));
        const [row, column] = cells.reduce(
            (best, cell) => (cell[0].counts[cell[1]] > best[0].counts[best[1]] ? cell : best));
        fill(this.said, document.createTextNode(`Most: ${at(row, column)}`));
    }

    #drawTable() {
        const { rows, columns } = this.#field;
        const number = value => el('td', { text: count(String(value)) });
        const line = (name, counts) => el('tr', {}, el('th', { scope: 'row', text: name }),
            ...counts.map(number), number(counts.reduce((sum, value) => sum + value, 0)));
        fill(this.table,
            el('caption', { class: 'unseen', text: this.#label }),
            headings(this.first, ...columns, 'All'),
            el('tbody', {}, ...rows.map(row => line(row.name, row.counts)),
                rows.length < 2 ? null : line('All',
                    columns.map((_, x) => rows.reduce((sum, row) => sum + row.counts[x], 0)))));
    }
}

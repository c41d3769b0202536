// What the cards of all marts are made of.

import { el, svg } from './dom.js';

/** A card with a heading, something beside the heading, and its content. */
export function card(name, heading, beside, ...content) {
    return el('section', { class: `card card-${name}`, 'aria-labelledby': `${name}-title` },
        el('div', { class: 'card-head' }, el('h2', { id: `${name}-title`, text: heading }), beside),
        ...content);
}

/** An entry of a list of pairs. */
export function pair(term, description) {
    return el('div', { class: 'pair' }, el('dt', { text: term }), el('dd', { text: description }));
}

/** A share of a whole as a bar, for the eye only: its figure stands beside it. */
export function bar(part) {
    return svg('svg', { class: 'share-bar', 'aria-hidden': 'true', preserveAspectRatio: 'none',
        viewBox: '0 0 100 8' },
    svg('rect', { class: 'share-fill', width: 100 * Math.max(0, Math.min(1, part)), height: 8 }));
}

/** A table behind a line to open it, in a region that scrolls by itself, by keyboard too. */
export function tableBelow(summary, label, table) {
    return el('details', {},
        el('summary', { text: summary }),
        el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, table));
}

/** A row of column headings. */
export function headings(...texts) {
    return el('thead', {}, el('tr', {},
        ...texts.map(text => (text === null ? null : el('th', { scope: 'col', text })))));
}

/** An entry of a chart's key. */
export function keyEntry(swatch, label) {
    return el('li', {}, el('span', { class: `swatch ${swatch}`, 'aria-hidden': 'true' }),
        document.createTextNode(label));
}

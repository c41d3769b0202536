// What narrows the selection, beside the venue: sport and days.

import { el, fill, switchOf } from '../dom.js';
import { keepingFocus } from '../panel.js';
import { nameOf } from './hours.js';
import { RANGES } from './range.js';

export class Filters {

    #go;

    /** @param {(settings: object) => void} go */
    constructor(go) {
        this.#go = go;
        this.sport = el('select', {
            class: 'field', 'aria-label': 'Sport',
            on: { change: () => go({ sport: this.sport.value }) },
        });
        this.from = this.#day('First day');
        this.to = this.#day('Last day');
        this.ranges = el('div', { class: 'ranges' });
        this.root = el('div', { class: 'filters' }, this.sport,
            el('div', { class: 'days-between' }, this.from,
                el('span', { 'aria-hidden': 'true', text: '–' }), this.to),
            this.ranges);
    }

    #day(label) {
        return el('input', {
            type: 'date', class: 'field', 'aria-label': label,
            on: { change: () => this.#changed() },
        });
    }

    /** A range that ends before it begins is told to whoever typed it, and never asked for. */
    #changed() {
        const [from, to] = [this.from.value, this.to.value];
        const turned = from !== '' && to !== '' && from > to;
        this.to.setCustomValidity(turned ? 'The last day is before the first' : '');
        if (this.to.reportValidity() && this.from.reportValidity()) {
            this.#go({ from, to, range: from === '' && to === '' ? 'all' : '30d' });
        }
    }

    /**
     * @param {{range: string, sport: string, from: string, to: string}} settings
     * @param {{from: string, to: string}} days that are shown
     * @param {Array<{id: string, name: string}>} sports
     */
    draw(settings, days, sports) {
        const listed = settings.sport === '' || sports.some(each => each.id === settings.sport)
            ? sports : [...sports, { id: settings.sport, name: null }];
        fill(this.sport, el('option', { value: '', text: 'All sports' }),
            ...listed.map(each => el('option', { value: each.id, text: nameOf(each) })));
        this.sport.value = settings.sport;
        this.from.value = days.from;
        this.to.value = days.to;
        this.to.setCustomValidity('');
        const chosen = settings.from === '' && settings.to === '' ? settings.range : '';
        keepingFocus(() => fill(this.ranges, switchOf('Range', 'days-range', RANGES, chosen,
            range => this.#go({ range, from: '', to: '' }))));
    }
}

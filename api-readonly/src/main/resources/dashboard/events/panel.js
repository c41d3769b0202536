// The tab of the mart events: one event's cards, timeline and demographics.

import { change as changeAddress, read as readAddress } from '../address.js';
import { Failure, curl, get } from '../api.js';
import { parseExactly } from '../decimal.js';
import { el, fill, switchOf } from '../dom.js';
import { instant } from '../format.js';
import * as cards from './cards.js';
import { Directory, firstToShow } from './directory.js';
import { Live } from './live.js';
import { Picker } from './picker.js';
import { MEASURE_OPTIONS, Timeline, daysBefore } from './timeline.js';

const COMPARE = [['last_event', 'Last event'], ['last_month', 'Last 30 days']];
const BEFORE = { '7d': '7 days before', '30d': '30 days before', all: 'Days before' };
const RANGES = [['7d', '7 days'], ['30d', '30 days'], ['all', 'All']];

export const mart = 'events';
export const title = 'Events';

/** The panel; `shell` tells the page of failures, freshness and copied commands. */
export class Panel {

    #shell;
    #loading = new AbortController();
    #live = null;
    #event = null;
    #overview = null;
    #shown = null;

    constructor(root, shell) {
        this.#shell = shell;
        this.root = root;
        this.timeline = new Timeline();
        this.picker = new Picker(
            item => { this.#event = item; this.#go({ event: item.id }); },
            status => changeAddress({ status }, false),
            error => shell.failed(error, () => this.show()));
        this.name = el('span', { class: 'event-name', text: ' ' });
        this.meta = el('p', { class: 'meta muted' });
        this.choose = el('button', {
            type: 'button', class: 'choose', 'aria-haspopup': 'dialog',
            on: { click: () => this.picker.open(readAddress().status, this.#event?.id ?? '') },
        }, this.name, el('span', { class: 'chevron', 'aria-hidden': 'true' }),
        el('span', { class: 'unseen', text: ', choose another event' }));
        this.bodies = Object.fromEntries(['sales', 'tickets', 'velocity', 'demographics']
            .map(name => [name, el('div', { class: 'card-body' })]));
        this.tools = el('div', { class: 'tools' });
        this.compare = el('div', {});
        this.liveState = el('span', { class: 'live', hidden: true });
        this.grid = el('div', { class: 'grid', 'aria-busy': 'true' },
            card('sales', 'Total sales', this.compare, this.bodies.sales),
            card('tickets', 'Tickets sold', null, this.bodies.tickets),
            card('velocity', 'Sales now', this.liveState, this.bodies.velocity),
            this.#timelineCard(),
            card('demographics', 'Who buys', null, this.bodies.demographics));
        this.copy = el('p', { class: 'copy muted' },
            document.createTextNode('Copy as curl:'),
            this.#copyButton('Overview', () => this.#overviewPath()),
            this.#copyButton('Timeline', () => this.#timelinePath()),
            this.#copyButton('Events', () => new Directory(readAddress().status).path));
        fill(root, el('div', { class: 'event-head' },
            el('h1', {}, this.choose), this.meta), this.grid, this.copy, this.picker.dialog);
    }

    #timelineCard() {
        const { timeline } = this;
        return el('section', { class: 'card card-timeline', 'aria-labelledby': 'timeline-title' },
            el('div', { class: 'card-head' },
                el('h2', { id: 'timeline-title', text: 'By day' }), this.tools),
            el('div', { class: 'timeline-sum' }, timeline.total, timeline.of),
            timeline.plot, timeline.empty, timeline.key, timeline.details);
    }

    #copyButton(text, path) {
        return el('button', {
            type: 'button', class: 'link', text, 'aria-label': `Copy ${text.toLowerCase()} as curl`,
            on: { click: () => this.#shell.copy(curl(path())) },
        });
    }

    #overviewPath() {
        const { event, compare } = readAddress();
        return `/api/v1/events/${event}/analytics/overview?compare=${compare}`;
    }

    #timelinePath(range = readAddress().range) {
        return `/api/v1/events/${readAddress().event}/analytics/timeline?range=${range}`;
    }

    #go(settings) {
        changeAddress(settings);
        this.show();
    }

    /** Shows what the address says; what was shown before stays until then, dimmed. */
    async show() {
        this.#loading.abort();
        const loading = this.#loading = new AbortController();
        this.grid.setAttribute('aria-busy', 'true');
        try {
            await this.#load(loading.signal);
            this.grid.removeAttribute('aria-busy');
        } catch (error) {
            if (!loading.signal.aborted) {
                this.grid.removeAttribute('aria-busy');
                this.#fail(error);
            }
        }
    }

    async #load(signal) {
        if (!await this.#chooseEvent()) {
            return;
        }
        const { event, range, previous, compare } = readAddress();
        this.#drawControls();
        const compared = previous === '1' && range !== 'all';
        const [overview, days, all, freshness] = await Promise.all([
            get(this.#overviewPath(), signal),
            get(this.#timelinePath(), signal),
            compared ? get(this.#timelinePath('all'), signal) : null,
            this.#shell.freshness(signal),
        ]);
        if (signal.aborted) {
            return;
        }
        if (this.#event?.id !== event) {
            this.#event = await new Directory('').find(event);
        }
        const known = freshness.data.marts.find(each => each.mart === mart);
        this.#overview = overview.data;
        this.#shown = {
            days: days.data, before: all === null ? null : daysBefore(days.data, all.data),
            currency: overview.data.totalSales.currency,
            provisional: new Set(known?.provisional_days), missing: new Set(known?.missing_days),
        };
        this.#drawHead();
        this.#draw(compare);
        this.#shell.edition(overview, known, this.#event.timezone);
        this.#listen(event);
    }

    /** Without an event in the address, or with a list that is empty, there is more to do. */
    async #chooseEvent() {
        if (readAddress().event !== '') {
            this.root.classList.remove('nothing');
            return true;
        }
        const directory = new Directory('');
        const page = await directory.more();
        const first = firstToShow(directory.items);
        if (first === null) {
            this.root.classList.add('nothing');
            this.#shell.nothing(page.stale === 'never-published');
            return false;
        }
        this.root.classList.remove('nothing');
        this.#event = first;
        changeAddress({ event: first.id }, false);
        return true;
    }

    #fail(error) {
        if (error instanceof Failure && error.status === 404) {
            this.root.classList.add('nothing');
            this.#live?.close();
            this.#live = null;
            this.#shell.unknown(
                `There is no event ${readAddress().event}, or it is not yours to see`,
                () => this.#go({ event: '' }));
            return;
        }
        if (this.#overview === null) {
            this.root.classList.add('nothing');
        }
        this.#shell.failed(error, () => this.show());
    }

    #drawHead() {
        const event = this.#event;
        fill(this.name, document.createTextNode(event.name));
        document.title = `${event.name} – Daybook`;
        fill(this.meta,
            el('span', { class: `status status-${event.status}`, text: event.status }),
            ...[event.startsAt === null ? 'No start set' : instant(event.startsAt, event.timezone),
                event.timezone, event.currency].map(text => el('span', { text })));
    }

    #drawControls() {
        const { compare, range, measure, previous } = readAddress();
        const held = document.activeElement?.id;
        fill(this.compare, switchOf('Compare with', 'compare', COMPARE, compare,
            value => this.#go({ compare: value })));
        const before = el('input', {
            type: 'checkbox', id: 'previous', on: {
                change: event => this.#go({ previous: event.target.checked ? '1' : '' }),
            },
        });
        before.checked = previous === '1' && range !== 'all';
        before.disabled = range === 'all';
        fill(this.tools,
            el('span', { class: 'check' }, before,
                el('label', { for: 'previous', text: BEFORE[range] })),
            switchOf('Measure', 'measure', MEASURE_OPTIONS, measure,
                value => { changeAddress({ measure: value }); this.#draw(compare); }),
            switchOf('Range', 'range', RANGES, range, value => this.#go({ range: value })));
        if (held) {
            document.getElementById(held)?.focus();
        }
    }

    #draw(compare) {
        const { totalSales, ticketsSold, demographics, salesVelocity } = this.#overview;
        cards.sales(this.bodies.sales, totalSales, compare);
        cards.tickets(this.bodies.tickets, ticketsSold);
        cards.velocity(this.bodies.velocity, salesVelocity, this.#event.timezone);
        cards.demographics(this.bodies.demographics, demographics);
        this.timeline.draw({ ...this.#shown, measure: readAddress().measure });
    }

    /** Colours have changed: only what is drawn on a canvas does not follow by itself. */
    repaint() {
        this.timeline.redraw();
    }

    #listen(event) {
        if (this.#live?.event === event) {
            return;
        }
        this.#live?.close();
        const live = new Live(
            event,
            (json, generation) => this.#received(json, generation),
            state => this.#drawLive(state));
        this.#live = { event, close: () => live.close() };
    }

    #received(json, generation) {
        cards.velocity(this.bodies.velocity, parseExactly(json), this.#event.timezone);
        if (generation !== this.#shell.generation) {
            this.show();
        }
    }

    #drawLive(state) {
        this.liveState.hidden = state === 'off';
        this.liveState.className = `live live-${state}`;
        fill(this.liveState,
            document.createTextNode(state === 'live' ? 'Live' : 'Connecting'));
    }
}

function card(name, heading, beside, body) {
    return el('section', { class: `card card-${name}`, 'aria-labelledby': `${name}-title` },
        el('div', { class: 'card-head' }, el('h2', { id: `${name}-title`, text: heading }), beside),
        body);
}

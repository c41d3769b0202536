// The tab of the mart events: one event's cards, timeline and demographics.

import { change as changeAddress, declare, read as readAddress } from '../address.js';
import { get } from '../api.js';
import { card } from '../card.js';
import { DaySeries } from '../dayseries.js';
import { parseExactly } from '../decimal.js';
import { el, fill, switchOf } from '../dom.js';
import { count, instant } from '../format.js';
import { Panel, keepingFocus } from '../panel.js';
import { Picker } from '../picker.js';
import * as cards from './cards.js';
import { Directory, firstToShow } from './directory.js';
import { Live } from './live.js';
import { MEASURE_OPTIONS, daysBefore, salesByDay } from './timeline.js';

const COMPARE = [['last_event', 'Last event'], ['last_month', 'Last 30 days']];
const BEFORE = { '7d': '7 days before', '30d': '30 days before', all: 'Days before' };
const RANGES = [['7d', '7 days'], ['30d', '30 days'], ['all', 'All']];
const STATUSES = [
    ['', 'All'], ['live', 'Live'], ['ended', 'Ended'], ['draft', 'Draft'],
    ['cancelled', 'Cancelled'],
];

const first = options => options.map(([value]) => value);

export const mart = 'events';
export const title = 'Events';

declare(mart, {
    event: { usual: '', fits: /^[1-9]\d{0,18}$|^$/ },
    compare: { usual: 'last_event', fits: first(COMPARE) },
    range: { usual: '30d', fits: first(RANGES) },
    measure: { usual: 'amount', fits: first(MEASURE_OPTIONS) },
    previous: { usual: '', fits: ['', '1'] },
    status: { usual: '', fits: first(STATUSES) },
});

export class EventsPanel extends Panel {

    #live = null;
    #event = null;
    #overview = null;
    #shown = null;

    constructor(root, shell) {
        super(root, shell);
        this.timeline = new DaySeries(
            'timeline', 'Sales by day', 'No sale, refund or cancellation yet');
        this.status = el('select', {
            'aria-label': 'Status of the events listed', on: { change: () => this.#narrow() },
        }, ...STATUSES.map(([value, text]) => el('option', { value, text })));
        this.picker = new Picker({
            one: 'event', beside: this.status, draw: option,
            choose: item => { this.#event = item; this.go({ event: item.id }); },
            failed: error => shell.failed(error, () => this.show()),
        });
        this.bodies = Object.fromEntries(['sales', 'tickets', 'velocity', 'demographics']
            .map(name => [name, el('div', { class: 'card-body' })]));
        this.tools = el('div', { class: 'tools' });
        this.compare = el('div', {});
        this.liveState = el('span', { class: 'live', hidden: true });
        this.compose('event', () => this.#pick(), [
            card('sales', 'Total sales', this.compare, this.bodies.sales),
            card('tickets', 'Tickets sold', null, this.bodies.tickets),
            card('velocity', 'Sales now', this.liveState, this.bodies.velocity),
            card('timeline', 'By day', this.tools, ...this.timeline.parts),
            card('demographics', 'Who buys', null, this.bodies.demographics),
        ], [
            ['Overview', () => this.#overviewPath()],
            ['Timeline', () => this.#timelinePath()],
            ['Events', () => new Directory(readAddress().status).path],
        ], this.picker.dialog);
    }

    #pick() {
        const { status } = readAddress();
        this.status.value = status;
        this.picker.open(new Directory(status), this.#event?.id ?? '');
    }

    #narrow() {
        changeAddress({ status: this.status.value }, false);
        this.picker.change(new Directory(this.status.value));
    }

    #overviewPath() {
        const { event, compare } = readAddress();
        return `/api/v1/events/${event}/analytics/overview?compare=${compare}`;
    }

    #timelinePath(range = readAddress().range) {
        return `/api/v1/events/${readAddress().event}/analytics/timeline?range=${range}`;
    }

    async load(signal) {
        if (!await this.#chooseEvent()) {
            return;
        }
        const { event, range, previous } = readAddress();
        this.#drawControls();
        const compared = previous === '1' && range !== 'all';
        const [overview, days, all, freshness] = await Promise.all([
            get(this.#overviewPath(), signal),
            get(this.#timelinePath(), signal),
            compared ? get(this.#timelinePath('all'), signal) : null,
            this.shell.freshness(signal),
        ]);
        if (signal.aborted) {
            return;
        }
        if (this.#event?.id !== event) {
            this.#event = await new Directory('').find(event);
        }
        const known = freshness.of(mart);
        this.#overview = overview.data;
        this.#shown = {
            days: days.data, before: all === null ? null : daysBefore(days.data, all.data),
            provisional: new Set(known?.provisional_days), missing: new Set(known?.missing_days),
            ahead: null,
        };
        this.#drawHead();
        this.#draw();
        this.setEdition(overview, known, this.#event.timezone);
        this.#listen(event);
    }

    /** Without an event in the address, or with a list that is empty, there is more to do. */
    async #chooseEvent() {
        if (readAddress().event !== '') {
            this.setEmpty(false);
            return true;
        }
        const directory = new Directory('');
        const page = await directory.more();
        const begin = firstToShow(directory.items);
        this.setEmpty(begin === null);
        if (begin === null) {
            this.shell.nothing(page.stale === 'never-published', mart, 'events');
            return false;
        }
        this.#event = begin;
        changeAddress({ event: begin.id }, false);
        return true;
    }

    leave() {
        super.leave();
        this.#stopListening();
    }

    missing() {
        this.#stopListening();
        this.shell.say(`There is no event ${readAddress().event}, or it is not yours to see`,
            'The address may be mistyped, or the event was deleted.',
            ['Show another event', () => this.go({ event: '' })]);
    }

    #drawHead() {
        const event = this.#event;
        this.setName(event.name);
        fill(this.meta,
            el('span', { class: `status status-${event.status}`, text: event.status }),
            ...[event.startsAt === null ? 'No start set' : instant(event.startsAt, event.timezone),
                event.timezone, event.currency].map(text => el('span', { text })));
    }

    #drawControls() {
        const { compare, range, measure, previous } = readAddress();
        const before = el('input', {
            type: 'checkbox', id: 'previous', on: {
                change: event => this.go({ previous: event.target.checked ? '1' : '' }),
            },
        });
        before.checked = previous === '1' && range !== 'all';
        before.disabled = range === 'all';
        keepingFocus(() => {
            fill(this.compare, switchOf('Compare with', 'compare', COMPARE, compare,
                value => this.go({ compare: value })));
            fill(this.tools,
                el('span', { class: 'check' }, before,
                    el('label', { for: 'previous', text: BEFORE[range] })),
                switchOf('Measure', 'measure', MEASURE_OPTIONS, measure,
                    value => { changeAddress({ measure: value }); this.#draw(); }),
                switchOf('Range', 'range', RANGES, range, value => this.go({ range: value })));
        });
    }

    #draw() {
        const { compare, measure } = readAddress();
        const { totalSales, ticketsSold, demographics, salesVelocity } = this.#overview;
        cards.sales(this.bodies.sales, totalSales, compare);
        cards.tickets(this.bodies.tickets, ticketsSold);
        cards.velocity(this.bodies.velocity, salesVelocity, this.#event.timezone);
        cards.demographics(this.bodies.demographics, demographics);
        this.timeline.draw({ ...this.#shown, ...salesByDay(measure, totalSales.currency) });
    }

    repaint() {
        this.timeline.redraw();
    }

    #listen(event) {
        if (this.#live?.event === event) {
            return;
        }
        this.#stopListening();
        const live = new Live(
            event,
            (json, generation) => this.#received(json, generation),
            state => this.#drawLive(state));
        this.#live = { event, close: () => live.close() };
    }

    #stopListening() {
        this.#live?.close();
        this.#live = null;
    }

    #received(json, generation) {
        cards.velocity(this.bodies.velocity, parseExactly(json), this.#event.timezone);
        if (generation !== this.generation) {
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

/** An event in the list of the picker. */
function option(item) {
    const start = item.startsAt === null ? 'no start set' : instant(item.startsAt, item.timezone);
    return [
        el('span', { class: 'option-name', text: item.name }),
        el('span', { class: `status status-${item.status}`, text: item.status }),
        el('span', { class: 'option-start muted', text: start }),
        el('span', { class: 'option-sold muted', text: `${count(item.ticketsSold)} sold` }),
    ];
}

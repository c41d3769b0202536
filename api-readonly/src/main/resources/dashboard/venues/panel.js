// The tab of the mart venues: a selection of venue, sport and days; its figures, days and hours.

import { change as changeAddress, declare, read as readAddress } from '../address.js';
import { Failure, get } from '../api.js';
import { isDay, plusDays } from '../calendar.js';
import { card } from '../card.js';
import { DaySeries } from '../dayseries.js';
import { el, fill, switchOf } from '../dom.js';
import { dayOf, some } from '../format.js';
import { HeatMap } from '../heatmap.js';
import { Panel, keepingFocus } from '../panel.js';
import { Picker } from '../picker.js';
import { MEASURES, byDay, joined } from './byday.js';
import { Filters } from './filters.js';
import { bookingsByHour } from './hours.js';
import { RANGES, daysOf } from './range.js';
import { Tiles, moneyOf } from './tiles.js';

const ID = /^[1-9]\d{0,18}$|^$/;
const ALL = { id: '', name: 'All venues' };

export const mart = 'venues';
export const title = 'Venues';

declare(mart, {
    venue: { usual: '', fits: ID },
    sport: { usual: '', fits: ID },
    range: { usual: '30d', fits: RANGES.map(([value]) => value) },
    from: { usual: '', fits: { test: value => value === '' || isDay(value) } },
    to: { usual: '', fits: { test: value => value === '' || isDay(value) } },
    measure: { usual: 'revenue', fits: MEASURES.map(([value]) => value) },
    currency: { usual: '', fits: /^[A-Z]{3}$|^$/ },
});

export class VenuesPanel extends Panel {

    #venues = [];
    #sports = [];
    #today = '';
    #shown = null;

    constructor(root, shell) {
        super(root, shell);
        this.picker = new Picker({
            one: 'venue', beside: null, draw: option,
            choose: item => this.go({ venue: item.id }),
            failed: error => shell.failed(error, () => this.show()),
        });
        this.filters = new Filters(settings => this.go(settings));
        this.tiles = new Tiles();
        this.days = new DaySeries('days', 'Revenue and bookings by day', 'No day in this range');
        this.hours = new HeatMap('Bookings by sport and hour', 'Sport', 'No bookings in this range');
        this.tools = el('div', { class: 'tools' });
        this.notes = el('ul', { class: 'notes muted', 'aria-label': 'Notes' });
        this.compose('venue', () => this.#pick(), [
            this.tiles.root,
            card('days', 'By day', this.tools, ...this.days.parts),
            card('hours', 'By sport and hour', null, ...this.hours.parts),
        ], [
            ['Figures', () => this.#path('general')],
            ['Revenue', () => this.#path('revenue_timeseries')],
            ['Bookings', () => this.#path('bookings_timeseries')],
            ['Hours', () => this.#path('peak_hours')],
            ['Venues', () => '/venues'],
            ['Sports', () => '/sports'],
        ], this.picker.dialog);
        this.head.append(this.filters.root);
        this.grid.after(this.notes);
    }

    #pick() {
        const items = [ALL, ...this.#venues];
        this.picker.open({ items, complete: true, more: async () => {} }, readAddress().venue);
    }

    #path(metric) {
        const { venue, sport, ...settings } = readAddress();
        const { from, to } = daysOf(settings, this.#today);
        const query = new URLSearchParams(Object.entries({
            start_date: from, end_date: to, venue_id: venue, sport_id: sport,
        }).filter(([, value]) => value !== '')).toString();
        return `/metrics/${metric}${query === '' ? '' : `?${query}`}`;
    }

    async load(signal) {
        const [freshness, venues, sports] = await Promise.all([
            this.shell.freshness(signal), get('/venues', signal), get('/sports', signal),
        ]);
        this.#venues = venues.data;
        this.#sports = sports.data;
        this.setEmpty(venues.data.length === 0);
        if (venues.data.length === 0) {
            this.shell.nothing(venues.stale === 'never-published', mart, 'venues');
            return;
        }
        if (this.#selected().length === 0) {
            this.setEmpty(true);
            this.missing();
            return;
        }
        this.#today = dayOf(venues.asOf, this.#zone());
        const { from, to } = daysOf(readAddress(), this.#today);
        this.#drawHead();
        this.#drawFilters(from, to);
        const [general, bookings, peaks] = await Promise.all(
            ['general', 'bookings_timeseries', 'peak_hours']
                .map(metric => get(this.#path(metric), signal)));
        // whoever may not see money is told so by the figures, and need not be refused
        const revenue = moneyOf(general.data).length === 0 ? null
            : await get(this.#path('revenue_timeseries'), signal);
        if (signal.aborted) {
            return;
        }
        const answers = [general, bookings, peaks, revenue].filter(each => each !== null);
        if (new Set(answers.map(each => each.generation)).size > 1) {
            // what is kept of two publications stays two while the store is away
            if (answers.some(each => each.stale === 'store-unreachable')) {
                throw new Failure(503, {
                    detail: 'The store does not answer, and what is kept is of two publications',
                }, null);
            }
            // a publication came between them: figures of two would not add up
            await this.load(signal);
            return;
        }
        const known = freshness.of(mart);
        this.#shown = {
            general: general.data, peaks: peaks.data,
            days: joined(revenue?.data ?? null, bookings.data),
            currencies: moneyOf(general.data).map(each => each.currency),
            provisional: new Set(known?.provisional_days), missing: new Set(known?.missing_days),
        };
        const { days } = this.#shown;
        this.#drawFilters(from || (days[0]?.date ?? ''), to || (days.at(-1)?.date ?? ''));
        this.#draw();
        this.setEdition(general, known, this.#zone());
    }

    missing() {
        this.shell.say(`There is no venue ${readAddress().venue}, or it is not yours to see`,
            'The address may be mistyped, or the venue was deleted.',
            ['Show all venues', () => this.go({ venue: '' })]);
    }

    /** The venues that are shown. */
    #selected() {
        const { venue } = readAddress();
        return this.#venues.filter(each => venue === '' || each.id === venue);
    }

    /** The one zone of what is shown; of several none. */
    #zone() {
        const zones = distinct(this.#selected(), 'timezone');
        return zones.length === 1 ? zones[0] : 'UTC';
    }

    #drawHead() {
        const { venue } = readAddress();
        const selected = this.#selected();
        const zones = distinct(selected, 'timezone');
        this.setName(venue === '' ? ALL.name : selected[0]?.name ?? venue);
        fill(this.meta,
            ...(venue === '' ? [el('span', { text: some(String(selected.length), 'venue') })] : []),
            el('span', { text: zones.length === 1 ? zones[0] : `${zones.length} time zones` }),
            el('span', { text: distinct(selected, 'currency').join(', ') }));
    }

    /** Without days of their own the fields show those of the figures. */
    #drawFilters(from, to) {
        this.filters.draw(readAddress(), { from, to }, this.#sports);
    }

    #drawTools(measure, currency) {
        const { currencies } = this.#shown;
        const redraw = settings => { changeAddress(settings); this.#draw(); };
        keepingFocus(() => fill(this.tools,
            measure === 'bookings' || currencies.length < 2 ? null
                : switchOf('Currency', 'days-currency', currencies.map(each => [each, each]),
                    currency, value => redraw({ currency: value })),
            currencies.length === 0 ? null
                : switchOf('Measure', 'days-measure', MEASURES, measure,
                    value => redraw({ measure: value }))));
    }

    #draw() {
        const { general, peaks, days, currencies, provisional, missing } = this.#shown;
        const wanted = readAddress();
        const currency = currencies.includes(wanted.currency) ? wanted.currency : currencies[0];
        const measure = currencies.length === 0 ? 'bookings' : wanted.measure;
        this.#drawTools(measure, currency);
        this.tiles.draw(general);
        this.days.draw({
            days, before: null, provisional, missing, ahead: plusDays(this.#today, 1),
            ...byDay(measure, currency, currencies),
        });
        this.hours.draw(bookingsByHour(peaks.sports));
        fill(this.notes, ...general.notes.map(text => el('li', { text })));
    }

    repaint() {
        this.days.redraw();
    }
}

function distinct(items, field) {
    return [...new Set(items.map(each => each[field]))].sort();
}

/** A venue in the list of the picker. */
function option(item) {
    return [
        el('span', { class: 'option-name', text: item.name }),
        el('span', { class: 'option-sold muted', text: item.currency ?? '' }),
        el('span', { class: 'option-start muted', text: item.timezone ?? '' }),
    ];
}

// The event picker: a list in a dialog with a search field, worked by arrow keys, Enter and Escape.

import { el, fill } from '../dom.js';
import { count, instant } from '../format.js';
import { Directory } from './directory.js';

/** As many are drawn at once; a search narrows them, a button reads on. */
const SHOWN = 100;

const STATUSES = [
    ['', 'All'], ['live', 'Live'], ['ended', 'Ended'], ['draft', 'Draft'],
    ['cancelled', 'Cancelled'],
];

export class Picker {

    #choose;
    #narrow;
    #failed;
    #directory = new Directory('');
    #found = [];
    #active = 0;
    #chosen = '';

    /**
     * @param {(item: object) => void} choose
     * @param {(status: string) => void} narrow told when another status is asked for
     * @param {(error: Error) => void} failed
     */
    constructor(choose, narrow, failed) {
        this.#choose = choose;
        this.#narrow = narrow;
        this.#failed = failed;
        this.list = el('ul', { role: 'listbox', id: 'event-options', 'aria-label': 'Events' });
        this.search = el('input', {
            type: 'search', id: 'event-search', role: 'combobox', autocomplete: 'off',
            spellcheck: 'false', placeholder: 'Search by name or id', 'aria-label': 'Search events',
            'aria-controls': 'event-options', 'aria-expanded': 'true', 'aria-autocomplete': 'list',
            on: { input: () => this.#searched(), keydown: key => this.#pressed(key) },
        });
        this.status = el('select', {
            'aria-label': 'Status of the events listed',
            on: { change: () => this.#narrowed() },
        }, ...STATUSES.map(([value, text]) => el('option', { value, text })));
        this.said = el('p', { class: 'muted said', role: 'status' });
        this.further = el('button', {
            type: 'button', class: 'quiet', text: 'Read more events', hidden: true,
            on: { click: () => this.#readOn() },
        });
        this.dialog = el('dialog', { class: 'palette', 'aria-label': 'Choose an event' },
            el('div', { class: 'palette-head' }, this.search, this.status),
            this.list,
            el('div', { class: 'palette-foot' }, this.said, this.further));
        this.dialog.addEventListener('click', click => {
            if (click.target === this.dialog) {
                this.dialog.close();
            }
        });
    }

    /** Opens with the list narrowed to a status; the chosen event is marked. */
    async open(status, chosen) {
        this.#directory = new Directory(status);
        this.#chosen = chosen;
        this.status.value = status;
        this.search.value = '';
        this.#draw();
        this.dialog.showModal();
        await this.#readOn();
    }

    async #readOn() {
        try {
            await this.#directory.more();
        } catch (error) {
            this.dialog.close();
            this.#failed(error);
            return;
        }
        await this.#searched();
    }

    /** A search reads on by itself until it has found something or there is no more. */
    async #searched() {
        this.#active = 0;
        this.#draw();
        if (this.search.value.trim() !== '' && this.#found.length === 0
            && !this.#directory.complete && this.dialog.open) {
            await this.#readOn();
        }
    }

    async #narrowed() {
        this.#narrow(this.status.value);
        this.#directory = new Directory(this.status.value);
        await this.#readOn();
    }

    #draw() {
        const words = this.search.value.trim().toLocaleLowerCase();
        this.#found = this.#directory.items.filter(
            item => item.id === words || item.name.toLocaleLowerCase().includes(words));
        fill(this.list, ...this.#found.slice(0, SHOWN).map((item, at) => this.#option(item, at)));
        this.#mark();
        fill(this.said, document.createTextNode(this.#summary()));
        this.further.hidden = this.#directory.complete || this.#directory.items.length === 0;
    }

    #summary() {
        const read = this.#directory.items.length;
        if (read === 0) {
            return this.#directory.complete ? 'There is no such event' : 'Reading the events';
        }
        if (this.#found.length === 0) {
            return `No event of this name among ${count(String(read))}`;
        }
        const of = this.#directory.complete ? 'all' : 'the first';
        return this.#found.length === read
            ? `${count(String(read))} events${this.#directory.complete ? '' : ' so far'}`
            : `${count(String(this.#found.length))} of ${of} ${count(String(read))}`;
    }

    #option(item, at) {
        const start = item.startsAt === null ? 'no start set' : instant(item.startsAt, item.timezone);
        return el('li', {
            role: 'option', id: `event-option-${at}`, class: 'option',
            'aria-selected': String(item.id === this.#chosen),
            on: { click: () => this.#take(item), mousemove: () => this.#activate(at) },
        },
        el('span', { class: 'option-name', text: item.name }),
        el('span', { class: `status status-${item.status}`, text: item.status }),
        el('span', { class: 'option-start muted', text: start }),
        el('span', { class: 'option-sold muted', text: `${count(item.ticketsSold)} sold` }));
    }

    #activate(at) {
        if (at !== this.#active) {
            this.#active = at;
            this.#mark();
        }
    }

    #mark() {
        [...this.list.children].forEach((option, at) =>
            option.classList.toggle('active', at === this.#active));
        const active = this.list.children[this.#active];
        if (active) {
            this.search.setAttribute('aria-activedescendant', active.id);
            active.scrollIntoView({ block: 'nearest' });
        } else {
            this.search.removeAttribute('aria-activedescendant');
        }
    }

    #pressed(key) {
        const last = this.list.children.length - 1;
        const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
        if (key.key in steps) {
            key.preventDefault();
            this.#active = Math.max(0, Math.min(last, this.#active + steps[key.key]));
            this.#mark();
        } else if (key.key === 'Enter' && this.#found[this.#active]) {
            key.preventDefault();
            this.#take(this.#found[this.#active]);
        }
    }

    #take(item) {
        this.dialog.close();
        this.#choose(item);
    }
}

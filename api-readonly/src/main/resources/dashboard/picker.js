// A list to choose from, in a dialog with a search field, worked by arrow keys, Enter and Escape.

import { el, fill } from './dom.js';
import { count, some } from './format.js';

/** As many are drawn at once; a search narrows them, a button reads on. */
const SHOWN = 100;

/**
 * Where a picker's items come from, as far as they have been read.
 * @typedef {object} Source
 * @property {Array<{id: string, name: string}>} items
 * @property {boolean} complete whether that is all there is
 * @property {() => Promise<any>} more reads on
 */
export class Picker {

    #of;
    #source = null;
    #found = [];
    #active = 0;
    #chosen = '';

    /**
     * @param {object} of
     * @param {string} of.one what is chosen, such as event; ids begin with it
     * @param {HTMLElement|null} of.beside stands beside the search field
     * @param {(item: object) => Node[]} of.draw an item in the list
     * @param {(item: object) => void} of.choose
     * @param {(error: Error) => void} of.failed
     */
    constructor(of) {
        this.#of = of;
        const { one } = of;
        this.list = el('ul', { role: 'listbox', id: `${one}-options`, 'aria-label': `Every ${one}` });
        this.search = el('input', {
            type: 'search', id: `${one}-search`, role: 'combobox', autocomplete: 'off',
            spellcheck: 'false', placeholder: 'Search by name or id',
            'aria-label': `Search ${one}s`, 'aria-controls': `${one}-options`,
            'aria-expanded': 'true', 'aria-autocomplete': 'list',
            on: { input: () => this.#searched(), keydown: key => this.#pressed(key) },
        });
        this.said = el('p', { class: 'muted said', role: 'status' });
        this.further = el('button', {
            type: 'button', class: 'quiet', text: `Read more ${one}s`, hidden: true,
            on: { click: () => this.#readOn() },
        });
        this.dialog = el('dialog', { class: 'palette', 'aria-label': `Choose the ${one}` },
            el('div', { class: 'palette-head' },
                ...[this.search, of.beside].filter(part => part !== null)),
            this.list,
            el('div', { class: 'palette-foot' }, this.said, this.further));
        this.dialog.addEventListener('click', click => {
            if (click.target === this.dialog) {
                this.dialog.close();
            }
        });
    }

    /**
     * Opens with this list; the chosen item is marked.
     * @param {Source} source
     */
    async open(source, chosen) {
        this.#source = source;
        this.#chosen = chosen;
        this.search.value = '';
        this.#draw();
        this.dialog.showModal();
        await this.#readOn();
    }

    /** Lists this instead, for the same search. */
    async change(source) {
        this.#source = source;
        await this.#readOn();
    }

    async #readOn() {
        try {
            await this.#source.more();
        } catch (error) {
            this.dialog.close();
            this.#of.failed(error);
            return;
        }
        await this.#searched();
    }

    /** A search reads on by itself until it has found something or there is no more. */
    async #searched() {
        this.#active = 0;
        this.#draw();
        if (this.search.value.trim() !== '' && this.#found.length === 0
            && !this.#source.complete && this.dialog.open) {
            await this.#readOn();
        }
    }

    #draw() {
        const words = this.search.value.trim().toLocaleLowerCase();
        this.#found = this.#source.items.filter(
            item => item.id === words || item.name.toLocaleLowerCase().includes(words));
        fill(this.list, ...this.#found.slice(0, SHOWN).map((item, at) => this.#option(item, at)));
        this.#mark();
        fill(this.said, document.createTextNode(this.#summary()));
        this.further.hidden = this.#source.complete || this.#source.items.length === 0;
    }

    #summary() {
        const { one } = this.#of;
        const { items, complete } = this.#source;
        // an item for all of them is none of them
        const number = of => String(of.filter(item => item.id !== '').length);
        if (items.length === 0) {
            return complete ? `There is no such ${one}` : `Reading the ${one}s`;
        }
        if (this.#found.length === 0) {
            return `No ${one} of this name among ${count(number(items))}`;
        }
        return this.#found.length === items.length
            ? `${some(number(items), one)}${complete ? '' : ' so far'}`
            : `${count(number(this.#found))} of ${complete ? 'all' : 'the first'} `
                + count(number(items));
    }

    #option(item, at) {
        return el('li', {
            role: 'option', id: `${this.#of.one}-option-${at}`, class: 'option',
            'aria-selected': String(item.id === this.#chosen),
            on: { click: () => this.#take(item), mousemove: () => this.#activate(at) },
        }, ...this.#of.draw(item));
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
        this.#of.choose(item);
    }
}

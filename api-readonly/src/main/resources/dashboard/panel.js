// What the tabs of all marts do alike: show what the address says, keep what was shown before
// dimmed until then, and say what went wrong.

import { change as changeAddress } from './address.js';
import { curl } from './api.js';
import { el, fill } from './dom.js';

const NOT_INSTALLED = 'urn:daybook:problem:mart-not-installed';

/**
 * A mart's tab. Its class has `load(signal)`, which reads and draws, `missing(error)` for an answer
 * of 404, and `repaint()` for what is drawn on a canvas and does not follow the colours by itself.
 */
export class Panel {

    #loading = new AbortController();

    /** The publication that is shown. */
    generation = null;

    /** @param {object} shell tells the page of failures, freshness and copied commands */
    constructor(root, shell) {
        this.root = root;
        this.shell = shell;
        this.grid = el('div', { class: 'grid', 'aria-busy': 'true' });
        this.name = el('span', { class: 'chosen', text: ' ' });
        this.meta = el('p', { class: 'meta muted' });
    }

    /**
     * Puts the tab together.
     * @param {string} one what its picker chooses
     * @param {() => void} choose opens the picker
     * @param {Array<[string, () => string]>} requests name and path of each that can be copied
     */
    compose(one, choose, cards, requests, ...others) {
        this.choose = el('button', {
            type: 'button', class: 'choose', 'aria-haspopup': 'dialog', on: { click: choose },
        }, this.name, el('span', { class: 'chevron', 'aria-hidden': 'true' }),
        el('span', { class: 'unseen', text: `, choose another ${one}` }));
        this.head = el('div', { class: 'head' },
            el('div', { class: 'head-name' }, el('h1', {}, this.choose), this.meta));
        fill(this.grid, ...cards);
        fill(this.root, this.head, this.grid,
            el('p', { class: 'copy muted' }, document.createTextNode('Copy as curl:'),
                ...requests.map(([text, path]) => this.#copyButton(text, path))),
            ...others);
    }

    #copyButton(text, path) {
        return el('button', {
            type: 'button', class: 'link', text, 'aria-label': `Copy ${text.toLowerCase()} as curl`,
            on: { click: () => this.shell.copy(curl(path())) },
        });
    }

    /** Changes the address and shows what it says then. */
    go(settings) {
        changeAddress(settings);
        this.show();
    }

    /** Shows what the address says; what was shown before stays until then, dimmed. */
    async show() {
        this.#loading.abort();
        const loading = this.#loading = new AbortController();
        this.grid.setAttribute('aria-busy', 'true');
        try {
            await this.load(loading.signal);
            this.grid.removeAttribute('aria-busy');
        } catch (error) {
            if (!loading.signal.aborted) {
                this.grid.removeAttribute('aria-busy');
                this.#fail(error);
            }
        }
    }

    /** Another tab is shown: what is being read for this one must not be told any more. */
    leave() {
        this.#loading.abort();
    }

    /** Whether there is anything to show; without it the tab is empty but for what is said. */
    setEmpty(empty) {
        this.root.classList.toggle('nothing', empty);
    }

    /** The name that is shown, also as the page's title. */
    setName(name) {
        fill(this.name, document.createTextNode(name));
        document.title = `${name} – Daybook`;
    }

    /** Says which publication is shown, on the clocks of a zone. */
    setEdition(answer, known, timezone) {
        this.generation = answer.generation;
        this.shell.edition(answer, known, timezone);
    }

    #fail(error) {
        if (error.status === 404) {
            this.setEmpty(true);
            if (error.problem.type === NOT_INSTALLED) {
                this.shell.notInstalled(error.message);
            } else {
                this.missing(error);
            }
            return;
        }
        if (this.generation === null) {
            this.setEmpty(true);
        }
        this.shell.failed(error, () => this.show());
    }
}

/** Does something that makes controls anew, and leaves the focus on the one that had it. */
export function keepingFocus(draw) {
    const held = document.activeElement?.id;
    draw();
    if (held) {
        document.getElementById(held)?.focus();
    }
}

// The tenant's events, page by page, each page read once for a generation.

import { get } from '../api.js';

const PAGE = 100;

/** The list as far as it has been read. */
export class Directory {

    #status;
    #items = [];
    #next = null;
    #begun = false;
    #reading = null;

    /** @param {string} status only events of this one; empty: all */
    constructor(status) {
        this.#status = status;
    }

    get items() {
        return this.#items;
    }

    get complete() {
        return this.#begun && this.#next === null;
    }

    /** The path of the first page. */
    get path() {
        const status = this.#status === '' ? '' : `status=${this.#status}&`;
        return `/api/v1/events?${status}limit=${PAGE}`;
    }

    /**
     * Reads the next page, or waits for the one that is being read.
     * @returns {Promise<{stale: string|null}>}
     */
    async more() {
        this.#reading ??= this.#read().finally(() => { this.#reading = null; });
        return this.#reading;
    }

    async #read() {
        const cursor = this.#next === null ? '' : `&cursor=${encodeURIComponent(this.#next)}`;
        const page = await get(this.path + cursor);
        this.#begun = true;
        this.#items = this.#items.concat(page.data.items);
        this.#next = page.data.next;
        return page;
    }

    /** The event of this id; null when the whole list has no such. */
    async find(id) {
        for (;;) {
            const found = this.#items.find(item => item.id === id);
            if (found || this.complete) {
                return found ?? null;
            }
            await this.more();
        }
    }
}

/**
 * The event to begin with: of those on sale that have sold, the one that starts next; else the
 * first one there is.
 */
export function firstToShow(items) {
    const selling = items.filter(item => item.status === 'live' && Number(item.ticketsSold) > 0);
    return selling.at(-1) ?? items[0] ?? null;
}

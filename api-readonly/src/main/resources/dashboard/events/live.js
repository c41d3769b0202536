// The live card's stream, read with fetch, since an EventSource cannot send a token.

import { request } from '../api.js';

/** A heartbeat comes every 15 s; without three of them the connection is as good as dead. */
const SILENCE = 50_000;
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

/**
 * Reads an event's velocity until it is closed, and connects anew when the connection breaks.
 */
export class Live {

    #path;
    #received;
    #changed;
    #abort = new AbortController();
    #last = null;
    #pause = FIRST_PAUSE;

    /**
     * @param {(json: string, generation: string) => void} received
     * @param {(state: 'live'|'waiting'|'off') => void} changed off: this server has no stream
     */
    constructor(event, received, changed) {
        this.#path = `/api/v1/events/${event}/analytics/live`;
        this.#received = received;
        this.#changed = changed;
        this.#run();
    }

    close() {
        this.#abort.abort();
    }

    async #run() {
        while (!this.#abort.signal.aborted) {
            let pause = this.#pause;
            try {
                await this.#read();
            } catch (error) {
                if (this.#abort.signal.aborted) {
                    return;
                }
                if ([400, 401, 403, 404, 406].includes(error.status)) {
                    this.#changed('off');
                    return;
                }
                pause = Math.max(pause, (error.retryAfter ?? 0) * 1000);
            }
            if (this.#abort.signal.aborted) {
                return;
            }
            this.#changed('waiting');
            // not all at once, after a server has come back
            await new Promise(done => setTimeout(done, pause * (1 + Math.random() / 2)));
            this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
        }
    }

    async #read() {
        const connection = new AbortController();
        const stop = () => connection.abort();
        this.#abort.signal.addEventListener('abort', stop);
        let silence = setTimeout(stop, SILENCE);
        try {
            const headers = { Accept: 'text/event-stream' };
            if (this.#last !== null) {
                headers['Last-Event-ID'] = this.#last;
            }
            const response = await request(this.#path, headers, connection.signal);
            this.#changed('live');
            this.#pause = FIRST_PAUSE;
            const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
            let kept = '';
            for (;;) {
                const { value, done } = await reader.read();
                if (done) {
                    return;
                }
                clearTimeout(silence);
                silence = setTimeout(stop, SILENCE);
                const parts = (kept + value).split('\n\n');
                kept = parts.pop();
                parts.forEach(part => this.#take(part));
            }
        } finally {
            clearTimeout(silence);
            this.#abort.signal.removeEventListener('abort', stop);
        }
    }

    /** One event of the stream; a comment, such as the heartbeat, has no data. */
    #take(part) {
        const of = field => part.split('\n').filter(line => line.startsWith(`${field}:`))
            .map(line => line.slice(field.length + 1).replace(/^ /, '')).join('\n');
        const data = of('data');
        if (data !== '') {
            this.#last = of('id');
            this.#received(data, this.#last);
        }
    }
}

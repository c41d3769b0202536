// The one place that asks the API. A token, where one is needed, lives in this module's memory and
// leaves it only as a header of a request to our own origin.

import { parseExactly } from './decimal.js';

let token = null;

export function useToken(value) {
    token = value;
}

export function hasToken() {
    return token !== null;
}

/** What the API answered when it did not answer. */
export class Failure extends Error {
    /**
     * @param {number} status 0 when there was no answer at all
     * @param {number|null} retryAfter seconds
     */
    constructor(status, problem, retryAfter) {
        super(problem.detail);
        this.status = status;
        this.problem = problem;
        this.retryAfter = retryAfter;
    }
}

/**
 * @param {AbortSignal} [signal]
 * @returns {Promise<{data: any, generation: string|null, asOf: string|null, stale: string|null}>}
 *     numbers in data are text, digit for digit
 */
export async function get(path, signal) {
    const response = await request(path, { Accept: 'application/json' }, signal);
    return {
        data: parseExactly(await response.text()),
        generation: response.headers.get('Daybook-Generation'),
        asOf: response.headers.get('Daybook-As-Of'),
        stale: response.headers.get('Daybook-Stale'),
    };
}

/** An answer whose body is yet to be read; fails for any status but 200. */
export async function request(path, headers, signal) {
    let response;
    try {
        response = await fetch(path, {
            headers: token === null ? headers : { ...headers, Authorization: `Bearer ${token}` },
            credentials: 'omit', redirect: 'error', signal,
        });
    } catch (error) {
        if (error.name === 'AbortError') {
            throw error;
        }
        throw new Failure(0, { detail: 'Daybook does not answer at the moment' }, null);
    }
    if (!response.ok) {
        const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
        throw new Failure(
            response.status, await problemOf(response), Number.isNaN(seconds) ? null : seconds);
    }
    return response;
}

async function problemOf(response) {
    try {
        return await response.json();
    } catch {
        return { detail: `The server answered with status ${response.status}` };
    }
}

/** The same request for a shell. The token itself is never written down. */
export function curl(path) {
    const header = token === null ? '' : " -H \"Authorization: Bearer $DAYBOOK_TOKEN\"";
    return `curl -s${header} '${location.origin}${path}'`;
}

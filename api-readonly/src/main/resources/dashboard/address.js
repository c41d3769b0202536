// What is shown lives in the page's address, so that it can be kept, shared and gone back to. It
// holds the settings of one mart, and names the mart unless it is the usual one.

const USUAL_MART = 'events';

/** Per mart the settings that its address may hold. */
const MARTS = new Map();

/**
 * What the address of a mart may hold.
 * @param {string} mart
 * @param {Object<string, {usual: string, fits: RegExp|string[]}>} settings
 */
export function declare(mart, settings) {
    MARTS.set(mart, settings);
}

/** Whether the address says which mart it is of. */
export function namesMart() {
    return new URLSearchParams(location.search).has('mart');
}

/** The address as settings; what it says wrongly is as if unsaid. */
export function read() {
    const query = new URLSearchParams(location.search);
    const named = query.get('mart');
    const mart = MARTS.has(named) ? named : USUAL_MART;
    const settings = Object.entries(MARTS.get(mart)).map(([name, { usual, fits }]) => {
        const value = query.get(name) ?? usual;
        const good = Array.isArray(fits) ? fits.includes(value) : fits.test(value);
        return [name, good ? value : usual];
    });
    return { mart, ...Object.fromEntries(settings) };
}

/**
 * Changes some settings. Another mart begins with its usual ones.
 * @param {boolean} [keep] whether the page before can be gone back to
 */
export function change(settings, keep = true) {
    const before = read();
    const now = { ...before, ...settings };
    const query = new URLSearchParams();
    if (now.mart !== USUAL_MART) {
        query.set('mart', now.mart);
    }
    const kept = now.mart === before.mart ? now : settings;
    for (const [name, { usual }] of Object.entries(MARTS.get(now.mart))) {
        if ((kept[name] ?? usual) !== usual) {
            query.set(name, kept[name]);
        }
    }
    const text = query.toString();
    const address = location.pathname + (text === '' ? '' : `?${text}`);
    history[keep ? 'pushState' : 'replaceState'](null, '', address);
}

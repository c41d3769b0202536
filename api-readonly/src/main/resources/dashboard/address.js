// What is shown lives in the page's address, so that it can be kept, shared and gone back to.

const DEFAULTS = {
    mart: 'events', event: '', compare: 'last_event', range: '30d', measure: 'amount',
    previous: '', status: '',
};

const ALLOWED = {
    compare: ['last_event', 'last_month'],
    range: ['7d', '30d', 'all'],
    measure: ['amount', 'net', 'tickets'],
    previous: ['', '1'],
    status: ['', 'draft', 'live', 'ended', 'cancelled'],
};

/** The address as settings; what it says wrongly is as if unsaid. */
export function read() {
    const query = new URLSearchParams(location.search);
    return Object.fromEntries(Object.entries(DEFAULTS).map(([name, usual]) => {
        const value = query.get(name) ?? usual;
        const fits = name === 'event' ? /^[1-9]\d{0,18}$|^$/.test(value)
            : (ALLOWED[name]?.includes(value) ?? true);
        return [name, fits ? value : usual];
    }));
}

/**
 * Changes some settings.
 * @param {boolean} [keep] whether the page before can be gone back to
 */
export function change(settings, keep = true) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...read(), ...settings })) {
        if (value !== DEFAULTS[name]) {
            query.set(name, value);
        }
    }
    const text = query.toString();
    const address = location.pathname + (text === '' ? '' : `?${text}`);
    history[keep ? 'pushState' : 'replaceState'](null, '', address);
}

// How figures look. Numbers arrive as the text that the JSON holds, and no digit of it is lost:
// Intl.NumberFormat takes decimal text as it is.

import { decimals } from './decimal.js';

const LOCALE = navigator.languages;

/** Money with its currency and exactly the decimals that it came with. */
export function money(text, currency) {
    const digits = decimals(text);
    return new Intl.NumberFormat(LOCALE, {
        style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits,
    }).format(text);
}

/** A rough amount for an axis, such as 12K. */
export function roughly(value, currency) {
    return new Intl.NumberFormat(LOCALE, {
        notation: 'compact', maximumFractionDigits: 1,
        ...(currency ? { style: 'currency', currency, minimumFractionDigits: 0 } : {}),
    }).format(value);
}

export function count(text) {
    return new Intl.NumberFormat(LOCALE).format(text);
}

/** So many of something, such as 2 bookings. */
export function some(text, one) {
    return `${count(text)} ${one}${text === '1' ? '' : 's'}`;
}

/** A decimal as it came, such as 0.67. */
export function decimal(text) {
    const digits = decimals(text);
    return new Intl.NumberFormat(LOCALE, {
        minimumFractionDigits: digits, maximumFractionDigits: digits,
    }).format(text);
}

export function percent(text) {
    return `${decimal(text)} %`;
}

/** The change with its sign. */
export function change(text) {
    return text.startsWith('-') ? `−${percent(text.slice(1))}` : `+${percent(text)}`;
}

const DAY = {
    short: { day: 'numeric', month: 'short' },
    plain: { day: 'numeric', month: 'short', year: 'numeric' },
    long: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
};

/**
 * A local day of an event or a venue. It names a day of the calendar and no instant, so it is read and
 * written in one and the same zone, whatever zone the browser is in.
 */
export function day(iso, form = 'short') {
    return new Intl.DateTimeFormat(LOCALE, { ...DAY[form], timeZone: 'UTC' })
        .format(new Date(`${iso}T00:00:00Z`));
}

/** An instant on the clocks of a zone, with the zone's name. */
export function instant(iso, timeZone, withDay = true) {
    return new Intl.DateTimeFormat(LOCALE, {
        ...(withDay ? { day: 'numeric', month: 'short', year: 'numeric' } : {}),
        hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone: known(timeZone),
    }).format(new Date(iso));
}

/** The day of the calendar that an instant falls on in a zone, as ISO text. */
export function dayOf(iso, timeZone) {
    const parts = new Intl.DateTimeFormat('en', {
        year: 'numeric', month: '2-digit', day: '2-digit', timeZone: known(timeZone),
    }).formatToParts(new Date(iso));
    const of = type => parts.find(part => part.type === type).value;
    return `${of('year')}-${of('month')}-${of('day')}`;
}

/** The store may know a zone that this browser does not. */
function known(timeZone) {
    try {
        new Intl.DateTimeFormat('en', { timeZone });
        return timeZone;
    } catch {
        return 'UTC';
    }
}

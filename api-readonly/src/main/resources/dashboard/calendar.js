// Days of the calendar, as ISO text. Whole days are reckoned in UTC, which has no hour to lose.

const DAY = 86_400_000;

/** So many days later; earlier, when negative. */
export function plusDays(iso, days) {
    return new Date(Date.parse(`${iso}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Whether this names a day that exists. */
export function isDay(text) {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

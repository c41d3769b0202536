// Successful bookings by sport and hour, as the field of a heat map.

const twoDigits = hour => String(hour).padStart(2, '0');

/**
 * @param {Array<{name: string|null, bookings: string[]}>} sports what /metrics/peak_hours answers
 * @returns {import('../heatmap.js').Field} the busiest sport first, from the first hour with a
 *     booking to the last
 */
export function bookingsByHour(sports) {
    const all = row => row.counts.reduce((sum, value) => sum + value, 0);
    const rows = sports
        .map(sport => ({ name: nameOf(sport), counts: sport.bookings.map(Number) }))
        .sort((one, other) => all(other) - all(one));
    const busy = Array.from({ length: 24 }, (_, hour) => hour)
        .filter(hour => rows.some(row => row.counts[hour] > 0));
    const [first, last] = [busy[0], busy.at(-1)];
    return {
        rows: rows.map(row => ({ ...row, counts: row.counts.slice(first, last + 1) })),
        columns: Array.from({ length: rows.length === 0 ? 0 : last - first + 1 },
            (_, at) => twoDigits(first + at)),
        place: column => `${twoDigits(first + column)}:00–${twoDigits(first + column + 1)}:00`,
        one: 'booking',
    };
}

/** Bookings may be of no sport, and a sport may have lost its name. */
export function nameOf({ id, name }) {
    if (id === null) {
        return 'No sport';
    }
    return name ?? `Sport ${id}`;
}

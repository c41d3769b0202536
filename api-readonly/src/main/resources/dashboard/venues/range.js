// The ranges of days that can be chosen. Those that move are reckoned from as-of's day, so that a
// page on a wall goes on with the figures.

import { plusDays } from '../calendar.js';

/** How far "ahead" looks. */
const AHEAD = 14;

const BACK = { '7d': 7, '30d': 30, '90d': 90, '365d': 365 };

export const RANGES = [
    ['7d', '7 days'], ['30d', '30 days'], ['90d', '90 days'], ['365d', '1 year'], ['all', 'All'],
    ['ahead', 'Ahead'],
];

/**
 * First and last day of what the address says.
 * @param {string} today as-of's day where the venue is
 * @returns {{from: string, to: string}} empty: open at that end
 */
export function daysOf({ range, from, to }, today) {
    if (from !== '' || to !== '') {
        return { from, to };
    }
    if (range === 'all') {
        return { from: '', to: '' };
    }
    return range === 'ahead' ? { from: plusDays(today, 1), to: plusDays(today, AHEAD) }
        : { from: plusDays(today, 1 - BACK[range]), to: today };
}

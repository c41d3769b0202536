// The page around the marts: tabs, freshness, colours, token and everything that went wrong.

import { change as changeAddress, namesMart, read as readAddress } from './address.js';
import { get, useToken } from './api.js';
import { el, fill } from './dom.js';
import { day, instant } from './format.js';
import { keepingFocus } from './panel.js';
import * as events from './events/panel.js';
import * as venues from './venues/panel.js';

/** A mart's tab is shown when the caller's tenant has something in it. */
const MARTS = [
    { mart: events.mart, title: events.title, Panel: events.EventsPanel },
    { mart: venues.mart, title: venues.title, Panel: venues.VenuesPanel },
];

/** Between two looks whether there is a newer publication. */
const LOOK_EVERY = 60_000;

const at = id => document.getElementById(id);
const roots = new Map();
const panels = new Map();
let withData = [];

const STALE = {
    'never-published': 'Nothing has been published yet',
    'older-than-limit': 'Older than expected: the last run is overdue',
    'missing-days': 'Some days are not computed yet',
    'store-unreachable': 'The store does not answer: these figures were kept from before',
};

const shell = {
    /** How fresh each mart is; `of(mart)` is undefined before its first publication. */
    async freshness(signal) {
        const answer = await get('/api/v1/freshness', signal);
        return { of: mart => answer.data.marts.find(each => each.mart === mart) };
    },

    /** Says which publication is shown and how far it may be trusted. */
    edition(answer, known, timezone) {
        hush();
        const complete = known?.complete_through;
        fill(at('edition'),
            answer.stale === null ? null
                : el('span', { class: 'stale', text: STALE[answer.stale] ?? answer.stale }),
            el('span', {}, document.createTextNode('As of '),
                el('time', { datetime: answer.asOf, text: instant(answer.asOf, timezone) })),
            el('span', { class: 'wide', text: `Generation ${answer.generation}` }),
            complete ? el('span', { class: 'wide', text: `Final through ${day(complete)}` }) : null);
    },

    /** @param {string} ones what there is none of, such as events */
    nothing(neverPublished, mart, ones) {
        fill(at('edition'));
        notice(neverPublished ? 'Nothing has been published yet' : `There are no ${ones} yet`,
            neverPublished ? `The first run fills this page: daybook run ${mart}`
                : 'They appear with the first run after they have been created.',
            ['Look again', begin]);
    },

    notInstalled(detail) {
        const other = withData[0];
        fill(at('edition'));
        notice('This mart is not installed here', detail, other
            ? [`Show ${other}`, () => open(other)] : ['Look again', show]);
    },

    /** Says something in place of the figures, with one thing to do about it. */
    say(heading, detail, act) {
        notice(heading, detail, act);
    },

    /** @param {() => void} again what to do once it may work again */
    failed(error, again) {
        if (error.status === 401) {
            askForToken(error.message, again);
            return;
        }
        const seconds = error.retryAfter ?? (error.status === 429 ? 10 : 15);
        const retry = [0, 429, 502, 503].includes(error.status);
        notice(TITLES[error.status] ?? 'This did not work', error.message ?? String(error),
            ['Try again', again], retry ? seconds : null);
    },

    async copy(command) {
        let said = `Copied: ${command}`;
        try {
            await navigator.clipboard.writeText(command);
        } catch {
            said = command;
        }
        toast(said);
    },
};

const TITLES = {
    0: 'No connection', 403: 'Not allowed', 429: 'Too many requests',
    500: 'Something went wrong', 503: 'The figures cannot be read at the moment',
};

let retrying = null;

/** What is wrong, in place of figures or above those that were shown before. */
function notice(heading, detail, [label, act], seconds = null) {
    clearInterval(retrying);
    const go = () => {
        hush();
        act();
    };
    const wait = el('span', { class: 'muted', 'aria-hidden': 'true' });
    let left = seconds;
    const tell = () => fill(wait, document.createTextNode(`Trying again in ${left} s`));
    if (seconds !== null) {
        tell();
        retrying = setInterval(() => {
            left -= 1;
            tell();
            if (left <= 0) {
                go();
            }
        }, 1000);
    }
    fill(at('notice'),
        el('div', {}, el('h2', { text: heading }), el('p', { text: detail })),
        el('div', { class: 'notice-act' }, wait,
            el('button', { type: 'button', class: 'primary', text: label, on: { click: go } })));
    at('notice').hidden = false;
}

/** Says nothing any more. */
function hush() {
    clearInterval(retrying);
    at('notice').hidden = true;
}

let fading = null;

function toast(text) {
    clearTimeout(fading);
    fill(at('toast'), document.createTextNode(text));
    at('toast').hidden = false;
    fading = setTimeout(() => { at('toast').hidden = true; }, 5000);
}

function askForToken(reason, again) {
    fill(at('token-reason'), document.createTextNode(reason));
    at('token-form').onsubmit = submit => {
        submit.preventDefault();
        useToken(at('token-value').value.trim());
        at('token-value').value = '';
        at('token').close();
        again();
    };
    if (!at('token').open) {
        at('token').showModal();
    }
}

// ---- tabs

/** The tab of the address, which is made when it is shown for the first time. */
function panelNow() {
    const { mart } = readAddress();
    if (!panels.has(mart)) {
        const { Panel } = MARTS.find(each => each.mart === mart);
        panels.set(mart, new Panel(roots.get(mart), shell));
    }
    return panels.get(mart);
}

/** The tabs of the marts with data, and in any case that of the one that is shown. */
function drawTabs() {
    const now = readAddress().mart;
    const listed = MARTS.filter(each => each.mart === now || withData.includes(each.mart));
    keepingFocus(() => fill(at('tabs'), ...listed.map(each => {
        const chosen = each.mart === now;
        return el('button', {
            type: 'button', role: 'tab', id: `tab-${each.mart}`, text: each.title,
            'aria-selected': String(chosen), 'aria-controls': `panel-${each.mart}`,
            tabindex: chosen ? '0' : '-1', on: {
                click: () => open(each.mart),
                keydown: key => step(key, listed, each),
            },
        });
    })));
}

function step(key, listed, from) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key.key];
    if (by) {
        const next = listed[(listed.indexOf(from) + by + listed.length) % listed.length];
        open(next.mart);
        at(`tab-${next.mart}`).focus();
    }
}

function open(mart) {
    if (mart !== readAddress().mart) {
        changeAddress({ mart });
        show();
    }
}

function show() {
    const now = readAddress().mart;
    drawTabs();
    hush();
    roots.forEach((root, mart) => { root.hidden = mart !== now; });
    panels.forEach((panel, mart) => mart === now || panel.leave());
    panelNow().show();
}

// ---- colours

const dark = matchMedia('(prefers-color-scheme: dark)');

function isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === 'dark' : dark.matches;
}

function drawTheme() {
    fill(at('theme'), document.createTextNode(isDark() ? 'Light' : 'Dark'));
    at('theme').setAttribute('aria-label', `Switch to ${isDark() ? 'light' : 'dark'} colours`);
}

function repaint() {
    drawTheme();
    panels.forEach(panel => panel.repaint());
}

at('theme').addEventListener('click', () => {
    const chosen = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = chosen;
    try {
        localStorage.setItem('daybook.theme', chosen);
    } catch {
        // then it holds for this visit
    }
    repaint();
});
dark.addEventListener('change', repaint);

// ---- begin

/** Which marts have data of the caller's; the tabs follow it. */
async function findMarts() {
    const { data } = await get('/');
    const known = data.marts.filter(each => each.has_data).map(each => each.mart);
    withData = MARTS.map(each => each.mart).filter(mart => known.includes(mart));
    drawTabs();
}

/** An address that names no mart is of the first one that has data. */
async function begin() {
    try {
        await findMarts();
    } catch (error) {
        shell.failed(error, begin);
        return;
    }
    if (!namesMart()) {
        changeAddress({ mart: withData[0] ?? MARTS[0].mart }, false);
    }
    show();
}

/** A newer publication without a stream to tell of it. */
async function look() {
    const { mart } = readAddress();
    const panel = panels.get(mart);
    if (document.hidden || !panel?.generation) {
        return;
    }
    try {
        const known = (await shell.freshness()).of(mart);
        if (known && known.generation !== panel.generation) {
            await findMarts();
            panel.show();
        }
    } catch {
        // the next look may work; what is shown stays true as of its instant
    }
}

for (const { mart } of MARTS) {
    const root = el('div', {
        role: 'tabpanel', id: `panel-${mart}`, 'aria-labelledby': `tab-${mart}`, hidden: true,
    });
    at('panels').append(root);
    roots.set(mart, root);
}
drawTheme();
begin();
addEventListener('popstate', show);
setInterval(look, LOOK_EVERY);

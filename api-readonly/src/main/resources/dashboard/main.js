// The page around the marts: tabs, freshness, colours, token and everything that went wrong.

import { change as changeAddress, read as readAddress } from './address.js';
import { get, useToken } from './api.js';
import { el, fill } from './dom.js';
import { day, instant } from './format.js';
import * as events from './events/panel.js';

/** A mart's tab is shown when the API says that the mart has been published. */
const MARTS = [events];

/** Between two looks whether there is a newer publication. */
const LOOK_EVERY = 60_000;

const at = id => document.getElementById(id);
const panels = new Map();
let published = [];

const STALE = {
    'never-published': 'Nothing has been published yet',
    'older-than-limit': 'Older than expected: the last run is overdue',
    'missing-days': 'Some days are not computed yet',
    'store-unreachable': 'The store does not answer: these figures were kept from before',
};

const shell = {
    /** The generation that is shown. */
    generation: null,

    /** How fresh each mart is; the tabs follow it. */
    async freshness(signal) {
        const answer = await get('/api/v1/freshness', signal);
        published = answer.data.marts.map(each => each.mart);
        drawTabs(published);
        return answer;
    },

    /** Says which publication is shown and how far it may be trusted. */
    edition(answer, known, timezone) {
        shell.generation = answer.generation;
        at('notice').hidden = true;
        const complete = known?.complete_through;
        fill(at('edition'),
            answer.stale === null ? null
                : el('span', { class: 'stale', text: STALE[answer.stale] ?? answer.stale }),
            el('span', {}, document.createTextNode('As of '),
                el('time', { datetime: answer.asOf, text: instant(answer.asOf, timezone) })),
            el('span', { class: 'wide', text: `Generation ${answer.generation}` }),
            complete ? el('span', { class: 'wide', text: `Final through ${day(complete)}` }) : null);
    },

    nothing(neverPublished) {
        notice(neverPublished ? 'Nothing has been published yet' : 'There are no events yet',
            neverPublished ? 'The first run fills this page: daybook run events'
                : 'They appear with the first run after they have been created.',
            ['Look again', () => panelNow().show()]);
    },

    unknown(what, leave) {
        notice(what, 'The address may be mistyped, or the event was deleted.',
            ['Show another event', leave]);
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
        clearInterval(retrying);
        at('notice').hidden = true;
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

function panelNow() {
    return panels.get(readAddress().mart) ?? panels.get(MARTS[0].mart);
}

/** The tabs of the marts with data, and in any case that of the one that is shown. */
function drawTabs(withData) {
    const now = readAddress().mart;
    const listed = MARTS.filter(each => each.mart === now || withData.includes(each.mart));
    const held = document.activeElement?.id;
    fill(at('tabs'), ...listed.map(each => {
        const chosen = each.mart === now;
        return el('button', {
            type: 'button', role: 'tab', id: `tab-${each.mart}`, text: each.title,
            'aria-selected': String(chosen), 'aria-controls': `panel-${each.mart}`,
            tabindex: chosen ? '0' : '-1', on: {
                click: () => open(each.mart),
                keydown: key => step(key, listed, each),
            },
        });
    }));
    if (held?.startsWith('tab-')) {
        at(held)?.focus();
    }
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
    drawTabs(published);
    for (const [mart, panel] of panels) {
        panel.root.hidden = mart !== now;
    }
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

/** A newer publication without a stream to tell of it. */
async function look() {
    if (document.hidden || shell.generation === null) {
        return;
    }
    try {
        const answer = await shell.freshness();
        if (answer.generation !== shell.generation) {
            panelNow().show();
        }
    } catch {
        // the next look may work; what is shown stays true as of its instant
    }
}

for (const each of MARTS) {
    const root = el('div', {
        role: 'tabpanel', id: `panel-${each.mart}`, 'aria-labelledby': `tab-${each.mart}`,
    });
    at('panels').append(root);
    panels.set(each.mart, new each.Panel(root, shell));
}
if (!panels.has(readAddress().mart)) {
    changeAddress({ mart: MARTS[0].mart }, false);
}
drawTheme();
show();
addEventListener('popstate', show);
setInterval(look, LOOK_EVERY);

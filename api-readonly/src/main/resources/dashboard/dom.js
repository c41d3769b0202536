// Elements by hand. Whatever comes from data becomes a text node or an attribute, never markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element.
 * @param {string} name
 * @param {object} [settings] attributes by name; `on` holds listeners by event, `text` the text;
 *     null and false leave an attribute out
 * @param {...(Node|string|null)} children
 */
export function el(name, settings = {}, ...children) {
    return build(document.createElement(name), settings, children);
}

/** The same for a drawing. */
export function svg(name, settings = {}, ...children) {
    return build(document.createElementNS(SVG, name), settings, children);
}

function build(element, settings, children) {
    for (const [key, value] of Object.entries(settings)) {
        if (key === 'on') {
            for (const [event, listener] of Object.entries(value)) {
                element.addEventListener(event, listener);
            }
        } else if (key === 'text') {
            element.append(document.createTextNode(value));
        } else if (value !== null && value !== undefined && value !== false) {
            element.setAttribute(key, value === true ? '' : String(value));
        }
    }
    element.append(...children.filter(child => child !== null));
    return element;
}

/** Puts these in place of all that the element holds. */
export function fill(element, ...children) {
    element.replaceChildren(...children.filter(child => child !== null));
    return element;
}

/**
 * A group of which one is chosen: radio buttons that look like one switch, so that arrow keys and
 * screen readers know it.
 * @param {string} label what is chosen
 * @param {Array<[string, string]>} options value and text of each
 * @param {(value: string) => void} choose
 */
export function switchOf(label, name, options, chosen, choose) {
    return el('fieldset', { class: 'switch' },
        el('legend', { class: 'unseen', text: label }),
        ...options.map(([value, text]) => {
            const input = el('input', {
                type: 'radio', name, value, id: `${name}-${value}`, on: { change: () => choose(value) },
            });
            input.checked = value === chosen;
            return el('span', {}, input, el('label', { for: `${name}-${value}`, text }));
        }));
}

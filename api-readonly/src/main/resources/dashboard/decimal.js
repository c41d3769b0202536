// Decimal numbers as text, exactly: a JavaScript number would round 9007199254740993 and add up
// 0.1 and 0.2 to something else. They are written as JSON writes them.

/** JSON in which every number is its own text, digit for digit. */
export function parseExactly(json) {
    // strings are matched first, so that digits within them stay what they are
    const numbers = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
    return JSON.parse(json.replace(numbers, text => (text.startsWith('"') ? text : `"${text}"`)));
}

/** How many digits stand behind the point. */
export function decimals(text) {
    const point = text.indexOf('.');
    return point < 0 ? 0 : text.length - point - 1;
}

/** The sum; with as many decimals as the longest of them. */
export function sum(texts) {
    const scale = Math.max(0, ...texts.map(decimals));
    return unscaled(texts.reduce((total, text) => total + scaled(text, scale), 0n), scale);
}

/** One less the other. */
export function minus(one, other) {
    return sum([one, other.startsWith('-') ? other.slice(1) : `-${other}`]);
}

function scaled(text, scale) {
    return BigInt(text.replace('.', '') + '0'.repeat(scale - decimals(text)));
}

function unscaled(value, scale) {
    const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
    const whole = digits.slice(0, digits.length - scale);
    const sign = value < 0n ? '-' : '';
    return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(digits.length - scale)}`;
}

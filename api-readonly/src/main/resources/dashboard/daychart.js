// Figures by day, drawn by Chart.js on a canvas. The table of the same days beside it is what
// screen readers get; the drawing is one image to them.

const Chart = window.Chart;

/**
 * @typedef {object} Day
 * @property {string} date ISO
 * @property {number|null} value null: missing, drawn as a gap
 * @property {number|null} before the same of the period before; null: not compared
 * @property {'provisional'|'ahead'|null} mark it may still change, or lies ahead
 */

/** A chart on this canvas; draw() replaces what it shows. */
export class DayChart {

    #canvas;
    #chart = null;
    #shown = null;

    constructor(canvas) {
        this.#canvas = canvas;
    }

    /**
     * @param {Day[]} days
     * @param {{axis: (value: number) => string, day: (iso: string) => string,
     *     tip: (index: number) => string[]}} texts
     */
    draw(days, texts) {
        this.#shown = [days, texts];
        this.#chart?.destroy();
        const colours = coloursOf(this.#canvas);
        this.#chart = new Chart(this.#canvas, {
            data: { labels: days.map(day => day.date), datasets: datasets(days, colours) },
            options: options(days, texts, colours),
        });
    }

    /** The same once more, after the colours have changed. */
    redraw() {
        if (this.#shown) {
            this.draw(...this.#shown);
        }
    }

    /** Gives the canvas back. */
    close() {
        this.#chart?.destroy();
    }
}

function coloursOf(element) {
    const style = getComputedStyle(element);
    const of = name => style.getPropertyValue(name).trim();
    return {
        bar: of('--accent'), hatch: of('--card'), ahead: of('--ahead'), line: of('--line'),
        text: of('--muted'), ink: of('--ink'), before: of('--before'), card: of('--card'),
        font: style.fontFamily,
    };
}

function datasets(days, colours) {
    const hatched = hatching(colours.bar, colours.hatch);
    const fill = { provisional: hatched, ahead: colours.ahead };
    const fills = days.map(day => fill[day.mark] ?? colours.bar);
    const bars = {
        type: 'bar', order: 2, data: days.map(day => day.value),
        backgroundColor: fills, hoverBackgroundColor: fills,
        borderRadius: days.length > 90 ? 0 : 3, borderSkipped: 'start',
        categoryPercentage: days.length > 90 ? 1 : 0.86,
        barPercentage: days.length > 180 ? 1 : 0.9, maxBarThickness: 48,
        // bars of a fraction of a pixel's width leave hairlines between them
        inflateAmount: days.length > 180 ? 0.6 : 'auto',
    };
    if (days.every(day => day.before === null)) {
        return [bars];
    }
    return [bars, {
        type: 'line', order: 1, data: days.map(day => day.before), stepped: 'middle',
        borderColor: colours.before, borderWidth: 2, borderDash: [4, 3], pointRadius: 0,
        pointHoverRadius: 0,
    }];
}

/** Stripes that say: this may still change. */
function hatching(colour, ground) {
    const size = 8;
    const tile = document.createElement('canvas');
    tile.width = size;
    tile.height = size;
    const pen = tile.getContext('2d');
    pen.fillStyle = ground;
    pen.fillRect(0, 0, size, size);
    pen.strokeStyle = colour;
    pen.lineWidth = 2.6;
    pen.beginPath();
    for (const shift of [-size, 0, size]) {
        pen.moveTo(shift - 1, size + 1);
        pen.lineTo(shift + size + 1, -1);
    }
    pen.stroke();
    return pen.createPattern(tile, 'repeat');
}

function options(days, texts, colours) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const flat = days.every(day => !day.value && !day.before);
    const font = { family: colours.font, size: 12 };
    return {
        responsive: true,
        maintainAspectRatio: false,
        animation: calm ? false : { duration: 250 },
        interaction: { mode: 'index', intersect: false },
        layout: { padding: { top: 8 } },
        scales: {
            x: {
                grid: { display: false },
                border: { color: colours.line },
                ticks: {
                    color: colours.text, font, maxRotation: 0, autoSkipPadding: 24,
                    callback: index => texts.day(days[index].date),
                },
            },
            y: {
                beginAtZero: true,
                suggestedMax: flat ? 1 : undefined,
                border: { display: false },
                grid: { color: colours.line, drawTicks: false },
                ticks: {
                    color: colours.text, font, padding: 8, maxTicksLimit: 6,
                    stepSize: flat ? 1 : undefined,
                    callback: value => texts.axis(value),
                },
            },
        },
        plugins: {
            legend: { display: false },
            tooltip: {
                backgroundColor: colours.ink, titleColor: colours.card, bodyColor: colours.card,
                titleFont: { ...font, weight: '600' }, bodyFont: font, padding: 10,
                cornerRadius: 6, displayColors: false,
                callbacks: {
                    title: items => texts.tip(items[0].dataIndex)[0],
                    label: item => (item.datasetIndex === 0
                        ? texts.tip(item.dataIndex).slice(1) : []),
                },
            },
        },
    };
}

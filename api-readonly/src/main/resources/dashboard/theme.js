// Before anything is drawn: the colours that were chosen the last time, if any were. Without a
// choice the system decides, in the style sheet.
(() => {
    let chosen = null;
    try {
        chosen = localStorage.getItem('daybook.theme');
    } catch {
        // a browser that keeps nothing for us: the system decides
    }
    if (chosen === 'light' || chosen === 'dark') {
        document.documentElement.dataset.theme = chosen;
    }
})();

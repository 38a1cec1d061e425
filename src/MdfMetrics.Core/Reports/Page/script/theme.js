// The style sheets have the only palette and charts read it. Dark is a sheet of its own, switched by its media query:
// one list of colours, in any browser, without the script too. Paper is always light.
const THEMES = { auto: 'screen and (prefers-color-scheme: dark)', light: 'not all', dark: 'screen' };
const THEME_KEY = 'mdf-theme';
const DARK_INK = '#14181f'; // on orange, in both themes
const rootStyle = getComputedStyle(document.documentElement);
let colors = {};
let theme = storedTheme();

function storedTheme() {
  try {
    const stored = localStorage.getItem(THEME_KEY);
    return Object.hasOwn(THEMES, stored) ? stored : 'auto';
  } catch {
    return 'auto'; // where a file may not store, the theme lasts as long as the page
  }
}

function chooseTheme(name) {
  theme = name;
  try {
    localStorage.setItem(THEME_KEY, name);
  } catch {
    /* as above */
  }
  applyTheme();
}

function applyTheme(name = theme) {
  byId('dark').media = THEMES[name];
  colors = {};
}

const color = name => (colors[name] ??= rootStyle.getPropertyValue(`--${name}`).trim());
const cssColor = name => `var(--${name})`;

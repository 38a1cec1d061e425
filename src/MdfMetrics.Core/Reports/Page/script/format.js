// Figures in words. A no-break space keeps figure and unit on one line.
const SPACE = '\u00a0';

const numberFormats = {};

function decimals(x, digits = 0) {
  numberFormats[digits] ??= new Intl.NumberFormat('en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return numberFormats[digits].format(x);
}

function formatCount(x) {
  if (x == null) return '–';
  if (Math.abs(x) >= 1e9) return `${decimals(x / 1e9, 2)}${SPACE}G`;
  if (Math.abs(x) >= 1e6) return `${decimals(x / 1e6, 2)}${SPACE}M`;
  return decimals(x);
}

const exactCount = x => (x == null ? '–' : decimals(x));
const counted = (n, word) => `${decimals(n)} ${word}${n === 1 ? '' : 's'}`;
const twoDigits = x => String(Math.floor(x)).padStart(2, '0');

function formatDuration(seconds) {
  if (seconds == null) return '–';
  const sign = seconds < 0 ? '−' : '';
  const x = Math.abs(seconds);
  if (x === 0) return `0${SPACE}s`;
  if (x >= 3600) return `${sign}${Math.floor(x / 3600)}${SPACE}h${SPACE}${twoDigits((x % 3600) / 60)}${SPACE}min`;
  if (x >= 60) return `${sign}${Math.floor(x / 60)}${SPACE}min${SPACE}${twoDigits(x % 60)}${SPACE}s`;
  const [value, unit] = x >= 0.9995 ? [x, 's'] : x >= 9.995e-4 ? [x * 1e3, 'ms'] : [x * 1e6, 'µs'];
  const digits = value >= 100 ? 0 : value >= 10 || unit === 's' ? 1 : 2;
  return `${sign}${decimals(value, digits)}${SPACE}${unit}`;
}

// 99.96 must not read as 100.
const formatPercent = x => (x == null ? '–' : `${decimals(x, x > 99.9 && x < 100 ? 2 : 1)}${SPACE}%`);
const wholePercent = x => (x == null ? '–' : `${decimals(x)}${SPACE}%`);
const formatRate = x => (x == null ? '–' : `${x >= 100 ? formatCount(x) : decimals(x, 1)}/s`);

function formatRatio(x) {
  if (x == null) return '–';
  if (Math.abs(x - 1) < 0.095) return `${decimals(x, 2)}×`;
  return `${decimals(x, x >= 10 ? 0 : 1)}×`;
}
const fineRatio = x => (x == null ? '–' : `${decimals(x, x >= 10 ? 0 : 2)}×`);

const FORMATS = {
  s: formatDuration,
  '%': formatPercent,
  records: formatCount,
  '/s': formatRate,
  '': formatCount,
};
const formatFigure = (value, unit) => (FORMATS[unit] ?? formatCount)(value);

// "20.0 s" on an axis is "20 s".
const withoutZeros = format => x => format(x).replace(/\.0+(?=[\s/]|$)/, '');

// On an axis of minutes and hours: 0, 30 s, 1:30, 5 min, 2 h.
function formatElapsed(x) {
  if (x === 0) return '0';
  if (x < 60) return `${decimals(x, x % 1 === 0 ? 0 : (x * 10) % 1 === 0 ? 1 : 2)} s`;
  if (x % 3600 === 0) return `${x / 3600} h`;
  if (x >= 3600) return `${Math.floor(x / 3600)} h ${Math.round((x % 3600) / 60)}`;
  return x % 60 ? `${Math.floor(x / 60)}:${twoDigits(x % 60)}` : `${x / 60} min`;
}

// The label of a power of ten of seconds.
function formatPower(exponent) {
  if (exponent >= 0) return `${10 ** exponent} s`;
  if (exponent >= -3) return `${10 ** (exponent + 3)} ms`;
  return exponent >= -6 ? `${10 ** (exponent + 6)} µs` : `${10 ** (exponent + 9)} ns`;
}

// Moments by the clocks of the report's zone; a zone that the browser does not know is shown as UTC.
const zone = (() => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: report.zone });
    return report.zone ?? 'UTC';
  } catch {
    return 'UTC';
  }
})();

function momentFormat(options) {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  return moment => (moment == null ? '–' : format.format(new Date(moment)));
}

const weekday = momentFormat({ weekday: 'short' });
const day = momentFormat({ day: 'numeric', month: 'short' });
const dayOfYear = momentFormat({ day: 'numeric', month: 'short', year: 'numeric' });
const shortMonth = momentFormat({ month: 'short', year: 'numeric' });
const clock = momentFormat({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clockSeconds = momentFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const stamp = moment => (moment == null ? '–' : `${dayOfYear(moment)}, ${clock(moment)}`);
const dayAndClock = moment => `${day(moment)} ${clock(moment)}`;

const isoParts = momentFormat({ year: 'numeric', month: '2-digit', day: '2-digit' });
const isoDay = moment => isoParts(moment).split('/').reverse().join('-');

// Runs that are less than 20 hours apart on average need the clock beside the day, those of many months the year.
function runMoment(starts) {
  const span = new Date(starts.at(-1)) - new Date(starts[0]);
  if (span > 300 * 864e5) return shortMonth;
  return starts.length > 1 && span / (starts.length - 1) < 20 * 36e5 ? dayAndClock : day;
}

function timeAgo(moment) {
  const minutes = Math.round((Date.parse(report.generated) - Date.parse(moment)) / 6e4);
  if (minutes < 90) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}

// A step of time such that at most `ticks` fit into `span` seconds.
const TIME_STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200,
  14400, 43200, 86400,
];
const timeStep = (span, ticks) => TIME_STEPS.find(step => span / step <= ticks) ?? roundStep(span / ticks);

// Axes of charts: hairlines, quiet labels, no ticks.
const CROSS = 'path://M1 0 5 4 9 0 10 1 6 5 10 9 9 10 5 6 1 10 0 9 4 5 0 1Z';
const scatter = { type: 'scatter', itemStyle: { opacity: 1 } }; // marks have their full contrast
const NARROW = 560; // below it charts give their names less room

const axisLabel = options => ({ color: color('ink3'), fontSize: 12, hideOverlap: true, ...options });

const axis = ({ labels, ...options }) => ({
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: color('line') } },
  axisLabel: axisLabel(labels),
  ...options,
});

// Runs side by side: each named where there is room.
const runAxis = (starts, labels) =>
  axis({
    type: 'category',
    data: starts,
    splitLine: { show: false },
    labels: { interval: 0, ...labels },
    axisLine: { show: true, lineStyle: { color: color('line2') } },
  });
const fromLeft = { hideOverlap: false, alignMinLabel: 'left' };

// The first label begins at its tick, the others are centred on theirs.
function everyFew(starts, width) {
  const moment = runMoment(starts);
  const step = Math.ceil((starts.length * (textWidth(moment(starts[0])) * 1.5 + 16)) / width);
  return (start, i) => (i % step === 0 ? moment(start) : '');
}

// log10 of seconds on a value axis. ECharts' own log axis has no room for half powers; its grid lines follow the ticks.
function powerAxis(low, high) {
  const powers = range(Math.ceil(low), Math.floor(high) + 1);
  return axis({
    type: 'value',
    min: low,
    max: high,
    interval: 1,
    labels: {
      customValues: powers,
      formatter: x => (Math.abs(x - Math.round(x)) < 0.01 ? formatPower(Math.round(x)) : ''),
    },
    axisTick: { show: false, customValues: powers },
  });
}

const axisFormat = (format, top) => (format === formatDuration && top >= 90 ? formatElapsed : withoutZeros(format));

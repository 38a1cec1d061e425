// Small multiples: one figure over runs. Failed runs are crossed, one run may be picked out, its usual range is shaded.
//
// at: index of the run that is picked out · change: index of the first run after a change
function multiple({ title, note, values, status, starts, format, percent, whole, low, high, middle, at, change }) {
  const moment = runMoment(starts);
  const scale = multipleScale({ values, low, high, percent, whole, format });
  const crossed = range(0, values.length).filter(i => status[i] !== 'completed' && values[i] != null);
  const picked = at != null && values[at] != null ? [[at, values[at]]] : [];
  return html(
    'div',
    {},
    html('h3', {}, userText(title), ' ', html('span', {}, note)),
    chart({
      label: `${title} over ${counted(starts.length, 'run')}, ${moment(starts[0])}–${moment(starts.at(-1))}: ${note}`,
      height: 132,
      option: width => ({
        grid: { left: 52, right: 14, top: change == null ? 12 : 22, bottom: 22 },
        xAxis: runAxis(starts, {
          hideOverlap: false,
          alignMinLabel: 'left',
          alignMaxLabel: 'right',
          formatter: endsAndMiddle(starts, moment, width),
        }),
        yAxis: axis({
          type: 'value',
          min: scale.bottom,
          max: scale.top,
          interval: scale.step,
          splitLine: { lineStyle: { color: color('line') }, showMaxLine: false },
          labels: { formatter: axisFormat(format, scale.highest), showMaxLabel: isWhole(scale.top / scale.step) },
        }),
        tooltip: {
          trigger: 'axis',
          axisPointer: { type: 'line', lineStyle: { color: color('usual') } },
          formatter: ([{ dataIndex: i }]) =>
            tooltip(stamp(starts[i]), [title, format(values[i])], ['Status', statusWord(status[i])]),
        },
        series: [
          {
            type: 'line',
            z: 3,
            connectNulls: true,
            symbol: 'circle',
            symbolSize: starts.length > 60 ? 3 : 4,
            itemStyle: { color: color('usual') },
            lineStyle: { color: color('usual'), width: 1.3 },
            data: values.map((x, i) => (status[i] === 'completed' ? x : null)),
            markArea:
              low == null || high == null
                ? undefined
                : {
                    silent: true,
                    itemStyle: { color: color('usual-soft') },
                    data: [[{ yAxis: low }, { yAxis: high }]],
                  },
            markLine: guideLines(middle, change, starts),
          },
          {
            type: 'scatter',
            z: 4,
            symbol: CROSS,
            symbolSize: 9,
            itemStyle: { color: color('bad'), opacity: 1 },
            data: crossed.map(i => [i, values[i]]),
          },
          {
            type: 'scatter',
            z: 5,
            symbolSize: 10,
            data: picked,
            itemStyle: {
              opacity: 1,
              color: color(status[at] === 'completed' ? 'me' : 'bad'),
              borderColor: color('bg'),
              borderWidth: 2,
            },
          },
        ],
      }),
    }),
  );
}

const isWhole = x => Math.abs(x - Math.round(x)) < 1e-6;

function multipleScale({ values, low, high, percent, whole, format }) {
  const highest = largest([...present(values), high ?? 0]);
  if (percent) return percentScale(smallest([...present(values), low ?? Infinity]), highest);
  const least = whole ? 1 : 0;
  const top = Math.max(highest * 1.12, least) || 1;
  const clocked = format === formatDuration && highest >= 90;
  return { highest, top, bottom: 0, step: clocked ? timeStep(top, 3) : Math.max(roundStep(top / 2.2), least) };
}

// Other scales begin at zero; of rates the interesting part is near 100.
function percentScale(lowest, highest) {
  const floor = Math.max(0, lowest - 4);
  const step = Math.max(5, roundStep((Math.max(highest, 100) - floor) / 2.2));
  return { highest, step, bottom: Math.floor(floor / step) * step, top: Math.ceil(highest / step) * step || step };
}

function endsAndMiddle(starts, moment, width) {
  const end = starts.length - 1;
  const middle = width > 420 && end > 7 ? Math.round(end / 2) : null;
  return (start, i) => (i === 0 || i === end || i === middle ? moment(start) : '');
}

// The default precision of 2 would draw a median of 0.9 ms at 0.
function guideLines(middle, change, starts) {
  const lines = [];
  if (middle != null) {
    lines.push({ yAxis: middle, label: { show: false }, lineStyle: { color: color('usual'), type: [4, 3], width: 1 } });
  }
  if (change != null) {
    lines.push({
      xAxis: change,
      lineStyle: { color: color('warn-g'), type: 'solid', width: 1.5 },
      label: {
        show: true,
        position: 'end',
        distance: 3,
        formatter: day(starts[change]),
        color: color('warn'),
        fontSize: 11,
      },
    });
  }
  return { silent: true, symbol: 'none', precision: 12, data: lines };
}

const runKey = picked => [
  picked && [dotMark('me'), 'this run'],
  [dotMark('usual'), picked ? 'other runs' : 'completed'],
  [crossMark('bad'), 'failed or abandoned'],
];

// Balance: each worker's busy time over the median of its stage.
const STRAGGLER = 1.25;

function workers() {
  const strips = lanes()
    .filter(lane => lane.workers.length > 1 && lane.stage.wall)
    .map(workerStrip)
    .filter(strip => strip.middle > 0);
  if (!strips.length) return null;
  const rowHeight = strips.length > 6 ? 40 : 46;
  const points = strips.flatMap(strip => strip.points);
  const farthest = largest(points.map(point => point.ratio));
  const end = Math.max(1.5, farthest * 1.08);
  return chart({
    label: `Busy time of each worker beside the median of its stage`,
    finding: 'workers',
    height: strips.length * rowHeight + 34,
    key: [
      [ringMark('me'), 'one worker'],
      [dotMark('warn-g'), 'straggler, more than 1.25× the median'],
      [solidMark('usual-soft'), '±10 % of the median'],
    ],
    table: () => workerTable(points),
    rows: points.length,
    option: width => {
      const narrow = width < NARROW;
      const left = narrow ? 88 : 150;
      return {
        grid: { left, right: narrow ? 20 : farthest > STRAGGLER ? 110 : 24, top: 4, bottom: 26 },
        xAxis: axis({
          type: 'value',
          min: 0.5,
          max: end,
          interval: end > 3 ? Math.max(1, roundStep(end / 6)) : narrow ? 0.5 : 0.25,
          splitLine: { lineStyle: { color: color('line') }, showMaxLine: false },
          labels: { formatter: x => ratioLabel(x, end) },
        }),
        yAxis: axis({ type: 'value', min: 0, max: strips.length, interval: 1, labels: { show: false } }),
        graphic: strips.flatMap((strip, i) => stripLabels(strip, 4 + (i + 0.5) * rowHeight, left, narrow)),
        tooltip: { formatter: ({ data }) => data.tip?.() },
        series: [
          {
            ...scatter,
            symbolSize: largest(strips.map(strip => strip.points.length)) > 16 ? 6 : 9,
            markArea: {
              silent: true,
              itemStyle: { color: color('usual-soft') },
              data: [[{ xAxis: 0.9 }, { xAxis: 1.1 }]],
            },
            markLine: {
              silent: true,
              symbol: 'none',
              label: { show: false },
              data: [{ xAxis: 1 }],
              lineStyle: { color: color('usual'), type: 'solid', width: 1 },
            },
            data: strips.flatMap((strip, i) =>
              strip.points.map((point, j) =>
                workerPoint(point, strip, strips.length - 0.5 - i + spread(j, strip.points.length), end),
              ),
            ),
          },
        ],
      };
    },
  });
}

function workerStrip(lane) {
  const middle = median(lane.workers.map(worker => worker.busy));
  return {
    lane,
    middle,
    points: lane.workers.map(worker => ({
      worker: workerName(worker),
      stage: lane.stage.name,
      busy: worker.busy,
      ratio: worker.busy / middle,
    })),
  };
}

// Points of a strip beside each other, so that equal ones are seen.
const spread = (i, count) => (count > 1 ? 0.5 * (0.5 - i / (count - 1)) : 0);

function workerPoint(point, { points }, y, end) {
  const straggles = point.ratio > STRAGGLER;
  const named = straggles && points.filter(one => one.ratio > STRAGGLER).length < 4;
  return {
    value: [Math.max(0.5, point.ratio), y],
    itemStyle: straggles
      ? { color: color('warn-g') }
      : { color: color('bg'), borderColor: color('me'), borderWidth: 1.5 },
    label: {
      show: named,
      position: point.ratio > end * 0.8 ? 'left' : 'right',
      color: color('warn'),
      fontSize: 12,
      fontWeight: 600,
      formatter: () => `${point.worker} ${formatRatio(point.ratio)}`,
    },
    tip: () =>
      tooltip(
        point.worker,
        ['Stage', point.stage],
        ['Busy', formatDuration(point.busy)],
        ['Of the median', formatRatio(point.ratio)],
      ),
  };
}

function ratioLabel(x, end) {
  if (x === 1) return 'median';
  return x > end - 0.001 && x % 0.25 ? '' : `${decimals(x, x % 1 ? 2 : 0)}×`;
}

const stripLabels = ({ lane, points, middle }, y, left, narrow) => [
  textAt(left - 10, y - 7, lane.stage.name, color('ink'), { bold: true, align: 'right', width: left - 12 }),
  textAt(
    left - 10,
    y + 8,
    narrow ? `× ${points.length}` : `${points.length} workers, ${formatDuration(middle)}`,
    color('ink3'),
    { align: 'right' },
  ),
];

const workerTable = rows =>
  table({
    caption: 'Busy time of each worker',
    sort: 'ratio',
    descending: true,
    limit: 20,
    rows,
    columns: [
      column('worker', 'Worker'),
      column('stage', 'Stage'),
      numeric('busy', 'Busy', formatDuration),
      numeric('ratio', 'Of the median', formatRatio),
    ],
  });

// Distributions as ridges on one log axis, the reference dashed behind each. A ridge is scaled to its own peak: shapes
// and places compare, heights do not.
const RIDGE = 54; // pixels
const MOST_RIDGES = 12;

function latency() {
  const measured = report.operators.filter(operator => operator.hist?.counts.length);
  if (!measured.length) return null;
  const shown = mostTelling(measured);
  const span = ridgeSpan(shown);
  return chart({
    label: `Latency distributions of ${counted(shown.length, 'operator')} on a log axis`,
    finding: 'latency',
    height: shown.length * RIDGE + 40,
    key: [
      [solidMark('me-mid'), 'this run'],
      shown.some(operator => operator.usual_hist) && [lineMark('ink2', '4 2'), referenceRuns()],
      [ringMark('me'), 'p50'],
      [dotMark('me'), 'p95'],
      [barMark('me'), 'p99'],
      shown.some(({ vs }) => vs?.p95) && [tickMark('ink2'), 'usual p95'],
    ],
    note:
      shown.length < measured.length &&
      `${shown.length} of ${measured.length} operators: those slower than usual, then the longest. The table has all.`,
    table: () => latencyTable(measured),
    rows: measured.length,
    option: width => {
      const narrow = width < NARROW;
      const place = { narrow, width, left: narrow ? 8 : 150, right: narrow ? 8 : 168, count: shown.length, span };
      return {
        grid: { left: place.left, right: place.right, top: 6, bottom: 26 },
        xAxis: powerAxis(span.low, span.high),
        yAxis: { type: 'value', min: 0, max: shown.length, show: false },
        tooltip: {},
        graphic: shown.flatMap((operator, i) => ridgeLabels(operator, i, place)),
        series: shown.flatMap((operator, i) => ridge(operator, i, place)),
      };
    },
  });
}

// Those slower than usual, then those that took longest; in their order.
function mostTelling(operators) {
  if (operators.length <= MOST_RIDGES) return operators;
  const weight = ({ vs, time }) => (isWorse(vs?.p95) ? 1e6 * vs.p95.ratio : 0) + time;
  const chosen = new Set([...operators].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_RIDGES));
  return operators.filter(operator => chosen.has(operator));
}

// The share of records for each doubling, at the log10 of each bucket's middle.
function density({ scale, first, counts }) {
  const total = sum(counts) || 1;
  const buckets = 2 ** scale;
  return counts.map((count, i) => [(Math.log10(2) * (first + i - 0.5)) / buckets, (count / total) * buckets]);
}

function ridgeSpan(operators) {
  const points = operators.flatMap(({ hist, usual_hist: usual }) => [
    ...density(hist),
    ...(usual ? density(usual) : []),
  ]);
  const seen = points.filter(([, share]) => share > 2e-4).map(([x]) => x);
  const ends = operators.filter(({ p99 }) => p99 > 0).map(({ p99 }) => Math.log10(p99));
  const low = smallest(seen) - 0.05;
  return { low, high: Math.max(low + 0.5, largest([...seen, ...ends]) + 0.1) };
}

function ridge(operator, i, { count, span }) {
  const { hist, usual_hist: usualHist, p50, p95, p99, max, vs } = operator;
  const base = count - 1 - i + 0.12;
  const now = density(hist);
  const before = usualHist ? density(usualHist) : [];
  const peak = largest([...now, ...before].map(([, share]) => share)) || 1;
  const lift = ([x, share]) => [x, base + (share / peak) * 0.72];
  const slow = isWorse(vs?.p95);
  const stroke = color(slow ? 'warn-g' : 'me');
  const onBase = seconds => [Math.log10(Math.max(seconds, 1e-9)), base];
  const line = { type: 'line', silent: true, symbol: 'none' };
  return [
    {
      ...line,
      z: 1,
      lineStyle: { color: color('line2'), width: 1 },
      data: [
        [span.low, base],
        [span.high, base],
      ],
    },
    {
      ...line,
      z: 2,
      smooth: 0.25,
      lineStyle: { color: stroke, width: 1.5 },
      areaStyle: { color: color(slow ? 'warn-g' : 'me-mid'), opacity: 0.48, origin: base },
      data: [[now[0][0] - 0.03, base], ...now.map(lift), [now.at(-1)[0] + 0.03, base]],
    },
    {
      ...line,
      z: 3,
      smooth: 0.25,
      lineStyle: { color: color('ink2'), width: 1.3, type: [4, 3] },
      data: before.map(lift),
    },
    {
      ...scatter,
      z: 5,
      symbolSize: 8,
      data: [
        { value: onBase(p50), itemStyle: { color: color('bg'), borderColor: stroke, borderWidth: 1.8 } },
        { value: onBase(p95), symbolSize: 10, itemStyle: { color: stroke, borderColor: color('bg'), borderWidth: 1 } },
        { value: onBase(p99), symbol: 'rect', symbolSize: [2.5, 12], itemStyle: { color: stroke } },
        ...(vs?.p95?.usual > 0
          ? [
              {
                value: onBase(vs.p95.usual),
                symbol: 'triangle',
                symbolSize: [8, 6],
                symbolOffset: [0, 7],
                itemStyle: { color: color('ink2') },
              },
            ]
          : []),
      ],
      tooltip: {
        formatter: () =>
          tooltip(
            operatorLabel(operator),
            ...['p50', 'p95', 'p99'].map(key => [key, besideUsual(operator[key], vs?.[key]?.usual)]),
            ['Longest', formatDuration(max)],
          ),
      },
    },
  ];
}

const besideUsual = (value, usual) =>
  usual == null ? formatDuration(value) : `${formatDuration(value)}, ${referenceWord()} ${formatDuration(usual)}`;

function ridgeLabels(operator, i, { narrow, width, left, right }) {
  const top = 6 + i * RIDGE;
  const middle = top + RIDGE * 0.62;
  const slow = isWorse(operator.vs?.p95);
  const p95 = `p95 ${formatDuration(operator.p95)}${slow ? `  ▲ ${formatRatio(operator.vs.p95.ratio)}` : ''}`;
  if (narrow) {
    return [
      textAt(left, top + 10, operator.name, color('ink'), { bold: true, width: width * 0.5 }),
      textAt(width - 8, top + 10, p95, color(slow ? 'warn' : 'ink2'), { align: 'right' }),
    ];
  }
  const side = { align: 'right', width: left - 14 };
  const usual = operator.vs?.p95?.usual;
  return [
    textAt(left - 12, middle, operator.name, color('ink'), { bold: true, ...side }),
    textAt(left - 12, middle + 15, stageOf(operator).name, color('ink3'), side),
    textAt(width - right + 12, middle, p95, color(slow ? 'warn' : 'ink'), { bold: slow }),
    textAt(
      width - right + 12,
      middle + 15,
      usual == null ? '' : `${referenceWord()} ${formatDuration(usual)}`,
      color('ink3'),
    ),
  ];
}

const latencyTable = operators =>
  table({
    caption: 'Latencies as a table',
    filter: false,
    rows: operators,
    columns: [
      column('name', 'Operator', { text: operatorLabel }),
      ...['p50', 'p95', 'p99'].flatMap(key => [
        numeric(key, key, formatDuration),
        numeric(`${key}_usual`, referenceWord(), formatDuration, { value: ({ vs }) => vs?.[key]?.usual }),
      ]),
      numeric('max', 'Longest', formatDuration),
    ],
  });

// Operators, workers merged: time, what passed, latency and errors, each beside the usual.
const GLYPH = 170; // pixels of a latency glyph

function operatorSection() {
  const { operators } = report;
  if (!operators.length) return null;
  const scale = latencyScale(operators);
  return [
    operatorTable(operators, scale),
    html(
      'div',
      { class: 'below' },
      keyList([
        [glyphMark(), 'p50, p95, p99 on a log scale'],
        operators.some(({ vs }) => vs?.p95) && [tickMark('ink2'), 'usual p95'],
        operators.some(({ vs }) => vs?.time) && [barMark('ink'), 'usual time'],
        [hatchedMark('drop'), 'dropped'],
        [solidMark('bad'), 'failed'],
      ]),
    ),
  ];
}

function operatorTable(operators, scale) {
  const slowest = largest(operators.map(operator => operator.time));
  return table({
    caption: `Operators, workers merged, beside the ${report.reference?.label ?? 'runs before'}`,
    rows: operators,
    kind: 'cards',
    sort: operators.length > MANY_OPERATORS ? 'time' : null,
    descending: true,
    columns: [
      inCsv('stage_name', { value: operator => stageOf(operator).name }),
      column('operator_name', 'Operator', {
        value: operator => operator.name,
        cell: operatorCell,
        text: operator =>
          `${operator.name} ${stageOf(operator).name} ${operator.role === 'transform' ? '' : (operator.role ?? '')}`,
      }),
      inCsv('role'),
      inCsv('workers'),
      column('time', 'Time', {
        csv: 'total_time',
        numeric: true,
        className: 'line',
        hint: 'Busy time of the slowest worker; the tick is the usual time',
        cell: ({ time, vs }) =>
          meter(time, slowest, formatDuration(time), { kind: isWorse(vs?.time) ? 'worse' : '', tick: vs?.time?.usual }),
      }),
      column('ratio', 'Against usual', {
        csv: 'time_ratio',
        numeric: true,
        className: 'corner',
        hint: 'Time beside the median of the runs before',
        value: ({ vs }) => vs?.time?.ratio,
        cell: ({ vs }) => verdictTag(vs?.time),
      }),
      column('pass_rate', 'Passed', { numeric: true, className: 'line', cell: passMeter }),
      column('in', 'In', {
        csv: 'input_records',
        numeric: true,
        className: 'opt',
        text: operator => (operator.role === 'source' ? '–' : formatCount(operator.in)),
      }),
      numeric('out', 'Out', formatCount, { csv: 'output_records' }),
      inCsv('failed', { csv: 'failed_records' }),
      inCsv('p50', { csv: 'p50_latency' }),
      column('p95', 'Latency', {
        csv: false,
        className: 'half',
        hint: 'Sorts by p95',
        under: powerRuler(scale),
        cell: operator => latencyGlyph(operator, scale),
      }),
      numeric('p95_latency', 'p95', formatDuration, { value: operator => operator.p95 }),
      inCsv('p99', { csv: 'p99_latency' }),
      column('errors', 'Errors', { csv: 'error_count', numeric: true, cell: errorCount }),
      column('trend', `p95, last ${largest(operators.map(({ trend }) => trend?.length ?? 0))} runs`, {
        csv: false,
        fixed: true,
        className: 'half opt',
        cell: ({ trend }) => sparkline(trend ?? [], { width: 110, height: 24 }),
      }),
    ],
  });
}

// What passed, was dropped and failed, as shares of what came in.
function passMeter({ pass_rate: rate, role, in: came, out, failed }) {
  if (rate == null) return quiet('–');
  const through = role === 'aggregate' ? 1 - failed / (came || 1) : Math.min(1, out / (came || 1));
  const broken = failed / (came || 1);
  const part = (kind, from, width) =>
    width > 0 &&
    html('span', {
      class: `fill ${kind}`,
      style: { left: `${100 * from}%`, width: `${100 * width}%` },
    });
  return html(
    'span',
    { class: 'meter' },
    html(
      'span',
      { class: 'track', 'aria-hidden': 'true' },
      part('', 0, through),
      part('miss', through, 1 - through - broken),
      part('fail', 1 - broken, broken),
    ),
    html('span', {}, formatPercent(rate)),
  );
}

function errorCount({ errors, vs }) {
  if (!errors) return quiet('0');
  const many = errors > 1.3 * (vs?.errors ?? 0);
  return html(many ? 'b' : 'span', { class: many ? 'bad' : null }, exactCount(errors));
}

function latencyScale(operators) {
  const all = operators
    .flatMap(({ p50, p99, vs }) => [p50, p99, vs?.p95?.usual])
    .filter(x => x > 0)
    .map(Math.log10);
  const halves = (round, x) => round(x * 2) / 2;
  const low = halves(Math.floor, smallest(all.length ? all : [-6]));
  const high = Math.max(low + 0.5, halves(Math.ceil, largest(all.length ? all : [-2])));
  return {
    low,
    high,
    powers: range(Math.ceil(low), Math.floor(high) + 1),
    x: power => 5 + ((power - low) / (high - low)) * (GLYPH - 10),
  };
}

// p50 hollow, p95 filled, p99 a bar, the usual p95 a tick below.
function latencyGlyph({ p50, p95, p99, vs }, scale) {
  if (!(p50 > 0 && p95 > 0 && p99 > 0)) return quiet('–');
  const x = seconds => scale.x(Math.log10(Math.max(seconds, 1e-9)));
  const stroke = cssColor(isWorse(vs?.p95) ? 'warn-g' : 'me');
  const usual = vs?.p95?.usual;
  return [
    drawing(
      GLYPH,
      20,
      {},
      scale.powers.map(power => svg('path', { d: `M${scale.x(power)} 0V20`, stroke: cssColor('line') })),
      svg('path', { d: `M${x(p50)} 9H${x(p99)}`, stroke, 'stroke-width': 2 }),
      svg('circle', { cx: x(p50), cy: 9, r: 3, fill: cssColor('bg'), stroke, 'stroke-width': 1.6 }),
      svg('path', { d: `M${x(p99)} 4.5V13.5`, stroke, 'stroke-width': 2 }),
      svg('circle', { cx: x(p95), cy: 9, r: 4, fill: stroke }),
      usual > 0 && svg('path', { d: `M${x(usual)} 14.5l3.5 5h-7Z`, fill: cssColor('ink2') }),
    ),
    unseen(`p50 ${formatDuration(p50)}, p95 ${formatDuration(p95)}, p99 ${formatDuration(p99)}`),
  ];
}

function powerRuler({ powers, x }) {
  const every = Math.ceil(36 / (x(1) - x(0))); // a label needs 36 pixels
  const shown = powers.filter((_, i) => i % every === 0);
  return drawing(
    GLYPH,
    13,
    { class: 'ruler' },
    shown.map(power =>
      svg(
        'text',
        {
          x: clamp(x(power), 20, GLYPH - 20),
          y: 11,
          'font-size': 11.5,
          fill: 'currentColor',
          'text-anchor': 'middle',
        },
        formatPower(power),
      ),
    ),
  );
}

const glyphMark = () =>
  drawing(
    58,
    14,
    {},
    svg('path', { d: 'M5 7H52', stroke: cssColor('me'), 'stroke-width': 2 }),
    svg('circle', { cx: 6, cy: 7, r: 3, fill: cssColor('bg'), stroke: cssColor('me'), 'stroke-width': 1.6 }),
    svg('circle', { cx: 32, cy: 7, r: 4, fill: cssColor('me') }),
    svg('path', { d: 'M52 2.5V11.5', stroke: cssColor('me'), 'stroke-width': 2 }),
  );

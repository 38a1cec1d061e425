// p95 of each operator, run by run, over its own median. On phones cells are too small to tell apart: there the newest
// runs of the operators that moved, with their figures.
const MOST_HEAT_ROWS = 30;
const PHONE_HEAT = { rows: 12, runs: 12 };

function heatMap() {
  const operators = heatOperators();
  const cells = operators.map(heatRow);
  const { start } = report.history;
  const viewAt = width => heatView(operators, cells, width);
  return [
    html('h3', {}, `p95 of each operator, run by run, beside its own median${changeWord()}`),
    html(
      'p',
      { class: 'basis phone' },
      `Here the last ${PHONE_HEAT.runs} runs of the operators that moved in them; the table has all.`,
    ),
    chart({
      label: `p95 latency of ${counted(operators.length, 'operator')} over ${counted(start.length, 'run')}`,
      finding: 'operators',
      height: width => viewAt(width).rows.length * 24 + 30,
      key: [
        [solidMark('usual-soft'), 'as usual'],
        [framedMark('warn-soft', 'warn-g'), '1.25× to 2×'],
        [solidMark('warn-g'), 'over 2×'],
        cells.some(row => row.ratios.some(ratio => ratio != null && ratio < FASTER)) && [
          framedMark('good-soft', 'good-g', '3 2'),
          'under 0.75×',
        ],
        [pointMark('ink3'), 'did not run'],
      ],
      note:
        report.operators.length > operators.length &&
        `${operators.length} of ${report.operators.length} operators: those that moved most. The table has all.`,
      table: heatTable,
      rows: Infinity,
      option: width => heatOption(viewAt(width), width),
    }),
  ];
}

const moveOf = operator => Math.abs(Math.log(operator.ratio || 1));

function heatOperators() {
  const { operators } = report;
  if (operators.length <= MOST_HEAT_ROWS) return operators;
  return [...operators].sort((a, b) => moveOf(b) - moveOf(a)).slice(0, MOST_HEAT_ROWS);
}

function heatRow(operator) {
  const usual = median(beforeChange(operator.p95)) || null;
  const ratios = operator.p95.map(p95 => (p95 == null || usual == null ? null : p95 / usual));
  return { operator, ratios, now: median(changeAt() == null ? ratios.slice(-10) : sinceChange(ratios)) };
}

const isUsual = ratio => ratio == null || (ratio >= FASTER && ratio <= SLOWER);

// Which rows and runs are drawn: all of them, or on phones the newest runs of what moved in them.
function heatView(operators, cells, width) {
  const { start } = report.history;
  if (width >= NARROW) return { rows: cells, from: 0, starts: start, left: 150, right: 52 };
  const from = Math.max(0, start.length - PHONE_HEAT.runs);
  const moved = cells.filter(row => row.ratios.slice(from).some(ratio => !isUsual(ratio)));
  const rows = (moved.length ? moved : cells).slice(0, PHONE_HEAT.rows);
  return { rows, from, starts: start.slice(from), left: 96, right: 4 };
}

function heatOption({ rows, from, starts, left, right }, width) {
  const figures = (width - left - right) / starts.length >= 20;
  return {
    grid: { left, right, top: 2, bottom: 26 },
    xAxis: runAxis(starts, { ...fromLeft, formatter: everyFew(starts, width - left - right) }),
    yAxis: axis({
      type: 'category',
      data: rows.map((_, i) => i),
      inverse: true,
      splitLine: { show: false },
      labels: {
        color: color('ink'),
        width: left - 12,
        overflow: 'truncate',
        formatter: i => paintable(rows[i].operator.name),
      },
    }),
    tooltip: { formatter: ({ value: [run, row] }) => heatTip(rows[row], from + run) },
    series: [
      {
        type: 'custom',
        data: rows.flatMap((_, row) => starts.map((_start, run) => [run, row])),
        renderItem: (_, api) => {
          const [run, row] = [api.value(0), api.value(1)];
          return heatCell(rows[row].ratios[from + run], api.coord([run, row]), api.size([1, 1]), figures);
        },
      },
      ...(width < NARROW ? [] : [heatEnds(rows, starts.length)]),
    ],
  };
}

// The present ratio at the end of each row.
const heatEnds = (rows, runs) => ({
  type: 'scatter',
  silent: true,
  symbolSize: 0,
  data: rows.map(({ now }, row) => ({
    value: [runs - 1, row],
    label: {
      show: now != null,
      position: 'right',
      distance: 14,
      color: color(now > SLOWER ? 'warn' : 'ink3'),
      fontWeight: now > SLOWER ? 600 : 400,
      formatter: () => formatRatio(now),
    },
  })),
});

function heatCell(ratio, [x, y], [width, height], figures) {
  if (ratio == null) {
    return { type: 'circle', shape: { cx: x, cy: y, r: 1.5 }, style: { fill: color('ink3') } };
  }
  const cell = {
    type: 'rect',
    shape: { x: x - width / 2 + 0.5, y: y - height / 2 + 1.5, width: Math.max(1, width - 1), height: height - 3 },
    style: heatStyle(ratio),
  };
  if (!figures || isUsual(ratio)) return cell;
  const ink = ratio > 2 ? DARK_INK : color('ink');
  return {
    type: 'group',
    children: [cell, textAt(x, y + 0.5, decimals(ratio, ratio >= 10 ? 0 : 1), ink, { align: 'center', size: 11 })],
  };
}

function heatStyle(ratio) {
  if (ratio > 2) return { fill: color('warn-g') };
  if (ratio > SLOWER) return { fill: color('warn-soft'), stroke: color('warn-g'), lineWidth: 1 };
  if (ratio < FASTER) return { fill: color('good-soft'), stroke: color('good-g'), lineWidth: 1, lineDash: [3, 2] };
  return { fill: color('usual-soft') };
}

function heatTip({ operator, ratios }, run) {
  return tooltip(
    operator.name,
    ['Run', stamp(report.history.start[run])],
    ['p95', formatDuration(operator.p95[run])],
    ratios[run] != null && ['Of its median', formatRatio(ratios[run])],
  );
}

// Newest run first, as many as a table can show side by side.
function heatTable() {
  const runs = range(Math.max(0, report.history.start.length - 14), report.history.start.length).reverse();
  const moment = runMoment(report.history.start);
  return table({
    caption: `p95 latency of each operator in the last ${counted(runs.length, 'run')}`,
    rows: report.operators,
    limit: 30,
    columns: [
      column('operator', 'Operator', { value: operator => operator.name, text: operatorLabel }),
      ...runs.map(run =>
        numeric(`run${run}`, moment(report.history.start[run]), formatDuration, {
          csv: report.history.run_id[run],
          value: operator => operator.p95[run],
        }),
      ),
    ],
  });
}

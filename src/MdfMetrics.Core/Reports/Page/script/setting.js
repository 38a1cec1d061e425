// Custom metrics, the configuration, the machine and versions, and every row of the store.
const customMetrics = () =>
  report.custom?.length
    ? table({
        caption: 'Custom metrics of the operators',
        rows: report.custom,
        columns: [
          column('metric', 'Metric', { value: one => one.key, cell: one => html('code', {}, one.key) }),
          column('operator', 'Of', {
            value: ownerName,
            cell: one =>
              one.operator == null ? userText(ownerName(one)) : operatorName(report.operators[one.operator]),
          }),
          numeric('median', 'Median of workers', customValue, {
            className: 'any',
            value: one => (one.kind === 'text' ? one.text : one.median),
          }),
          column('range', 'Lowest to highest', { value: one => one.min, cell: customRange }),
          numeric('workers', 'Workers'),
        ],
      })
    : null;

// A figure of an operator, or of a stage itself.
const ownerName = one => (one.operator == null ? report.stages[one.stage] : report.operators[one.operator])?.name;

const customValue = value =>
  typeof value === 'string' ? value : value == null ? '–' : decimals(value, value % 1 ? 2 : 0);

function customRange(one) {
  if (one.kind === 'text') return quiet('the same on all workers');
  return html(
    'span',
    {},
    `${customValue(one.min)} to ${customValue(one.max)}`,
    one.usual_low != null &&
      subline(`${referenceWord()} ${customValue(one.usual_low)} to ${customValue(one.usual_high)}`),
  );
}

const setting = () => [
  html(
    'dl',
    { class: 'facts' },
    (report.context ?? []).map(([term, value]) =>
      html('div', {}, html('dt', {}, term), html('dd', {}, userText(value))),
    ),
  ),
  report.config &&
    html(
      'div',
      { class: 'below' },
      fold(
        'Show the configuration',
        () => html('pre', { class: 'box', tabindex: 0, role: 'region', 'aria-label': 'Configuration' }, report.config),
        { kind: 'more' },
      ),
    ),
];

function allRows() {
  const { rows, operators } = report;
  const count = rows.op.length;
  return count === 0
    ? null
    : fold(
        `Show ${counted(count, 'row')}`,
        () =>
          table({
            caption: 'All operator rows of the run',
            limit: 50,
            filter: true,
            rows: rows.op.map((operator, i) => ({
              stage_name: stageOf(operators[operator]).name,
              operator_name: operators[operator].name,
              worker_id: report.workers[rows.worker[i]],
              ...Object.fromEntries(
                Object.entries(rows)
                  .filter(([key]) => key !== 'worker' && key !== 'op')
                  .map(([key, list]) => [key, list[i]]),
              ),
            })),
            columns: [
              column('stage_name', 'Stage'),
              column('operator_name', 'Operator'),
              column('worker_id', 'Worker'),
              numeric('in', 'In', exactCount, { csv: 'input_records' }),
              numeric('out', 'Out', exactCount, { csv: 'output_records' }),
              numeric('time', 'Time', formatDuration, { csv: 'total_time' }),
              numeric('p50', 'p50', formatDuration, { csv: 'p50_latency' }),
              numeric('p95', 'p95', formatDuration, { csv: 'p95_latency' }),
              numeric('p99', 'p99', formatDuration, { csv: 'p99_latency' }),
              numeric('max', 'Longest', formatDuration, { csv: 'max_latency' }),
              numeric('errors', 'Errors', exactCount, { csv: 'error_count' }),
            ],
          }),
        { kind: 'more', rows: count },
      );
}

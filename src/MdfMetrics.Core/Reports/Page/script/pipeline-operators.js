// Operators of a pipeline: their time, how steady they are, which have errors.
const pipelineOperators = () =>
  table({
    caption: 'Operators of the pipeline',
    rows: report.operators,
    kind: 'cards',
    descending: true,
    sort: report.operators.length > 12 ? 'ratio' : null,
    columns: [
      inCsv('stage_name', { value: operator => stageOf(operator).name }),
      column('operator_name', 'Operator', {
        value: operator => operator.name,
        text: operatorLabel,
        cell: operatorName,
      }),
      numeric('time', changeAt() == null ? 'Time' : 'Time since', formatDuration, { className: 'half' }),
      numeric('usual', 'Time before', formatDuration, { className: 'half' }),
      column('ratio', 'Change', {
        numeric: true,
        className: 'corner',
        cell: ({ ratio }) => (ratio > SLOWER ? worseTag(formatRatio(ratio)) : formatRatio(ratio)),
      }),
      column('share', 'Share', {
        numeric: true,
        className: 'line',
        cell: ({ share, ratio }) => meter(share, 100, wholePercent(share), { kind: ratio > SLOWER ? 'worse' : '' }),
      }),
      numeric('spread', 'Varies by', x => (x == null ? '–' : `±${wholePercent(x)}`), {
        className: 'half',
        hint: 'Standard deviation of its time',
      }),
      numeric('pass_low', 'Lowest pass rate', formatPercent, { className: 'half' }),
      column('error_runs', 'Runs with errors', {
        numeric: true,
        className: 'half',
        cell: ({ error_runs: broken, runs }) => `${broken} of ${runs}`,
      }),
      column('p95', `p95, last ${Math.min(SPARK_RUNS, report.history.start.length)} runs`, {
        csv: false,
        fixed: true,
        className: 'half opt',
        cell: ({ p95 }) => sparkline(p95, { width: 130, height: 24 }),
      }),
    ],
  });

// Failures by error, the newest runs of each.
const pipelineFailures = () =>
  report.failures.length
    ? table({
        caption: 'Failures by error',
        filter: false,
        tools: false,
        rows: report.failures,
        columns: [
          column('error', 'Error', { cell: ({ error }) => html('code', {}, error ?? 'no error text') }),
          column('runs', 'Runs', { numeric: true, cell: ({ runs }) => exactCount(runs.length) }),
          column('when', 'When, and how long it ran', {
            cell: ({ runs }) =>
              html(
                'ul',
                {},
                runs
                  .slice(-6)
                  .reverse()
                  .map(run =>
                    html(
                      'li',
                      {},
                      runLink(run.run_id, stamp(run.start)),
                      `, ${run.status} after ${formatDuration(run.after)}`,
                    ),
                  ),
              ),
          }),
        ],
      })
    : null;

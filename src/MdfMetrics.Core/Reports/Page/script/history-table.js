// Runs of a pipeline as rows, for the pages of a run and of a pipeline.
const historyColumns = () => [
  column('start', 'Run', {
    csv: 'start_time',
    text: row => `${stamp(row.start)} ${row.run_id}`,
    cell: row => [runLink(row.run_id, stamp(row.start)), html('span', { class: 'sub mono' }, row.run_id)],
  }),
  column('run_id', null),
  column('status', 'Status', {
    className: 'half',
    text: row => statusWord(shownStatus(row)),
    cell: row => statusText(shownStatus(row)),
  }),
  numeric('duration', 'Duration', formatDuration, { className: 'half' }),
  numeric('input', 'Records in', formatCount, { csv: 'total_input_records' }),
  numeric('output', 'Records out', formatCount, { csv: 'total_output_records' }),
  numeric('pass_rate', 'Passed', formatPercent, { csv: 'overall_pass_rate' }),
  numeric('errors', 'Errors', exactCount, { csv: 'total_errors' }),
];

const shownStatus = row => (row.input === 0 && row.status === 'completed' ? 'empty' : row.status);

function statusText(status) {
  const className = { completed: 'soft', running: 'soft', empty: 'worse' }[status] ?? 'bad';
  return html('span', { class: `nowrap ${className}` }, statusIcon(status), ' ', statusWord(status));
}

// The columns of the history as rows, oldest first.
function historyRows() {
  const lists = Object.entries(report.history).filter(([, list]) => Array.isArray(list));
  return report.history.start.map((_, i) => Object.fromEntries(lists.map(([name, list]) => [name, list[i]])));
}

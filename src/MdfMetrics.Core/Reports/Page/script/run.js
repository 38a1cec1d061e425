// The page of one run.
function runPage() {
  const { findings } = report;
  runTop();
  section('flow', 'Flow of records', findings.flow, flow());
  section('time', 'Time', findings.time, timeline());
  section('operators', 'Operators', findings.operators, operatorSection(), report.operators.length);
  section('latency', 'Latency', findings.latency, latency());
  section('history', 'History', findings.history, historySection(), report.history.start.length);
  section('workers', 'Workers', findings.workers, workers());
  section('errors', 'Errors', findings.errors, errorSection(), errorTotal());
  section('custom', 'Custom metrics', findings.custom, customMetrics(), report.custom?.length);
  section('setting', 'Configuration and context', findings.config, setting());
  section(
    'rows',
    'All rows',
    'One row for each operator and worker, as it is in the store.',
    allRows(),
    report.rows.op.length,
  );
}

function runTop() {
  const { run, reference } = report;
  const name = run.pipeline ?? 'Run without a name';
  firstScreen(
    trail(name),
    heading(
      [userText(name), `, ${stamp(run.start)}`],
      pill(run.status, statusWord(run.status)),
      !isFailed() && report.verdict.level === 'worse' && pill('worse', 'Needs a look'),
      !isFailed() && report.verdict.level === 'empty' && pill('empty', 'No input'),
    ),
    meta(
      ownSubject([userText(name), `, ${stamp(run.start)}`]),
      html(
        'span',
        {},
        `${weekday(run.start)}, ${clockSeconds(run.start)} to ${run.end ? clockSeconds(run.end) : '…'} ${zone}`,
      ),
      run.host && html('span', {}, 'on ', userText(run.host)),
      tagFacts(run.tags),
      html(
        'span',
        {},
        html('span', { class: 'mono' }, userText(run.run_id)),
        copyButton(
          () => run.run_id,
          () => 'Run id copied',
          { 'aria-label': 'Copy the run id' },
          'Copy',
        ),
      ),
    ),
    verdict(
      run.error &&
        errorBox(run.error_at?.stage ? ['Error, in stage ', userText(run.error_at.stage)] : 'Error', run.error),
    ),
    figureTiles(report.figures, report.history),
    html('p', { class: 'basis' }, referenceNote(reference)),
    answers(report.attribution?.items.length > 0 && attribution(), [alerts(), changes()]),
  );
}

function referenceNote(reference) {
  if (!reference?.count) return 'This is the first run of its pipeline: nothing to compare it with yet.';
  const first = reference.first ? `, the first of ${day(reference.first)}` : '';
  return (
    `“${capital(referenceWord())}” is the ${reference.label}${first}; ` +
    'grey bands are the usual range, ✕ a failed run.'
  );
}

// The page of all pipelines.
function overviewPage() {
  const { findings, failures, pipelines, lanes: runs, store } = report;
  const name = () => ['All pipelines in ', userText(store.name)];
  firstScreen(
    heading(name()),
    meta(ownSubject(name()), html('span', {}, `as of ${stamp(report.generated)} ${zone}`)),
    verdict(),
    figureTiles(report.figures),
    answers(alerts(), changes()),
  );
  section('pipelines', 'Pipelines', findings.pipelines, pipelines.length > 0 && pipelineTable(), pipelines.length);
  section('when', 'When they ran', findings.lanes, runLanes(), runs.length);
  section('failures', 'Failures', findings.failures, failures.length > 0 && failureTable(), failures.length);
}

const failureTable = () =>
  table({
    caption: 'Runs that did not complete',
    sort: 'start',
    descending: true,
    limit: 20,
    rows: report.failures,
    kind: 'cards',
    columns: [
      column('start', 'Run', {
        csv: 'start_time',
        text: run => `${stamp(run.start)} ${run.run_id}`,
        cell: run => [runLink(run.run_id, stamp(run.start)), html('span', { class: 'sub mono' }, run.run_id)],
      }),
      column('run_id', null),
      column('pipeline', 'Pipeline', { className: 'half', cell: run => pipelineLink(run.pipeline) }),
      column('status', 'Status', { className: 'half', cell: run => statusText(run.status) }),
      numeric('after', 'Ran for', formatDuration, { className: 'half', csv: 'duration' }),
      column('error', 'Error', { className: 'wide', cell: run => html('code', {}, run.error ?? 'no error text') }),
    ],
  });

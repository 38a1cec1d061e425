// The page of one pipeline.
function pipelinePage() {
  const { findings, failures } = report;
  const runs = report.history.start.length;
  pipelineTop(runs);
  section('duration', 'Duration by stage', findings.duration, report.stages.length > 0 && durationByStage());
  section('trends', 'Trends', findings.trends, runs > 1 && trends());
  section('calendar', 'Calendar', findings.calendar, calendar());
  section(
    'operators',
    'Operators',
    findings.operators,
    report.operators.length > 0 && [heatMap(), html('div', { class: 'below' }, pipelineOperators())],
    report.operators.length,
  );
  section(
    'failures',
    'Failures',
    findings.failures,
    pipelineFailures(),
    sum(failures.map(failure => failure.runs.length)) || null,
  );
  section(
    'runs',
    'All runs',
    findings.runs,
    table({
      caption: 'All runs of the pipeline',
      sort: 'start',
      descending: true,
      limit: 20,
      filter: true,
      kind: 'cards',
      columns: historyColumns(),
      rows: historyRows(),
    }),
    runs,
  );
}

function pipelineTop(runs) {
  const {
    pipeline,
    verdict: { level },
  } = report;
  const { start } = report.history;
  const name = () => [userText(pipeline.name ?? 'Runs without a name'), `, ${counted(runs, 'run')}`];
  firstScreen(
    trail(pipeline.name),
    heading(name(), LEVEL_PILLS[level]?.() ?? pill(level, 'Needs a look')),
    meta(
      ownSubject(name()),
      html('span', {}, `${[...new Set([start[0], start.at(-1)].map(dayOfYear))].join(' to ')}, times in ${zone}`),
      pipeline.cadence && html('span', {}, `runs ${pipeline.cadence}`),
      tagFacts(pipeline.tags),
    ),
    verdict(),
    figureTiles(report.figures, report.history),
    answers(movers(), [alerts(), changes()]),
  );
}

const LEVEL_PILLS = { same: () => pill('completed', 'As usual'), better: () => pill('completed', 'Better') };

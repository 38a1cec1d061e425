// Stages and workers on the wall clock: what really overlapped, who waited, where the bottleneck was.
function timeline() {
  if (!report.stages.length || !report.run.duration) return null;
  const { rows, height } = timelineRows();
  const hot = bottleneckPart();
  const end = timelineEnd();
  const list = workerTimes();
  return chart({
    label: `Time line of ${counted(report.stages.length, 'stage')} and their workers`,
    finding: 'time',
    height: height + 26,
    key: [
      [solidMark('step'), 'stage, on the wall clock'],
      report.stages.some(stage => stage.usual_wall) && [
        lineMark('usual'),
        [referenceWord(), report.reference && `(${report.reference.short})`].filter(Boolean).join(' '),
      ],
      [solidMark('me-mid'), 'worker busy'],
      [hatchedMark('usual'), 'waiting'],
      hot && [solidMark('warn-g'), 'bottleneck'],
    ],
    note: [
      lanes().some(isSilhouette) &&
        `Where a stage has more than ${MOST_WORKER_ROWS} workers, each is one thin line, ` +
          'the busiest first: a long tip on top is a straggler. ',
      'A worker runs its operators in turns, record by record; its busy time is drawn packed to the left, ' +
        'the rest is waiting.',
      lanes().some(lane => lane.workers.some(worker => worker.overlaps)) &&
        ' Where its operators overlapped, each has a thin line of its own.',
    ],
    table: () => timeTable(list),
    rows: list.length,
    option: width => {
      const left = width < NARROW ? 88 : 150;
      const step = timeStep(end, width < NARROW ? 4 : 9);
      const whole = x => isWhole(x / step);
      const place = { left, width, end, pixels: (width - left - 12) / end };
      return {
        grid: { left, right: 12, top: 0, bottom: 24 },
        xAxis: axis({
          type: 'value',
          min: 0,
          max: end,
          interval: step,
          splitLine: { lineStyle: { color: color('line') }, showMaxLine: false },
          labels: { formatter: x => (whole(x) ? formatElapsed(Number(x.toFixed(6))) : ''), showMaxLabel: whole(end) },
        }),
        yAxis: { type: 'value', min: 0, max: height, inverse: true, show: false },
        tooltip: { formatter: ({ dataIndex }) => timelineTip(rows[dataIndex]) },
        series: [
          {
            type: 'custom',
            clip: false,
            data: rows.map((row, i) => [0, row.y, i]),
            encode: { x: 0, y: 1 },
            renderItem: (_, api) => {
              const row = rows[api.value(2)];
              const [x, y] = api.coord([row.kind === 'missing' ? report.run.duration : row.lane.stage.start, row.y]);
              return {
                type: 'group',
                children: PAINTERS[row.kind](row, { ...place, x, y }, hot)
                  .flat()
                  .filter(Boolean),
              };
            },
          },
        ],
      };
    },
  });
}

function timelineTip({ kind, lane, worker, missing }) {
  if (kind === 'missing') {
    return tooltip(missing.name, ['', 'never ran'], [capital(referenceWord()), formatDuration(missing.usual_wall)]);
  }
  const { stage } = lane;
  if (kind === 'stage') {
    return tooltip(
      stage.name,
      ['Began', clockSeconds(Date.parse(report.run.start) + stage.start * 1e3)],
      ['Took', formatDuration(stage.wall)],
      [capital(referenceWord()), formatDuration(stage.usual_wall)],
      ['Workers', stage.workers],
    );
  }
  const longest = [...worker.parts].sort((a, b) => b.time - a.time).slice(0, 6);
  return tooltip(
    `${workerName(worker)}, ${stage.name}`,
    ...longest.map(part => [report.operators[part.operator].name, formatDuration(part.time)]),
    ['Waiting', formatDuration(worker.waiting)],
  );
}

const workerTimes = () =>
  lanes().flatMap(lane =>
    lane.workers.map(worker => ({
      stage: lane.stage.name,
      worker: workerName(worker),
      start: worker.begin,
      busy: worker.busy,
      waiting: worker.waiting,
      share: (100 * worker.waiting) / (worker.end - worker.begin || 1),
      mostly: report.operators[longestPart(worker).operator].name,
    })),
  );

const timeTable = rows =>
  table({
    caption: 'Time of each stage and worker',
    limit: 60,
    sort: rows.length > 60 ? 'busy' : null,
    descending: true,
    rows,
    columns: [
      column('stage', 'Stage'),
      column('worker', 'Worker'),
      numeric('start', 'Began after', formatDuration),
      numeric('busy', 'Busy', formatDuration),
      numeric('waiting', 'Waiting', formatDuration),
      numeric('share', 'Of its time', wholePercent),
      column('mostly', 'Mostly'),
    ],
  });

// When the runs were, a lane a pipeline.
const isBroken = ({ status }) => status === 'failed' || status === 'abandoned';

function runLanes() {
  const { lanes: runs, pipelines } = report;
  if (!runs.length) return null;
  const begin = smallest(runs.map(run => Date.parse(run.start)));
  const end = largest(runs.map(run => Date.parse(run.start) + (run.duration ?? 0) * 1e3));
  const margin = Math.max(6e4, (end - begin) * 0.02);
  const drawn = pipelines.length > 40 ? pipelines.slice(0, 40) : pipelines;
  return chart({
    label: `Runs of ${counted(drawn.length, 'pipeline')} on the clock`,
    finding: 'lanes',
    height: drawn.length * 44 + 34,
    key: [
      [solidMark('me-mid'), 'completed'],
      runs.some(run => run.status === 'empty') && [hatchedMark('usual'), 'no input'],
      runs.some(isBroken) && [crossMark('bad'), 'failed or abandoned'],
    ],
    note:
      drawn.length < pipelines.length &&
      `The first ${drawn.length} of ${pipelines.length} pipelines; the table has all.`,
    table: () => laneTable(runs),
    rows: runs.length,
    option: width => {
      const left = width < NARROW ? 76 : 130;
      const ticks = clockTicks(begin, end, width < NARROW ? 3 : 8);
      return {
        grid: { left, right: 12, top: 4, bottom: 26 },
        xAxis: axis({
          type: 'value',
          min: begin - margin,
          max: end + margin,
          axisTick: { show: false, customValues: ticks },
          labels: {
            customValues: ticks,
            formatter: moment => (clock(moment) === '00:00' ? day(moment) : clock(moment)),
          },
        }),
        yAxis: axis({
          type: 'category',
          data: drawn.map((_, i) => i),
          inverse: true,
          labels: {
            color: color('ink'),
            fontWeight: 600,
            width: left - 12,
            overflow: 'truncate',
            formatter: i => paintable(namedOr(drawn[i].name)),
          },
        }),
        tooltip: { formatter: ({ value }) => laneTip(runs[value[2]]) },
        series: [
          {
            type: 'custom',
            data: runs.flatMap((run, i) =>
              run.pipeline < drawn.length ? [[Date.parse(run.start), run.pipeline, i]] : [],
            ),
            renderItem: (_, api) => paintRun(runs[api.value(2)], api, width < NARROW ? 2 : 4),
          },
        ],
      };
    },
  });
}

// Round moments of the zone's clocks: whole hours at its own offset from UTC.
function clockTicks(begin, end, most) {
  const hours = [1, 2, 3, 6, 12, 24, 48, 168, 720, 2160, 8760].find(x => (end - begin) / (x * 36e5) <= most) ?? 8760;
  const step = hours * 36e5;
  const [h, m] = clock(begin).split(':').map(Number);
  const midnight = Math.floor(begin / 6e4) * 6e4 - (h * 60 + m) * 6e4;
  return range(0, most + Math.ceil(864e5 / step) + 1)
    .map(i => midnight + i * step)
    .filter(moment => moment >= begin && moment <= end);
}

function paintRun(run, api, least) {
  const [x, y] = api.coord([Date.parse(run.start), run.pipeline]);
  const width = Math.max(least, api.size([(run.duration ?? 0) * 1e3, 0])[0]);
  const bar = style => ({ type: 'rect', shape: { x, y: y - 10, width, height: 20 }, style });
  if (run.status === 'empty') return bar({ fill: hatch(color('usual'), 4), stroke: color('usual'), lineWidth: 1 });
  if (!isBroken(run)) return bar({ fill: color('me-mid') });
  return {
    type: 'group',
    children: [
      bar({ fill: color('bad') }),
      textAt(x + width / 2, y - 15, '✕', color('bad'), { bold: true, align: 'center' }),
    ],
  };
}

const laneTip = run =>
  tooltip(
    namedOr(report.pipelines[run.pipeline].name),
    ['Start', stamp(run.start)],
    ['Took', formatDuration(run.duration)],
    ['Status', statusWord(run.status)],
  );

const laneTable = runs =>
  table({
    caption: 'Runs shown',
    limit: 20,
    rows: runs,
    columns: [
      column('start', 'Start', { csv: 'start_time', text: run => stamp(run.start) }),
      column('pipeline_name', 'Pipeline', { value: run => report.pipelines[run.pipeline].name }),
      column('status', 'Status', { text: run => statusWord(run.status) }),
      numeric('duration', 'Duration', formatDuration),
    ],
  });

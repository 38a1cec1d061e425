// Duration of each run, stacked by stage. Only the stage that moved is orange; at most five parts.
const MOST_PARTS = 5;
const PART_COLORS = ['me-mid', 'step', 'usual', 'drop'];

function durationByStage() {
  const { start, status } = report.history;
  const parts = durationParts();
  const height = width => (width < NARROW ? 240 : 290);
  const base = usualDuration();
  const totals = start.map((_, i) => sum(report.stages.map(stage => stage.wall[i] ?? 0)));
  const crossed = range(0, start.length).filter(i => status[i] !== 'completed');
  return chart({
    label: `Duration of ${counted(start.length, 'run')}, stacked by stage`,
    finding: 'duration',
    height,
    key: [
      ...parts.map(part => [solidMark(part.fill), part.name]),
      [crossMark('bad'), 'failed or abandoned'],
      [lineMark('ink2', '4 3'), `median${changeWord()}`],
    ],
    table: durationTable,
    rows: start.length,
    option: width => ({
      grid: { left: 48, right: 12, top: 26, bottom: 24 },
      xAxis: runAxis(start, { ...fromLeft, formatter: everyFew(start, width - 60) }),
      yAxis: axis({
        type: 'value',
        splitNumber: 4,
        labels: { formatter: axisFormat(formatDuration, largest(present(report.history.duration))) },
      }),
      tooltip: {
        trigger: 'axis',
        formatter: ([{ dataIndex }]) => durationTip(dataIndex),
        axisPointer: { type: 'shadow', shadowStyle: { color: color('usual-soft'), opacity: 0.6 } },
      },
      series: [
        ...parts.map((part, i) => ({
          ...(width / start.length < 4 ? partArea(part) : partBars(part)),
          stack: 'stages',
          data: part.wall,
          markLine:
            i || base == null
              ? undefined
              : {
                  silent: true,
                  symbol: 'none',
                  precision: 12,
                  data: [
                    {
                      yAxis: base,
                      label: { show: false },
                      lineStyle: { color: color('ink2'), type: [4, 3], width: 1.3 },
                    },
                  ],
                },
        })),
        {
          type: 'scatter',
          symbol: CROSS,
          symbolSize: 10,
          symbolOffset: [0, -10],
          itemStyle: { color: color('bad'), opacity: 1 },
          data: crossed.map(i => [i, totals[i]]),
        },
        ...(changeAt() == null ? [] : [changeLine(width, height(width))]),
      ],
    }),
  });
}

const partBars = ({ fill }) => ({
  type: 'bar',
  barWidth: '72%',
  itemStyle: { color: color(fill), opacity: fill === 'me-mid' ? 0.65 : 1, borderColor: color('bg'), borderWidth: 0.5 },
});

// Bars thinner than a few pixels blur.
const partArea = ({ fill }) => ({
  type: 'line',
  step: 'middle',
  symbol: 'none',
  lineStyle: { width: 0 },
  areaStyle: { color: color(fill), opacity: fill === 'me-mid' ? 0.65 : 1 },
});

// The stage that moved (or the longest), the three longest others, and the rest together.
function durationParts() {
  const {
    stages,
    history: { start },
  } = report;
  const size = stages.map(stage => median(stage.wall) ?? 0);
  const moved = stages.map((stage, i) =>
    changeAt() == null ? size[i] : (median(sinceChange(stage.wall)) ?? 0) - (median(beforeChange(stage.wall)) ?? 0),
  );
  const hot = moved.indexOf(largest(moved));
  const others = range(0, stages.length)
    .filter(i => i !== hot)
    .sort((a, b) => size[b] - size[a]);
  const own = others.length > MOST_PARTS - 1 ? others.slice(0, MOST_PARTS - 2) : others;
  const fill = i => (i === hot ? (changeAt() == null ? 'me' : 'warn-g') : PART_COLORS[own.indexOf(i)]);
  const parts = [hot, ...own]
    .filter(i => i >= 0)
    .sort((a, b) => a - b)
    .map(i => ({ name: stages[i].name, wall: stages[i].wall, fill: fill(i) }));
  const rest = others.slice(own.length);
  if (rest.length) {
    parts.push({
      name: `${rest.length} other stages`,
      fill: PART_COLORS.at(-1),
      wall: start.map((_, run) => sum(rest.map(i => stages[i].wall[run] ?? 0))),
    });
  }
  return parts;
}

function changeLine(width, height) {
  const { at, start, note } = report.change;
  return {
    type: 'custom',
    silent: true,
    data: [[at, 0]],
    renderItem: (_, api) => {
      const x = api.coord([at, 0])[0] - api.size([1, 0])[0] / 2;
      const text = width < NARROW || !note ? day(start) : `${day(start)}: ${note}`;
      const left = textWidth(text, { bold: true }) + 12 < x;
      return {
        type: 'group',
        children: [
          {
            type: 'line',
            shape: { x1: x, x2: x, y1: 6, y2: height - 24 },
            style: { stroke: color('warn-g'), lineWidth: 1.5 },
          },
          textAt(left ? x - 6 : x + 6, 12, text, color('warn'), {
            bold: true,
            align: left ? 'right' : 'left',
            width: (left ? x : width - x) - 20,
          }),
        ],
      };
    },
  };
}

function durationTip(i) {
  const { start, duration, status } = report.history;
  return tooltip(
    stamp(start[i]),
    ...report.stages.map(stage => [stage.name, formatDuration(stage.wall[i])]),
    ['Whole run', formatDuration(duration[i])],
    ['Status', statusWord(status[i])],
  );
}

const durationTable = () =>
  table({
    caption: 'Duration by stage',
    limit: 60,
    rows: report.history.start.map((start, i) => ({ start, i, duration: report.history.duration[i] })).reverse(),
    columns: [
      column('start', 'Run', { csv: 'start_time', text: row => stamp(row.start) }),
      ...report.stages.map((stage, i) =>
        numeric(`stage${i}`, stage.name, formatDuration, { csv: stage.name, value: row => stage.wall[row.i] }),
      ),
      numeric('duration', 'Whole run', formatDuration),
    ],
  });

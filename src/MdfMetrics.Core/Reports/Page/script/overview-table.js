// All pipelines, those in need first.
const LEVEL_CLASSES = { same: 'better', better: 'better', failed: 'bad' };

const pipelineTable = () =>
  table({
    caption: 'Pipelines of the store',
    rows: report.pipelines,
    kind: 'cards',
    columns: [
      column('pipeline_name', 'Pipeline', {
        value: pipeline => pipeline.name,
        text: ({ name, tags }) => `${namedOr(name)} ${tags?.team ?? ''}`,
        cell: ({ name, cadence, tags }) => [
          html('b', {}, pipelineLink(name)),
          subline(cadence, tags?.team && [', team ', userText(tags.team)]),
        ],
      }),
      column('say', 'What stands out', {
        className: 'wide',
        value: pipeline => plainText(pipeline.say),
        cell: ({ level, say }) =>
          html(
            'div',
            { class: 'say' },
            html('span', { class: LEVEL_CLASSES[level] ?? 'worse' }, statusIcon(level)),
            ' ',
            sentence(say),
          ),
      }),
      column('last', 'Newest run', {
        className: 'half',
        value: ({ last }) => last?.start,
        cell: ({ last }) =>
          last
            ? [
                statusText(last.status),
                html(
                  'span',
                  { class: 'sub nowrap' },
                  runLink(last.run_id, `${timeAgo(last.start)} ago`),
                  `, ${formatDuration(last.duration)}`,
                ),
              ]
            : quiet('–'),
      }),
      column('strip', 'Last 30 runs, height is duration', {
        csv: false,
        fixed: true,
        className: 'wide',
        cell: ({ strip }) => runStrip(strip),
      }),
      column('completed', 'Completed', {
        numeric: true,
        className: 'half',
        value: ({ completed, runs }) => completed / (runs || 1),
        cell: ({ completed, runs, failed, abandoned, empty }) => [
          `${completed} of ${runs}`,
          subline(
            [failed && `${failed} failed`, abandoned && `${abandoned} abandoned`, empty && `${empty} empty`]
              .filter(Boolean)
              .join(', '),
          ),
        ],
      }),
      column('median', 'Median duration', {
        numeric: true,
        className: 'half',
        cell: ({ median: middle, usual }) => [formatDuration(middle), subline(besideBefore(middle, usual))],
      }),
      numeric('pass_rate', 'Passed', formatPercent, { className: 'half' }),
      numeric('input', 'Records in', formatCount, { className: 'half' }),
    ],
  });

function besideBefore(middle, usual) {
  if (!usual || middle == null) return '';
  return Math.abs(middle / usual - 1) > 0.1 ? `${formatRatio(middle / usual)} of before` : 'unchanged';
}

// A bar a run, as high as it was long: failed ones red with a cross, those without input pale.
function runStrip({ status, duration, input }) {
  const count = status.length;
  const width = clamp(count * 8, 90, 240);
  const step = width / (count || 1);
  const top = largest([...present(duration), 1e-9]);
  const bars = status.map((one, i) => {
    const height = Math.max(2, (21 * (duration[i] ?? 0)) / top);
    const failed = one !== 'completed';
    const x = i * step;
    return [
      svg('rect', {
        x: x + 0.5,
        y: 30 - height,
        width: step - 1.5,
        height,
        fill: cssColor(failed ? 'bad' : input[i] ? 'usual' : 'line2'),
      }),
      failed &&
        svg('path', {
          d: `M${x + step / 2 - 2.5} ${22 - height}l5 5m0-5l-5 5`,
          stroke: cssColor('bad'),
          'stroke-width': 1.5,
        }),
    ];
  });
  const failures = status.filter(one => one !== 'completed').length;
  return [drawing(width, 30, {}, bars), unseen(`${failures} of ${count} did not complete`)];
}

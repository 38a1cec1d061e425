// Where the time went: each stage beside its usual time. Of a failed run how far it got.
const MOST_STAGES = 8;

function attribution() {
  const { total, items } = report.attribution;
  const title = attributionTitle(total);
  const shown = items.length > MOST_STAGES ? mostDifferent(items) : items;
  const top = largest([...items.map(item => Math.abs(item.delta ?? 0)), 1e-9]);
  const addsUp = Math.abs(sum(items.map(item => item.delta ?? 0)) - total) <= 0.02 * Math.abs(total);
  return html(
    'div',
    {},
    html('h2', {}, title),
    table({
      caption: `${title}: stages beside the ${report.reference?.label ?? 'runs before'}`,
      tools: false,
      kind: 'mini',
      rows: shown,
      columns: [
        column('label', 'Stage', { cell: item => [userText(item.label), attributionDetail(item, total)] }),
        column('value', 'Took', {
          numeric: true,
          text: item => (item.verdict === 'missing' ? '–' : formatDuration(item.value)),
        }),
        numeric('usual', capital(referenceWord()), formatDuration, { className: 'soft' }),
        total == null ? recordsOut : difference(top),
      ],
    }),
    shown.length < items.length &&
      html('p', { class: 'basis' }, `The ${shown.length} stages that differ most; all ${items.length} are under Time.`),
    shown.length === items.length &&
      total != null &&
      !addsUp &&
      html('p', { class: 'basis' }, 'Each stage beside its own median; medians do not add up exactly.'),
  );
}

const capital = word => word[0].toUpperCase() + word.slice(1);

const mostDifferent = items => [...items].sort((a, b) => Math.abs(b.delta ?? 0) - Math.abs(a.delta ?? 0)).slice(0, 6);

function attributionTitle(total) {
  if (total == null) return 'How far it got';
  const small = Math.abs(total) < 0.1 * (figureOf('duration').median ?? 0);
  if (small || report.verdict.level === 'empty') return 'Where the time went';
  return `Where the ${total > 0 ? 'extra' : 'saved'} ${formatDuration(Math.abs(total))} went`;
}

function attributionDetail(item, total) {
  if (item.verdict === 'missing') return subline(html('span', { class: 'bad' }, icon('failed'), ' never ran'));
  const slow = item.verdict === 'worse' && [
    item.detail && [userText(item.detail), ' '],
    worseTag(formatRatio(item.ratio)),
  ];
  if (total != null) return subline(slow || (item.detail && userText(item.detail)));
  const failed = item.label === report.run.error_at?.stage;
  const ending = failed ? html('span', { class: 'bad' }, icon('failed'), ' failed here') : 'finished';
  return subline(ending, slow && ['; ', slow]);
}

const recordsOut = {
  key: 'out',
  label: 'Records out',
  numeric: true,
  value: item => report.stages[item.stage]?.out,
  cell: item =>
    item.verdict === 'missing' ? html('b', { class: 'bad' }, '0') : formatCount(report.stages[item.stage]?.out),
};

const difference = top => ({
  key: 'delta',
  label: 'Difference',
  cell: ({ delta, verdict: judged }) =>
    delta == null
      ? quiet('–')
      : deltaMeter(
          delta,
          top,
          delta > 0 ? `+${formatDuration(delta)}` : formatDuration(delta),
          judged === 'worse' && delta > 0,
        ),
});

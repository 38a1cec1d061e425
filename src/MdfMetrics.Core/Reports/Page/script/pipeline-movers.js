// The operators whose time moved most.
const MOST_MOVERS = 5;

function movers() {
  const byMove = report.operators
    .filter(operator => operator.ratio)
    .sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)));
  const moved = byMove.filter(operator => Math.abs(operator.ratio - 1) > 0.1).slice(0, MOST_MOVERS);
  const still = stillText(byMove.slice(moved.length), moved.length);
  if (!byMove.length) return null;
  return html(
    'div',
    {},
    html('h2', {}, 'What moved'),
    moved.length > 0 && moverTable(moved),
    still &&
      html('p', moved.length ? { class: 'basis' } : { class: 'soft' }, !moved.length && [icon('ok'), ' '], still),
  );
}

function stillText(operators, moved) {
  if (!operators.length) return null;
  const widest = Math.max(1, Math.ceil(100 * largest(operators.map(operator => Math.abs(operator.ratio - 1)))));
  return `${moved ? 'The other' : 'All'} ${counted(operators.length, 'operator')} kept their time, within ${widest} %.`;
}

function moverTable(operators) {
  const top = largest(operators.map(operator => Math.max(0, operator.time - operator.usual)));
  return table({
    caption: `Operators whose time moved most, beside the ${report.reference?.label ?? 'runs before'}`,
    tools: false,
    kind: 'mini',
    rows: operators,
    columns: [
      column('operator', 'Operator', { cell: operatorName }),
      numeric('time', changeAt() == null ? 'Latest' : 'Since', formatDuration),
      numeric('usual', 'Before', formatDuration, { className: 'soft' }),
      column('delta', 'Difference', {
        cell: ({ time, usual, ratio }) => deltaMeter(time - usual, top, formatRatio(ratio), ratio > SLOWER),
      }),
    ],
  });
}

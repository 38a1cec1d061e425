// Six figures, each beside what it usually is, with the line of its runs.
function figureTiles(figures, runs) {
  return html(
    'ul',
    { class: 'figures', 'aria-label': 'Key figures' },
    figures.map(figure =>
      html(
        'li',
        {},
        html('div', { class: 'label' }, figure.label),
        html('div', { class: 'value' }, figureValue(figure)),
        html(
          'div',
          { class: `words ${figure.verdict}` },
          figure.verdict !== 'none' && [icon(figureIcon(figure)), ' '],
          figure.words,
        ),
        figure.median != null &&
          html('div', { class: 'usual' }, `${referenceWord()} ${formatFigure(figure.median, figure.unit)}`),
        runs?.[figure.key]?.at(-1) != null &&
          sparkline(runs[figure.key], { status: runs.status, low: figure.low, high: figure.high }),
      ),
    ),
  );
}

// The unit is small beside its number; "1 h 04 min" has no one unit and stays whole.
function figureValue({ value, unit }) {
  const text = formatFigure(value, unit);
  const parts = /^([^a-zµ%/]*?)(\s?[^\d\s,.]*)$/i.exec(text);
  return parts ? [parts[1], html('small', {}, parts[2])] : text;
}

function figureIcon({ direction, verdict: judged }) {
  if (direction) return direction;
  return { worse: 'worse', note: 'info' }[judged] ?? 'same';
}

const referenceWord = () => report.reference?.word ?? (report.reference?.before ? 'before' : 'usually');

const referenceRuns = () =>
  report.reference?.count > 1
    ? `the ${report.reference.count} runs before`
    : (report.reference?.short ?? 'the reference');

const figureOf = key => report.figures.find(figure => figure.key === key) ?? {};

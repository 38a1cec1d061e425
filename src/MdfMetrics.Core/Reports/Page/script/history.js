// The last runs of the pipeline, this one picked out.
function historySection() {
  const { start, status } = report.history;
  if (start.length < 2) return null;
  const shared = { status, starts: start, at: start.length - 1 };
  return [
    keyList([...runKey(true), [solidMark('usual-soft'), 'usual range']]),
    html(
      'div',
      { class: 'multiples' },
      historyMultiple('Duration', 'duration', formatDuration, shared),
      historyMultiple('Records in', 'input', formatCount, { ...shared, whole: true }),
      historyMultiple('Pass rate', 'pass_rate', wholePercent, { ...shared, percent: true, spoken: formatPercent }),
      latencyHistory().map(({ name, values, usual }) =>
        multiple({
          title: `p95 of ${name}`,
          note: besideUsual(values.at(-1), usual),
          values,
          format: formatDuration,
          middle: usual,
          ...shared,
        }),
      ),
    ),
    fold(
      'Show as a table',
      () =>
        table({
          caption: 'The last runs of this pipeline',
          limit: 40,
          kind: 'cards',
          columns: historyColumns(),
          rows: historyRows().reverse(),
        }),
      { rows: start.length },
    ),
  ];
}

function historyMultiple(title, key, format, { spoken = format, ...options }) {
  const values = report.history[key];
  const { low, high, median: middle } = figureOf(key);
  const note =
    middle == null ? spoken(values.at(-1)) : `${spoken(values.at(-1))}, ${referenceWord()} ${spoken(middle)}`;
  return multiple({ title, note, values, format, low, high, middle, ...options });
}

// p95 of the operators that the verdict names: it has no meaning for a whole run.
function latencyHistory() {
  const { start, p95, p95_of: name } = report.history;
  const named = foci().map(operator => ({
    name: operator.name,
    values: wholeTrend(operator.trend ?? [], start.length),
    usual: operator.vs?.p95?.usual,
  }));
  if (!named.length && name && p95) {
    named.push({ name, values: p95, usual: report.operators[report.focus]?.vs?.p95?.usual });
  }
  return named.filter(({ values }) => present(values).length > 1);
}

// Trends of large runs are shorter than the history.
const wholeTrend = (trend, runs) => [...Array(Math.max(0, runs - trend.length)).fill(null), ...trend.slice(-runs)];

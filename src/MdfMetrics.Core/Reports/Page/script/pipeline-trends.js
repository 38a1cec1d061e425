// Volume, pass rate, throughput and errors over the runs, the change marked.
function trends() {
  const shared = { status: report.history.status, starts: report.history.start, change: changeAt() };
  const trend = (title, key, format, { spoken = format, ...options } = {}) =>
    multiple({ title, note: bothSides(key, spoken), values: report.history[key], format, ...options, ...shared });
  return [
    keyList(runKey(false)),
    html(
      'div',
      { class: 'multiples' },
      trend('Records in', 'input', formatCount, { whole: true }),
      trend('Pass rate', 'pass_rate', wholePercent, { percent: true, spoken: formatPercent }),
      trend('Throughput', 'throughput', formatRate),
      trend('Errors', 'errors', formatCount, { whole: true }),
    ),
  ];
}

function bothSides(key, format) {
  const values = report.history[key];
  if (changeAt() == null) return `median ${format(median(values))}`;
  return `${format(median(beforeChange(values)))} before, ${format(median(sinceChange(values)))} since`;
}

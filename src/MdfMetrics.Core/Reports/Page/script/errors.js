// Errors by operator, and the one that ended the run.
function errorSection() {
  const broken = report.operators.filter(operator => operator.errors);
  const { error } = report.run;
  if (!broken.length && !error) return null;
  return [error && errorBox('The error that ended the run', error), broken.length > 0 && errorTable(broken)];
}

const errorShare = operator => operator.errors / (operator.in || operator.out || 1);

function errorTable(operators) {
  const top = largest(operators.map(errorShare));
  return table({
    caption: 'Errors by operator',
    sort: operators.length > 8 ? 'errors' : null,
    descending: true,
    limit: 10,
    filter: operators.length > 10,
    rows: operators,
    kind: 'cards',
    columns: [
      column('operator', 'Operator', { value: operator => operator.name, text: operatorLabel, cell: operatorName }),
      numeric('errors', 'Errors', exactCount, { className: 'half' }),
      numeric('usual', capital(referenceWord()), formatCount, { className: 'half', value: ({ vs }) => vs?.errors }),
      numeric('failed', 'Records failed', exactCount, { className: 'half' }),
      column('per_1000', 'For each 1,000 records', {
        numeric: true,
        className: 'half',
        value: operator => 1000 * errorShare(operator),
        cell: operator => meter(errorShare(operator), top, decimals(1000 * errorShare(operator), 2), { kind: 'fail' }),
      }),
    ],
  });
}

const errorTotal = () => sum(report.operators.map(operator => operator.errors ?? 0)) || null;

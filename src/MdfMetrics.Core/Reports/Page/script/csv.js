// Rows as CSV, under the column names of the store.
const quoteCell = text => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

// A name must not become a formula of the program that opens the file.
const guardCell = text => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function csvText(columns, rows) {
  const cell = (one, row) => {
    const value = rawValue(one, row);
    return typeof value === 'number' ? String(value) : quoteCell(guardCell(String(value ?? '')));
  };
  const lines = [
    columns.map(one => quoteCell(one.csv ?? one.key)),
    ...rows.map(row => columns.map(one => cell(one, row))),
  ];
  return `${lines.map(line => line.join(',')).join('\r\n')}\r\n`;
}

// Tables that sort, filter, show more and copy as CSV.
//
// A column: key · label (none: CSV only) · csv: its name in CSV, false: not there · numeric · value(row) for order
// and CSV · text(row) for filter and cell · cell(row): nodes · hint · fixed: does not sort · className · under: below
// its head.
const MOST_ROWS = 1000; // in the page; the CSV has all
const PAPER_ROWS = 60;
const tables = [];

const column = (key, label, options) => ({ key, label, ...options });
const numeric = (key, label, format = exactCount, options) => ({
  key,
  label,
  numeric: true,
  text: row => format(rawValue({ key, ...options }, row)),
  ...options,
});
const inCsv = (key, options) => ({ key, ...options });

const rawValue = (one, row) => (one.value ? one.value(row) : row[one.key]);
const cellText = (one, row) => (one.text ? one.text(row) : String(rawValue(one, row) ?? ''));
const classes = (...names) => names.filter(Boolean).join(' ') || null;

function table({
  caption,
  title,
  columns,
  rows,
  sort,
  descending = false,
  limit = 25,
  kind = '',
  filter = rows.length > 5,
  tools = rows.length > 3,
}) {
  const shown = columns.filter(one => one.label != null);
  const state = {
    column: shown.find(one => one.key === sort),
    descending,
    sought: '',
    all: rows.length <= limit * 1.4,
  };
  const cards = kind.includes('cards'); // a card a row on phones; CSS takes a table's roles away there
  const body = html('tbody', {});
  const count = html('span', { class: 'count', role: 'status' });
  const pager = html('div', { class: 'pager' });

  function order(one, down = state.column === one ? !state.descending : !!one.numeric) {
    state.column = one;
    state.descending = down;
    fill();
  }

  function found() {
    const words = shown.filter(one => !one.numeric);
    const hits = rows.filter(
      row => !state.sought || words.some(one => cellText(one, row).toLowerCase().includes(state.sought)),
    );
    return state.column ? hits.sort(comparer(state.column, state.descending)) : hits;
  }

  function fill(most = state.all ? MOST_ROWS : limit) {
    const hits = found();
    body.replaceChildren(...hits.slice(0, most).map(row => tableRow(shown, row, cards)));
    count.textContent =
      hits.length === rows.length
        ? counted(rows.length, 'row')
        : `${decimals(hits.length)} of ${counted(rows.length, 'row')}`;
    pager.replaceChildren(
      ...(hits.length > most ? [!state.all && moreButton(hits.length), cutNote(most, hits.length)] : []).filter(
        Boolean,
      ),
    );
    head.show(state);
  }

  const moreButton = hits =>
    html(
      'button',
      {
        class: 'btn',
        type: 'button',
        on: {
          click: () => {
            state.all = true;
            fill();
          },
        },
      },
      hits > MOST_ROWS ? `Show the first ${decimals(MOST_ROWS)} of ${decimals(hits)}` : `Show all ${decimals(hits)}`,
    );

  const head = tableHead(shown, tools, order);
  fill();
  if (rows.length > limit) tables.push({ body, fill });
  const search =
    filter &&
    html('input', {
      type: 'search',
      placeholder: 'Filter',
      'aria-label': `Filter: ${caption}`,
      on: {
        input: event => {
          state.sought = event.target.value.toLowerCase();
          fill();
        },
      },
    });
  const sheet = columns.filter(one => one.key && one.csv !== false);
  return html(
    'div',
    {},
    tools &&
      html(
        'div',
        { class: 'thead' },
        count,
        cards && sortChoice(shown, state.column, order),
        search,
        copyButton(
          () => csvText(sheet, found()),
          () => `${counted(found().length, 'row')} copied as CSV`,
          { class: 'btn' },
          'Copy as CSV',
        ),
      ),
    html(
      'div',
      { class: 'scroll', 'data-name': caption },
      html(
        'table',
        { class: kind, role: cards ? 'table' : null },
        html('caption', { class: title ? 'title' : 'unseen' }, title ?? caption),
        head.node,
        body,
      ),
    ),
    pager,
  );
}

const cutNote = (shown, of) =>
  html('span', { class: 'on-paper basis' }, `The first ${decimals(shown)} of ${counted(of, 'row')}.`);

// What is not there comes last, whichever way.
function comparer(one, descending) {
  return (a, b) => {
    const [x, y] = [rawValue(one, a), rawValue(one, b)];
    if (x == null || y == null) return (x == null) - (y == null);
    return (typeof x === 'string' ? x.localeCompare(y) : x - y) * (descending ? -1 : 1);
  };
}

function tableRow(columns, row, cards) {
  return html(
    'tr',
    { role: cards ? 'row' : null },
    columns.map((one, i) => {
      const className = classes(one.numeric && 'num', one.className);
      const content = one.cell ? one.cell(row) : one.numeric ? cellText(one, row) : userText(cellText(one, row));
      return i === 0
        ? html('th', { scope: 'row', role: cards ? 'rowheader' : null, class: className }, content)
        : html('td', { role: cards ? 'cell' : null, class: className, 'data-label': one.label }, content);
    }),
  );
}

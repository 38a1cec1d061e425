// What is otherwise since the first run that was slow, failed or short: commit, versions, host, configuration.
const SHOWN_CHANGES = 6;

function changes() {
  const all = report.changes ?? [];
  if (!all.length) return null;
  const rest = all.slice(SHOWN_CHANGES);
  return html(
    'section',
    { 'aria-labelledby': 'changes-h' },
    html('h2', { id: 'changes-h' }, 'What changed with it'),
    changeList(all.slice(0, SHOWN_CHANGES)),
    rest.length > 0 && fold(`Show ${rest.length} more`, () => changeList(rest), { kind: 'more' }),
  );
}

const changeList = list =>
  html(
    'ul',
    { class: 'changes' },
    list.map(({ what, was, now, since, note }) =>
      html(
        'li',
        {},
        userText(what),
        ' ',
        changedValue(was, 'not set'),
        ' → ',
        changedValue(now, 'gone'),
        since && quiet(` since ${day(since)}${note ? `, the ${note}` : ''}`),
      ),
    ),
  );

const changedValue = (value, absent) => (value == null ? html('i', {}, absent) : html('code', {}, value));

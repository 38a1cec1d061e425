// Runs on a calendar: a cell a day, or days by hours where runs are hourly. Figures and signs in the cells, so that no
// colour has to be told from another.
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function calendar() {
  const { start } = report.history;
  const days = new Map();
  start.forEach((moment, i) => {
    const key = isoDay(moment);
    days.set(key, [...(days.get(key) ?? []), i]);
  });
  const usual = usualDuration();
  const middlePass = median(report.history.pass_rate);
  const cell = i => dayCell(i, usual, middlePass);
  const used = new Set(range(0, start.length).map(i => dayKind(i, usual, middlePass)));
  const hourly = report.pipeline.cadence === 'hourly';
  return [calendarKey(used), hourly ? hourCalendar(days, cell) : monthCalendar(days, cell)];
}

// status, or how a completed run differs from the usual
function dayKind(i, usual, middlePass) {
  const { status, input, duration, pass_rate: rate } = report.history;
  if (status[i] !== 'completed') return status[i];
  if (input[i] === 0) return 'empty';
  if (rate[i] != null && Math.abs(rate[i] - middlePass) > 5) return 'low';
  const ratio = duration[i] / usual;
  if (ratio > SLOWER) return 'slow';
  return ratio < FASTER ? 'fast' : 'usual';
}

const DAY_SIGNS = { failed: '✕', abandoned: '?', running: '…', empty: '0' };

function dayFigure(kind, i, usual) {
  const { duration, pass_rate: rate } = report.history;
  if (kind === 'low') return `${decimals(rate[i])}%`;
  return usual && duration[i] != null ? decimals(duration[i] / usual, 1) : '–';
}

function dayCell(i, usual, middlePass) {
  if (i == null) return html('span', { class: 'day none' }, unseen('no run'));
  const { start, status, duration, pass_rate: rate, run_id: ids } = report.history;
  const kind = dayKind(i, usual, middlePass);
  const text = DAY_SIGNS[kind] ?? dayFigure(kind, i, usual);
  const figures = `${formatDuration(duration[i])}, ${formatPercent(rate[i])} passed`;
  const title = `${stamp(start[i])}: ${statusWord(status[i])}, ${figures}`;
  const body = [text, !['usual', 'low'].includes(kind) && unseen(` ${kind}`)];
  return html('span', { class: `day ${kind}`, title }, runLink(ids[i], body));
}

function calendarKey(used) {
  const sample = (kind, text) => html('span', { class: `day sample ${kind}`, 'aria-hidden': 'true' }, text);
  return keyList([
    [sample('usual', '1.0'), `time beside the median${changeWord()}`],
    used.has('slow') && [sample('slow', '1.5'), 'slower, over 1.25'],
    used.has('fast') && [sample('fast', '0.6'), 'faster, under 0.75'],
    used.has('low') && [sample('low', '55%'), 'pass rate out of line'],
    used.has('empty') && [sample('empty', '0'), 'no input'],
    used.has('failed') && [sample('failed', '✕'), 'failed'],
    used.has('abandoned') && [sample('abandoned', '?'), 'abandoned'],
  ]);
}

function hourCalendar(days, cell) {
  const hours = range(0, 24);
  const { start } = report.history;
  const last = (runs, hour) => runs.findLast(i => Number(clock(start[i]).slice(0, 2)) === hour);
  return calendarParts([...days.values()], SHOWN_DAYS, 'day', part =>
    html(
      'div',
      { class: 'cal hours scroll', 'data-name': 'Calendar' },
      html(
        'table',
        {},
        html('caption', { class: 'unseen' }, 'Runs by day and hour'),
        html(
          'thead',
          {},
          html(
            'tr',
            {},
            html('td'),
            hours.map(hour => html('th', { scope: 'col' }, twoDigits(hour))),
          ),
        ),
        html(
          'tbody',
          {},
          part.map(runs =>
            html(
              'tr',
              {},
              html('th', { scope: 'row' }, `${weekday(start[runs[0]])} ${day(start[runs[0]])}`),
              hours.map(hour => html('td', {}, cell(last(runs, hour)))),
            ),
          ),
        ),
      ),
    ),
  );
}

const SHOWN_DAYS = 42;
const SHOWN_MONTHS = 6;

// The newest part of a long calendar; the rest is folded.
function calendarParts(units, shown, word, draw) {
  const older = units.slice(0, -shown);
  return [
    older.length > 0 && fold(`Show ${counted(older.length, word)} before`, () => draw(older), { rows: Infinity }),
    draw(units.slice(-shown)),
  ];
}

function monthCalendar(days, cell) {
  const months = new Map();
  for (const [key, runs] of days) {
    const month = key.slice(0, 7);
    months.set(month, (months.get(month) ?? new Map()).set(Number(key.slice(8)), runs));
  }
  return calendarParts([...months], SHOWN_MONTHS, 'month', part =>
    html(
      'div',
      { class: 'cal' },
      part.map(([month, runs]) => monthTable(month, runs, cell)),
    ),
  );
}

function monthTable(month, runs, cell) {
  const [year, number] = month.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const offset = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const weeks = range(0, Math.ceil((offset + lastDay) / 7))
    .map(week => range(week * 7 - offset + 1, week * 7 - offset + 8))
    .filter(week => week.some(date => runs.has(date)));
  const name = (format, date) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...format }).format(Date.UTC(year, number - 1, date));
  return html(
    'table',
    {},
    html('caption', { class: 'title' }, name({ month: 'long', year: 'numeric' }, 1)),
    html(
      'thead',
      {},
      html(
        'tr',
        {},
        html('td'),
        WEEKDAYS.map(text => html('th', { scope: 'col' }, text)),
      ),
    ),
    html(
      'tbody',
      {},
      weeks.map(week =>
        html(
          'tr',
          {},
          html(
            'th',
            { scope: 'row' },
            name(
              { day: 'numeric', month: 'short' },
              week.find(date => date > 0),
            ),
          ),
          week.map(date => html('td', {}, date > 0 && date <= lastDay && cell(runs.get(date)?.at(-1)))),
        ),
      ),
    ),
  );
}

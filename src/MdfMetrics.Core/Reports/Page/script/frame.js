// Sections of a page and the list of them.
const main = byId('main');
const contents = [];

// A section without a body is not there: no heading over nothing.
function section(id, title, finding, body, count) {
  if (!body) return;
  contents.push({ id, title, count });
  main.append(
    html(
      'section',
      { class: 'sec', id, 'aria-labelledby': `${id}-h` },
      html(
        'div',
        { class: 'sec-head' },
        html('h2', { id: `${id}-h` }, title),
        finding && html('p', { class: 'finding' }, finding),
      ),
      html('div', { class: 'body' }, body),
    ),
  );
}

function firstScreen(...blocks) {
  contents.push({ id: 'top', title: 'Verdict' });
  main.append(html('div', { id: 'top' }, ...blocks));
}

const answers = (left, right) => html('div', { class: 'answers' }, html('div', {}, left), html('div', {}, right));

const footer = () =>
  html(
    'footer',
    {},
    html('span', {}, `Made by ${report.writer}, ${stamp(report.generated)} ${zone}`),
    html('span', {}, 'Charts: Apache ECharts 6, Apache License 2.0'),
    html('span', {}, 'This page makes no network requests'),
  );

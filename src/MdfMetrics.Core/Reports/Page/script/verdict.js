// The answer in words. Of several causes each has a line of its own, the biggest first.
function verdict(...below) {
  const { level, headline, lead, notes } = report.verdict;
  const leads = report.verdict.leads ?? (lead?.length ? [lead] : []);
  return [
    html(
      'div',
      { class: `verdict lv-${level}` },
      html('p', { class: 'head' }, sentence(headline)),
      leads.length === 1 && html('p', { class: 'lead' }, sentence(leads[0])),
      leads.length > 1 &&
        html(
          'ol',
          { class: 'leads' },
          leads.map(one => html('li', { class: 'lead' }, sentence(one))),
        ),
      notes?.length > 0 &&
        html(
          'p',
          { class: 'notes' },
          notes.map((note, i) => [i ? ' ' : '', sentence(note)]),
        ),
    ),
    below,
  ];
}

const heading = (text, ...pills) =>
  html('div', { class: 'eyebrow' }, html('h1', {}, report.title ? userText(report.title) : text), pills);

// What a page is about, below a title of one's own.
const ownSubject = text => report.title && html('span', {}, text);

const meta = (...facts) => html('div', { class: 'meta' }, facts.flat().filter(Boolean));

const tagFacts = tags =>
  Object.entries(tags ?? {})
    .filter(([name]) => name !== 'pipeline')
    .map(([name, value]) => html('span', {}, userText(`${name} ${value}`)));

const errorBox = (title, text) =>
  html('div', { class: 'errorbox' }, html('div', { class: 'errorbox-title' }, title), html('pre', {}, text));

// Rules that fire, with the condition each has.
const SEVERITIES = {
  critical: { word: 'Critical', sign: 'failed' },
  warning: { word: 'Warning', sign: 'worse' },
  info: { word: 'Info', sign: 'info' },
};

function alerts() {
  const fired = report.alerts ?? [];
  return html(
    'section',
    { 'aria-labelledby': 'alerts-h' },
    html('h2', { id: 'alerts-h' }, alertHeading(fired.length)),
    fired.length > 0 && html('ul', {}, fired.map(alert)),
    !fired.length &&
      (report.rules
        ? html('p', { class: 'soft' }, icon('ok'), ` None of ${counted(report.rules, 'rule')} fires.`)
        : html('p', { class: 'soft' }, 'No alert rules were given to this report.')),
  );
}

function alertHeading(fired) {
  if (!fired) return 'Alerts';
  return `${fired} of ${counted(report.rules ?? fired, 'alert rule')} ${fired === 1 ? 'fires' : 'fire'}`;
}

function alert({ severity, text, rule, condition }) {
  const { word, sign } = SEVERITIES[severity] ?? SEVERITIES.info;
  return html(
    'li',
    { class: `alert ${severity}` },
    icon(sign),
    html(
      'div',
      {},
      html('b', {}, `${word}: `),
      text,
      html('div', { class: 'condition' }, userText(rule), condition && [' · ', html('code', {}, condition)]),
    ),
  );
}

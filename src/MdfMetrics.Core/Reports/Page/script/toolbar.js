// The tools above the page: its verdict as text for chats and tickets, and the theme.
function toolbar() {
  byId('tools').append(
    copyButton(summaryText, () => 'Summary copied', { class: 'btn' }, 'Copy summary'),
    html(
      'fieldset',
      { class: 'seg' },
      html('legend', { class: 'unseen' }, 'Theme'),
      Object.keys(THEMES).map(name =>
        html(
          'label',
          {},
          html('input', {
            type: 'radio',
            name: 'theme',
            value: name,
            checked: name === theme,
            on: {
              change: () => {
                chooseTheme(name);
                drawCharts();
              },
            },
          }),
          html('span', {}, capital(name)),
        ),
      ),
    ),
  );
}

function summaryText() {
  const {
    verdict: { headline, lead, leads, notes },
    run,
  } = report;
  const causes = (leads ?? [lead]).map(plainText);
  const lines = [
    main.querySelector('h1').textContent,
    plainText(headline),
    ...causes,
    (notes ?? []).map(plainText).join(' '),
    run?.error && `Error: ${run.error}`,
    '',
    ...report.figures.map(figureLine),
    run && `\n${run.run_id}`,
  ];
  return lines.filter(line => line || line === '').join('\n');
}

function figureLine({ label: name, value, unit, words, median: middle }) {
  const beside = middle == null ? '' : ` (${referenceWord()} ${formatFigure(middle, unit)})`;
  return `- ${name}: ${formatFigure(value, unit)}${words ? `, ${words}` : ''}${beside}`;
}

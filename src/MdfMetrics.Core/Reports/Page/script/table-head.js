// One tab stop for all buttons of a head: arrow keys, Home and End go from one to the next.
function tableHead(columns, sorts, order) {
  const buttons = [];
  const cells = columns.map(one => {
    const button =
      sorts &&
      !one.fixed &&
      html(
        'button',
        {
          type: 'button',
          title: one.hint,
          tabindex: buttons.length ? -1 : 0,
          on: {
            click: () => {
              rove(buttons, button);
              order(one);
            },
            keydown: event => roveByKey(event, buttons),
          },
        },
        one.label,
      );
    if (button) buttons.push(button);
    return html(
      'th',
      {
        scope: 'col',
        class: classes(one.numeric && 'num', one.className),
        'aria-sort': button ? 'none' : null,
        'data-label': one.label,
      },
      button || html('span', { class: 'label' }, one.label),
      one.under,
    );
  });
  const show = state =>
    cells.forEach((cell, i) => {
      if (!cell.hasAttribute('aria-sort')) return;
      const direction = state.descending ? 'descending' : 'ascending';
      cell.setAttribute('aria-sort', state.column === columns[i] ? direction : 'none');
    });
  return { node: html('thead', {}, html('tr', {}, cells)), show };
}

function rove(buttons, to) {
  for (const button of buttons) button.tabIndex = button === to ? 0 : -1;
  to.focus();
}

function roveByKey(event, buttons) {
  const at = buttons.indexOf(event.currentTarget);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to == null) return;
  event.preventDefault();
  rove(buttons, buttons[clamp(to, 0, buttons.length - 1)]);
}

// The same for cards, which have no head.
function sortChoice(columns, sorted, order) {
  const choose = event => {
    const chosen = columns[event.target.value];
    order(chosen, !!chosen?.numeric);
  };
  const options = columns.map(
    (one, i) => !one.fixed && html('option', { value: i, selected: one === sorted }, one.label),
  );
  return html(
    'label',
    { class: 'sortby' },
    'Sort by',
    html('select', { on: { change: choose } }, html('option', { value: '', selected: !sorted }, '–'), options),
  );
}

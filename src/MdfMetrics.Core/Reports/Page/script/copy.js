// To the clipboard, also where the browser gives a file no clipboard; the button and a live region tell.
async function copyText(text, told, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = html('textarea', { style: { position: 'fixed', opacity: 0 } });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    button.focus();
  }
  const label = (button.dataset.label ??= button.textContent);
  byId('live').textContent = told;
  button.textContent = 'Copied ✓';
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    button.textContent = label;
    byId('live').textContent = '';
  }, 1600);
}

const copyButton = (text, told, attributes, label) =>
  html(
    'button',
    {
      type: 'button',
      ...attributes,
      on: { click: event => copyText(text(), told(), event.currentTarget) },
    },
    label,
  );

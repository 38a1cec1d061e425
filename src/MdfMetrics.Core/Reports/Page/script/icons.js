// Signs beside words: state is never told by colour alone.
const DISC = 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z';
const ICONS = {
  ok: `${DISC}m3.6 5.2-4.3 5-2.9-2.6 1-1.2 1.8 1.6 3.2-3.8Z`,
  worse: 'M8 1.5 15.5 15H.5Zm-.9 5V11h1.8V6.5Zm0 5.6v1.6h1.8v-1.6Z',
  failed:
    'M5 1h6l4 4v6l-4 4H5l-4-4V5Zm.9 3.7L4.7 5.9 6.8 8l-2.1 2.1 1.2 1.2L8 9.2l2.1 2.1 1.2-1.2L9.2 8' +
    'l2.1-2.1-1.2-1.2L8 6.8Z',
  info: `${DISC}m-.9 3h1.8v1.7H7.1Zm0 3h1.8v5H7.1Z`,
  empty: `${DISC}m0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3Z`,
  up: 'M8 3 14 13H2Z',
  down: 'M8 13 2 3h12Z',
  same: 'M2 5h12v2H2Zm0 4h12v2H2Z',
};

const icon = name =>
  svg(
    'svg',
    { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' },
    svg('path', { d: ICONS[name], fill: 'currentColor', 'fill-rule': 'evenodd' }),
  );

const STATUS_ICONS = {
  completed: 'ok',
  same: 'ok',
  better: 'ok',
  failed: 'failed',
  abandoned: 'failed',
  worse: 'worse',
  empty: 'empty',
};
const statusIcon = status => icon(STATUS_ICONS[status] ?? 'info');

const STATUS_WORDS = {
  completed: 'Completed',
  failed: 'Failed',
  abandoned: 'Abandoned',
  empty: 'Empty',
  running: 'Running',
};
const statusWord = status => STATUS_WORDS[status] ?? status ?? '–';
const pill = (status, text) => html('span', { class: `pill ${status}` }, statusIcon(status), text);

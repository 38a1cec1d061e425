// Small drawings inside text: the marks of a key, lines of thirty runs, bars in tables.
const mark = (...children) => drawing(16, 10, {}, ...children);
const solidMark = fill => mark(svg('rect', { width: 16, height: 10, rx: 1, fill: cssColor(fill) }));
const lineMark = (stroke, dash) =>
  mark(
    svg('path', {
      d: 'M0 5H16',
      stroke: cssColor(stroke),
      'stroke-width': 2,
      'stroke-dasharray': dash,
    }),
  );
const crossMark = stroke => mark(svg('path', { d: 'M4 1 12 9M12 1 4 9', stroke: cssColor(stroke), 'stroke-width': 2 }));
const dotMark = fill => mark(svg('circle', { cx: 8, cy: 5, r: 4, fill: cssColor(fill) }));
const pointMark = fill => mark(svg('circle', { cx: 8, cy: 5, r: 1.5, fill: cssColor(fill) }));
const ringMark = stroke =>
  mark(
    svg('circle', {
      cx: 8,
      cy: 5,
      r: 4,
      fill: 'none',
      stroke: cssColor(stroke),
      'stroke-width': 1.5,
    }),
  );
const barMark = stroke => mark(svg('path', { d: 'M8 0V10', stroke: cssColor(stroke), 'stroke-width': 2 }));
const tickMark = stroke => mark(svg('path', { d: 'M8 1l4 6h-8Z', fill: cssColor(stroke) }));
const framedMark = (fill, stroke, dash) =>
  mark(
    svg('rect', {
      x: 0.5,
      y: 0.5,
      width: 15,
      height: 9,
      rx: 1,
      fill: cssColor(fill),
      stroke: cssColor(stroke),
      'stroke-dasharray': dash,
    }),
  );
const hatchedMark = stroke =>
  mark(
    svg('rect', { x: 0.5, y: 0.5, width: 15, height: 9, fill: 'none', stroke: cssColor(stroke) }),
    svg('path', { d: 'M0 5 5 0M0 10 10 0M5 10 15 0M10 10 16 4', stroke: cssColor(stroke), 'stroke-width': 1.3 }),
  );

// A key wraps and is read aloud, unlike a legend painted by a chart.
const keyList = entries =>
  html(
    'ul',
    { class: 'key' },
    entries.filter(Boolean).map(([sign, text]) => html('li', {}, sign, userText(text))),
  );

// A line of one figure over runs: the usual range behind it, failed runs crossed, the last one picked out. It is scaled
// around its median, so that a step stands out from a blip; null where there are fewer than two figures.
const SPARK_RUNS = 60; // more would be noise at this size

function sparkline(all, { status: statuses = [], low, high, width = 150, height = 30 } = {}) {
  const values = all.slice(-SPARK_RUNS);
  const status = statuses.slice(-SPARK_RUNS);
  const end = values.length - 1;
  const completed = i => values[i] != null && (status[i] ?? 'completed') === 'completed';
  const seen = present(values);
  if (seen.length < 2) return null;
  const good = values.filter((_, i) => completed(i));
  const middle = median(good.length ? good : seen);
  const bottom = smallest([...good, low ?? middle * 0.75]);
  const top = largest([...good, high ?? middle * 1.25]);
  const x = i => 4 + (i * (width - 8)) / Math.max(1, end);
  const y = value => {
    const share = top > bottom ? (clamp(value, bottom, top) - bottom) / (top - bottom) : 0.5;
    return height - 4 - share * (height - 8);
  };
  const points = range(0, values.length)
    .filter(completed)
    .map(i => `${x(i).toFixed(1)},${y(values[i]).toFixed(1)}`);
  const cross = (i, arm, weight) =>
    svg('path', {
      d: `M${x(i) - arm} ${y(values[i]) - arm}l${2 * arm} ${2 * arm}m0-${2 * arm}l-${2 * arm} ${2 * arm}`,
      stroke: cssColor('bad'),
      'stroke-width': weight,
    });
  const band =
    low != null &&
    high != null &&
    svg('rect', {
      x: 0,
      width,
      y: y(high),
      height: Math.max(2, y(low) - y(high)),
      fill: cssColor('usual-soft'),
    });
  const last =
    values[end] != null &&
    (completed(end)
      ? svg('circle', { cx: x(end), cy: y(values[end]), r: 3.2, fill: cssColor('me') })
      : cross(end, 3.5, 2.2));
  return drawing(
    width,
    height,
    { class: 'spark' },
    band,
    svg('polyline', { points: points.join(' '), fill: 'none', stroke: cssColor('usual'), 'stroke-width': 1.3 }),
    range(0, end)
      .filter(i => values[i] != null && !completed(i))
      .map(i => cross(i, 3, 1.6)),
    last,
  );
}

// A bar of a table: its value of the column's largest, with a tick where the usual is.
function meter(value, top, text, { kind = '', tick } = {}) {
  const share = x => `${clamp((100 * x) / (top || 1), 0, 100)}%`;
  return html(
    'span',
    { class: 'meter' },
    html(
      'span',
      { class: 'track', 'aria-hidden': 'true' },
      html('span', { class: `fill ${kind}`, style: { width: share(value ?? 0) } }),
      tick != null && html('span', { class: 'tick', style: { left: share(tick) } }),
    ),
    html('span', {}, text),
  );
}

// More than the usual as a bar; less has none.
function deltaMeter(delta, top, text, worse) {
  return html(
    'span',
    { class: 'meter delta' },
    html(
      'span',
      { class: 'track', 'aria-hidden': 'true' },
      html('span', {
        class: `fill ${worse ? 'worse' : ''}`,
        style: { width: `${(100 * Math.max(0, delta)) / (top || 1)}%` },
      }),
    ),
    html('span', {}, worse ? html('b', {}, text) : text),
  );
}

const worseTag = text => html('span', { class: 'tag' }, icon('up'), ' ', text);

function verdictTag(comparison) {
  if (comparison?.ratio == null) return quiet('–');
  const text = fineRatio(comparison.ratio);
  if (comparison.verdict === 'worse') return worseTag(text);
  if (comparison.verdict === 'better') return html('span', { class: 'better nowrap' }, icon('down'), ' ', text);
  return html('span', { class: 'soft' }, text);
}

// Charts on canvas. Each has a sentence as its label and, where it shows more than that, a table below it.
const charts = [];
let drawingTurn = 0;

// label: what it shows · finding: the section whose finding completes the label · height: pixels, or a function of the
// width · option: what ECharts draws at a width · table: its figures as a table, which has `rows` rows.
function chart({ label: subject, finding, height, option, key, note, table: makeTable, rows }) {
  const heightAt = typeof height === 'function' ? height : () => height;
  const host = html('div', {
    class: 'chart',
    role: 'img',
    'aria-label': `${subject}. ${report.findings[finding] ?? ''}`,
    style: { height: `${heightAt(800)}px` },
  });
  charts.push({ host, heightAt, option });
  return html(
    'figure',
    {},
    key && keyList(key),
    host,
    note && html('p', { class: 'basis' }, note),
    makeTable && fold('Show as a table', makeTable, { rows }),
  );
}

function drawChart(one) {
  const width = one.host.clientWidth;
  if (!width || typeof echarts === 'undefined') return;
  one.host.style.height = `${one.heightAt(width)}px`;
  one.canvas ??= echarts.init(one.host, null, { renderer: 'canvas', devicePixelRatio: Math.max(2, devicePixelRatio) });
  one.canvas.resize();
  const option = one.option(width);
  one.canvas.setOption(
    {
      animation: false,
      textStyle: { fontFamily: chartFont(), color: color('ink2'), fontSize: 12 },
      ...option,
      tooltip: {
        confine: true,
        backgroundColor: color('bg'),
        borderColor: color('line2'),
        borderWidth: 1,
        padding: [8, 10],
        textStyle: { color: color('ink'), fontSize: 13 },
        transitionDuration: 0,
        extraCssText: 'border-radius:6px;box-shadow:0 4px 16px rgb(0 0 0/18%)',
        ...option.tooltip,
      },
    },
    true,
  );
}

let font;
const chartFont = () => (font ??= getComputedStyle(document.body).fontFamily);

// One chart a task: the page answers while they are drawn. A later call takes over from an earlier one.
function drawCharts() {
  const turn = ++drawingTurn;
  const waiting = [...charts];
  (function next() {
    if (turn !== drawingTurn || !waiting.length) return;
    drawChart(waiting.shift());
    setTimeout(next);
  })();
}

const tooltip = (title, ...pairs) =>
  html(
    'div',
    { class: 'tip' },
    html('b', {}, title),
    html(
      'dl',
      {},
      pairs.filter(Boolean).map(([term, value]) => [html('dt', {}, term), html('dd', {}, value)]),
    ),
  );

// A fill that tells kinds apart without colour, in every series.
const hatch = (stroke, gap = 5, back = '') =>
  (colors[`hatch ${stroke} ${gap} ${back}`] ??= drawHatch(stroke, gap, back));

function drawHatch(stroke, gap, back) {
  const canvas = document.createElement('canvas');
  const size = gap * 4;
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d');
  pen.scale(size / gap, size / gap);
  if (back) {
    pen.fillStyle = back;
    pen.fillRect(0, 0, gap, gap);
  }
  pen.strokeStyle = stroke;
  pen.lineWidth = 1.3;
  pen.beginPath();
  for (const offset of [-gap, 0, gap]) {
    pen.moveTo(offset, gap);
    pen.lineTo(offset + gap, 0);
  }
  pen.stroke();
  return { image: canvas, repeat: 'repeat', scaleX: gap / size, scaleY: gap / size };
}

// ECharts keeps what it has measured in a plain object, in which any object's own words are found, too: a line such as
// "constructor" gets a mark that takes no room.
const paintable = text =>
  text
    .split('\n')
    .map(line => (line in Object.prototype ? `${line}\u200b` : line))
    .join('\n');

// Text painted on a chart, as plain text; `width` cuts a long name.
const textAt = (x, y, text, fill, { align = 'left', bold, size = 12, width, top } = {}) => ({
  type: 'text',
  silent: true,
  z: 9,
  style: {
    x,
    y,
    text: paintable(text),
    fill,
    align,
    width,
    verticalAlign: top ? 'top' : 'middle',
    font: `${bold ? 600 : 400} ${size}px ${chartFont()}`,
    overflow: width ? 'truncate' : undefined,
    ellipsis: '…',
  },
});

// Workers' names differ at their end: what is too long loses its beginning.
function keepEnd(text, room) {
  if (textWidth(text) <= room) return text;
  let cut = 1;
  while (cut < text.length && textWidth(`…${text.slice(cut)}`) > room) cut++;
  return `…${text.slice(cut)}`;
}

let ruler;
function textWidth(text, { bold, size = 12 } = {}) {
  ruler ??= document.createElement('canvas').getContext('2d');
  ruler.font = `${bold ? 600 : 400} ${size}px ${chartFont()}`;
  return ruler.measureText(text).width;
}

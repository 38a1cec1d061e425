// Paints one row of the time line. `at` places: x of the row's beginning, y of its top, pixels for each second, the
// room for names at the left and the whole width.
const box = (x, y, width, height, style) => ({
  type: 'rect',
  shape: { x, y, width: Math.max(width, 0.8), height, r: style.radius ?? 0 },
  style,
});

const sideLabel = (row, at, text, fill, bold, y = at.y + row.height / 2) =>
  textAt(at.left - 10, y, text, fill, { bold, align: 'right', width: at.left - 12 });

// The first of the texts that has room inside the bar; none where none has.
function insideLabel(row, at, x, width, texts, fill) {
  const text = texts.find(one => textWidth(one, { bold: true, size: 11 }) + 12 < width);
  return text && textAt(x + 6, at.y + row.height / 2 + 0.5, text, fill, { bold: true, size: 11 });
}

function besideLabel(row, at, x, width, text, fill, bold) {
  const fits = x + width + 6 + textWidth(text, { bold }) < at.width;
  return textAt(fits ? x + width + 6 : x - 6, at.y + row.height / 2 + 0.5, text, fill, {
    bold,
    align: fits ? 'left' : 'right',
  });
}

function paintStage(row, at) {
  const { stage } = row.lane;
  const width = stage.wall * at.pixels;
  const text = stageText(stage, at);
  return [
    sideLabel(row, at, stage.name, color('ink'), true),
    box(at.x, at.y, width, row.height, { fill: color('step'), radius: 1 }),
    paintUsual(stage, at),
    insideLabel(row, at, at.x, width, [text], color('bg')) ?? besideLabel(row, at, at.x, width, text, color('ink2')),
  ];
}

function stageText({ name, wall, usual_wall: usual }, { width }) {
  const failed = name === report.run.error_at?.stage ? '✕ failed after ' : '';
  const beside = usual && width > NARROW ? `, ${referenceWord()} ${formatDuration(usual)}` : '';
  return `${failed}${formatDuration(wall)}${beside}`;
}

// The usual time below its bar, with a stop at its end where that is on the page.
function paintUsual({ usual_wall: usual }, at) {
  if (!usual) return [];
  const room = at.width - 12 - at.x;
  const width = Math.max(1.5, usual * at.pixels);
  const line = box(at.x, at.y + 15, Math.min(width, room), 2.5, { fill: color('usual') });
  return width > room ? [line] : [line, box(at.x + width - 0.75, at.y + 12, 1.5, 6, { fill: color('usual') })];
}

function paintMissing(row, at) {
  const usual = row.missing.usual_wall;
  const width = Math.min(at.end - report.run.duration, usual ?? 1) * at.pixels;
  const text = usual ? `never ran; ${referenceWord()} ${formatDuration(usual)}` : 'never ran';
  const right = at.x + textWidth(text) > at.width;
  return [
    sideLabel(row, at, row.missing.name, color('bad'), true),
    box(at.x, at.y, width, row.height, {
      fill: hatch(color('bad'), 6),
      stroke: color('bad'),
      lineDash: [3, 2],
      lineWidth: 1,
    }),
    textAt(right ? at.width - 12 : at.x, at.y + 24, text, color('bad'), { align: right ? 'right' : 'left' }),
  ];
}

const isHot = (part, lane, hot) => hot != null && part.operator === hot.operator && lane.worker === hot.worker;

// A worker runs its operators in turns, so its busy time is packed to the left and what is left of its stay is waiting.
function paintWorker(row, at, hot) {
  const { worker } = row;
  const begin = at.x + (worker.begin - row.lane.stage.start) * at.pixels;
  const stay = (worker.end - worker.begin) * at.pixels;
  const busy = worker.busy * at.pixels;
  const shapes = [
    sideLabel(row, at, keepEnd(workerName(worker), at.left - 12), color('ink3')),
    box(begin + busy, at.y, stay - busy, row.height, { fill: hatch(color('usual')) }),
    worker.overlaps ? paintOverlap(row, at, begin, hot) : paintParts(row, at, begin, stay, hot),
  ];
  const waiting = `waiting ${formatDuration(worker.waiting)}`;
  const room = textWidth(waiting, { size: 11 }) + 8;
  if (stay - busy > room + 24) {
    shapes.push(
      box(begin + stay - room, at.y, room, row.height, { fill: color('bg') }),
      textAt(begin + stay - room + 4, at.y + row.height / 2 + 0.5, waiting, color('ink2'), { size: 11 }),
    );
  }
  return shapes;
}

function paintParts(row, at, begin, stay, hot) {
  const shapes = [];
  let x = begin;
  for (const part of row.worker.parts) {
    const width = part.time * at.pixels;
    const name = report.operators[part.operator].name;
    const took = formatDuration(part.time);
    const bar = width > 3 ? width - 1 : width;
    const stressed = isHot(part, row.worker, hot);
    shapes.push(box(x, at.y, bar, row.height, { fill: color(stressed ? 'warn-g' : 'me-mid') }));
    if (stressed) {
      const texts = [`bottleneck: ${name}, ${took}`, `bottleneck, ${took}`, 'bottleneck'];
      const inside = insideLabel(row, at, x, bar, texts, DARK_INK);
      if (inside) shapes.push(inside);
      else if (begin + stay + textWidth(texts[0], { bold: true }) + 12 < at.width) {
        shapes.push(besideLabel(row, at, begin, stay, texts[0], color('warn'), true));
      }
    } else {
      shapes.push(insideLabel(row, at, x, bar, [`${name} ${took}`], color('ink')));
    }
    x += width;
  }
  return shapes;
}

// Operators of one worker that ran at the same time, a thin line each.
function paintOverlap(row, at, begin, hot) {
  const { parts } = row.worker;
  const height = row.height / parts.length;
  return parts.map((part, i) =>
    box(begin, at.y + i * height, part.time * at.pixels, Math.max(1, height - 1), {
      fill: color(isHot(part, row.worker, hot) ? 'warn-g' : 'me-mid'),
    }),
  );
}

function paintLine(row, at, hot) {
  const { worker, lane } = row;
  const count = lane.workers.length;
  const stressed = worker.parts.some(part => isHot(part, worker, hot));
  const begin = at.x + (worker.begin - lane.stage.start) * at.pixels;
  const line = {
    ...box(begin, at.y, worker.busy * at.pixels, row.height + (stressed ? 1.6 : 0.4), {
      fill: color(stressed ? 'warn-g' : 'me-mid'),
    }),
    z2: stressed ? 2 : 1, // above the lines that follow
  };
  if (!row.first) return [line];
  const all = row.height * count;
  const middle = at.y + all / 2;
  const shapes = [
    box(at.x, at.y, lane.stage.wall * at.pixels, all, { fill: hatch(color('usual')) }),
    line,
    sideLabel(row, at, `${count} workers`, color('ink3'), false, middle),
  ];
  if (hot && report.operators[hot.operator].stage === lane.index) shapes.push(paintHotName(lane, at, middle, hot));
  return shapes;
}

// Beside the stage, on the side that has room for the longest of the texts.
function paintHotName(lane, at, y, hot) {
  const { name } = report.operators[hot.operator];
  const took = formatDuration(hot.time);
  const texts = [
    `bottleneck: ${name} on ${report.workers[hot.worker]}, ${took}`,
    `bottleneck: ${name}, ${took}`,
    'bottleneck',
  ];
  const end = at.x + lane.stage.wall * at.pixels;
  const room = { left: at.width - end - 8, right: at.x - 8 - at.left };
  const align = room.left >= room.right ? 'left' : 'right';
  const text = texts.find(one => textWidth(one, { bold: true }) < room[align]);
  return text && textAt(align === 'left' ? end + 8 : at.x - 8, y, text, color('warn'), { bold: true, align });
}

const PAINTERS = { stage: paintStage, missing: paintMissing, worker: paintWorker, line: paintLine };

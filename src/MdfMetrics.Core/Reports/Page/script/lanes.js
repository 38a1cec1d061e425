// Each stage with its workers, and what their operators did there: for the time line and the balance of workers.
let stageLanes;
const lanes = () => (stageLanes ??= report.stages.map(laneOf));

function laneOf(stage, index) {
  const { op, worker, start, end, time } = report.rows;
  const byWorker = new Map();
  op.forEach((operator, row) => {
    if (report.operators[operator].stage !== index) return;
    const one = byWorker.get(worker[row]) ?? { worker: worker[row], parts: [] };
    one.parts.push({ operator, time: time[row], start: start?.[row] ?? stage.start, end: end?.[row] });
    byWorker.set(worker[row], one);
  });
  return { stage, index, workers: [...byWorker.values()].map(one => ({ ...one, ...timesOf(one.parts, stage) })) };
}

// begin, end: when the worker was in the stage · busy: of that, in its operators · overlaps: they ran at the same time
function timesOf(parts, stage) {
  const stageEnd = stage.start + stage.wall;
  const begin = clamp(smallest(parts.map(part => part.start)), stage.start, stageEnd);
  const end = largest(parts.map(part => part.end ?? stageEnd));
  const added = sum(parts.map(part => part.time));
  const overlaps = parts.length > 1 && added > (end - begin) * 1.02;
  const busy = overlaps ? Math.min(end - begin, largest(parts.map(part => part.time))) : added;
  return { begin, end, busy, overlaps, waiting: Math.max(0, end - begin - busy) };
}

const workerName = lane => report.workers[lane.worker];
const longestPart = lane => lane.parts.reduce((best, part) => (part.time > best.time ? part : best));

// The bottleneck on the worker that was slowest in it.
function bottleneckPart() {
  if (report.bottleneck == null) return null;
  const rows = range(0, report.rows.op.length).filter(row => report.rows.op[row] === report.bottleneck);
  if (!rows.length) return null;
  const slowest = rows.reduce((best, row) => (report.rows.time[row] > report.rows.time[best] ? row : best));
  return { operator: report.bottleneck, worker: report.rows.worker[slowest], time: report.rows.time[slowest] };
}

// The rows of the time line: a bar for each stage, below it its workers; of many a silhouette, the busiest first.
const MOST_WORKER_ROWS = 8;
const isSilhouette = lane => lane.workers.length > MOST_WORKER_ROWS;

function timelineRows() {
  const rows = [];
  let y = 4;
  const add = (row, height, step) => {
    rows.push({ ...row, y, height });
    y += step;
  };
  for (const lane of lanes()) {
    add({ kind: 'stage', lane }, 14, 20);
    if (isSilhouette(lane)) addSilhouette(lane, add);
    else for (const worker of lane.workers) add({ kind: 'worker', lane, worker }, 11, 15);
    y += 12;
  }
  for (const stage of report.missing ?? []) add({ kind: 'missing', missing: stage }, 14, 30);
  return { rows, height: y };
}

function addSilhouette(lane, add) {
  const height = clamp(28 / lane.workers.length, 0.4, 3);
  const sorted = [...lane.workers].sort((a, b) => b.busy - a.busy);
  sorted.forEach((worker, i) => add({ kind: 'line', lane, worker, first: i === 0 }, height, height));
}

function timelineEnd() {
  const { duration } = report.run;
  const ghosts = sum((report.missing ?? []).map(stage => stage.usual_wall ?? 0));
  return largest([duration + Math.min(duration, ghosts), ...report.stages.map(stage => stage.start + stage.wall)]);
}

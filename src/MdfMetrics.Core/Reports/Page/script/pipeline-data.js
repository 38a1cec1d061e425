// What the blocks of a pipeline's page share: its runs before and after a change, where there was one.
const changeAt = () => report.change?.at ?? null;
const beforeChange = values => values.slice(0, changeAt() ?? values.length);
const sinceChange = values => values.slice(changeAt() ?? 0);
const SLOWER = 1.25;
const FASTER = 0.75;

// The duration that runs are held against: of completed runs with input, before the change.
function usualDuration() {
  const { duration, status, input } = report.history;
  return median(beforeChange(duration).filter((_, i) => status[i] === 'completed' && input[i] > 0));
}

const changeWord = () => (changeAt() == null ? '' : ` before ${day(report.change.start)}`);

// The flow of records as a chain of steps with what enters and leaves beside it. Ribbons are as wide as their records;
// where an aggregate changes the unit the ribbon goes on at its width, whatever the new records count.
const MOST_FLOW_OPERATORS = 16; // above that the steps are stages
const SMALL_PART = 0.005; // of what came in; of stages, smaller parts are in the table only

function flowModel() {
  const byOperators = report.operators.length <= MOST_FLOW_OPERATORS;
  const steps = byOperators ? operatorSteps() : stageSteps();
  if (!steps.length || !(steps[0].in > 0)) return null;
  const least = byOperators ? 0 : SMALL_PART * steps[0].in;
  const begin = partsOf(steps[0]).made > 0 ? 1 : 0; // a column for what the first step makes
  const nodes = steps.map((step, i) => ({ id: `n${i}`, kind: 'step', step, depth: begin + i, label: step.name }));
  const links = [];
  let width = 1; // of one record
  let unit = 0; // how often it has changed
  steps.forEach((step, i) => {
    const parts = partsOf(step);
    const depth = begin + i;
    const beside = (kind, records, at, text) => {
      if (records < 1 || records * width < least) return;
      const id = `${kind}${i}`;
      nodes.push({ id, kind, step, count: records, depth: at, label: text });
      const [source, target] = kind === 'made' ? [id, `n${i}`] : [`n${i}`, id];
      links.push({ source, target, kind, count: records, width: records * width });
    };
    beside('made', parts.made, depth - 1, `+${formatCount(parts.made)} made`);
    beside('dropped', parts.dropped, depth + 1, `${formatCount(Math.round(parts.dropped))} dropped`);
    beside('failed', step.failed, depth + 1, `${formatCount(step.failed)} failed`);
    if (step.aggregate && step.out) {
      step.merged = parts.through;
      width *= parts.through / step.out;
      unit++;
    }
    const next = steps[i + 1];
    const count = next ? Math.min(step.out, next.in) : step.out;
    if (count > 0) {
      links.push({
        source: `n${i}`,
        target: next ? `n${i + 1}` : 'end',
        kind: 'passed',
        count,
        width: count * width,
        unit,
      });
    }
  });
  nodes.splice(steps.length, 0, endNode(steps, begin));
  return { steps, nodes, links, begin, byOperators, columns: steps.length + begin };
}

// Where records end, or the first stage that never ran.
function endNode(steps, begin) {
  const last = steps.at(-1);
  const missing = report.missing?.[0];
  return {
    id: 'end',
    kind: missing ? 'ghost' : 'end',
    step: last,
    count: last.out,
    depth: steps.length + begin,
    label: missing ? missing.name : 'out',
  };
}

const inFlow = stage => stage.role !== 'auxiliary';

const operatorSteps = () =>
  report.operators
    .filter(operator => inFlow(stageOf(operator)))
    .map(operator => ({
      name: operator.name,
      stage: operator.stage,
      in: operator.role === 'source' ? operator.out : operator.in,
      out: operator.out,
      failed: operator.failed,
      aggregate: operator.role === 'aggregate',
    }));

const stageSteps = () =>
  report.stages.flatMap((stage, i) => {
    if (!inFlow(stage)) return [];
    const mine = report.operators.filter(operator => operator.stage === i);
    const aggregate = mine.some(operator => operator.role === 'aggregate');
    return [
      {
        name: stage.name,
        stage: i,
        in: mine[0]?.role === 'source' ? mine[0].out : stage.in,
        out: stage.out,
        aggregate,
        failed: aggregate ? 0 : sum(mine.map(operator => operator.failed)),
        passRate: stage.pass_rate,
      },
    ];
  });

// through: of the records that came in, those that went on (into an aggregate's fewer ones too)
function partsOf(step) {
  const sound = Math.max(0, step.in - step.failed);
  if (step.aggregate) {
    const through = step.passRate == null ? sound : Math.min(sound, (step.in * step.passRate) / 100);
    return { through, dropped: sound - through, made: 0 };
  }
  return {
    through: Math.min(sound, step.out),
    dropped: Math.max(0, sound - step.out),
    made: Math.max(0, step.out - sound),
  };
}

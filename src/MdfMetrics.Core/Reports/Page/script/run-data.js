// What the blocks of a run's page share.
const MANY_OPERATORS = 24;

const stageOf = operator => report.stages[operator.stage];
const operatorLabel = operator => `${stageOf(operator).name} / ${operator.name}`;
const isFailed = () => ['failed', 'abandoned'].includes(report.run.status);
const isWorse = comparison => comparison?.verdict === 'worse';

// The operators that the verdict names.
const foci = () => (report.foci ?? [report.focus]).filter(i => i != null).map(i => report.operators[i]);

const bottleneck = () => (report.bottleneck == null ? null : report.operators[report.bottleneck]);

const operatorCell = operator => [
  userText(operator.name),
  operator === bottleneck() && [' ', html('span', { class: 'tag' }, '◆ bottleneck')],
  subline(
    userText(stageOf(operator).name),
    operator.role && operator.role !== 'transform' && ` · ${operator.role}`,
    ` · ${counted(operator.workers, 'worker')}`,
  ),
];

const operatorName = operator => [userText(operator.name), subline(userText(stageOf(operator).name))];

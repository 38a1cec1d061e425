// Flow of records as a Sankey: from left to right, or from top to bottom where that has no room.
function flow() {
  const model = flowModel();
  if (!model) return null;
  const { steps, links, columns, byOperators } = model;
  return chart({
    label: `Flow of records through the ${byOperators ? 'operators' : 'stages'}`,
    finding: 'flow',
    height: width => (isUpright(model, width) ? stepHeight(model) * (columns + 1) + 30 : 330),
    key: [
      [solidMark('me-mid'), 'passed on'],
      [hatchedMark('drop'), 'dropped'],
      [solidMark('bad'), 'failed'],
      links.some(one => one.kind === 'made') && [hatchedMark('good-g'), 'made by fan-out'],
      steps.some(step => step.aggregate) && [hatchedMark('me-mid'), 'another unit, after an aggregate'],
    ],
    note: byOperators
      ? null
      : 'By stage, as there are many operators. Parts under 0.5 % of the flow are in the table only.',
    table: () => flowTable(model),
    rows: steps.length,
    option: width => (isUpright(model, width) ? uprightFlow(model, width) : levelFlow(model, width)),
  });
}

// Where nothing leaves the stream, steps need the height of their names only.
const stepHeight = ({ nodes, steps }) => (nodes.length > steps.length + 1 ? 46 : 34);

// A column needs some 106 pixels for its name.
const isUpright = ({ columns }, width) => (width - 20) / (columns + 1) < 106;

function levelFlow(model, width) {
  const frame = { left: 8, right: 68, top: 78, bottom: 20 };
  const room = (width - 76) / (model.columns + 0.1);
  return {
    graphic: stageHeads(model, width),
    tooltip: { formatter: point => flowTip(model, point) },
    series: [
      sankey(model, { ...frame, orient: 'horizontal', nodeWidth: 7, nodeGap: 22 }, node => levelPlace(node, room)),
    ],
  };
}

function uprightFlow(model, width) {
  const narrow = width < NARROW;
  const frame = { left: narrow ? 112 : 170, right: narrow ? 92 : 130, top: 18, bottom: 18 };
  return {
    graphic: [],
    tooltip: { formatter: point => flowTip(model, point) },
    series: [
      sankey(model, { ...frame, orient: 'vertical', nodeWidth: 6, nodeGap: narrow ? 14 : 24 }, node =>
        uprightPlace(node, narrow),
      ),
    ],
  };
}

function sankey({ steps, nodes, links }, layout, place) {
  return {
    type: 'sankey',
    nodeAlign: 'left',
    layoutIterations: 0,
    draggable: false,
    emphasis: { focus: 'none' },
    ...layout,
    data: nodes.map(node => {
      const text = nodeText(node);
      return {
        name: node.id,
        depth: node.depth,
        itemStyle:
          node.kind === 'ghost'
            ? { color: hatch(color('bad')), borderColor: color('bad'), borderWidth: 1.5 }
            : { color: color(NODE_COLORS[node.kind]), borderWidth: 0 },
        label: {
          show: text !== '',
          formatter: () => paintable(text),
          color: color(nodeInk(node)),
          fontSize: 12,
          lineHeight: 15,
          fontWeight: node.kind === 'step' ? 500 : 400,
          overflow: 'truncate',
          ...place(node),
        },
      };
    }),
    links: links.map(one => ({
      source: one.source,
      target: one.target,
      value: one.width,
      count: Math.round(one.count),
      kind: one.kind,
      lineStyle: { curveness: 0.5, opacity: one.kind === 'passed' ? 0.6 : 0.9, color: ribbonFill(one, steps) },
    })),
  };
}

const NODE_COLORS = { step: 'step', end: 'step', made: 'good-g', dropped: 'drop', failed: 'bad' };

function nodeInk({ kind }) {
  if (kind === 'ghost' || kind === 'failed') return 'bad';
  return kind === 'step' || kind === 'end' ? 'ink' : 'ink2';
}

function ribbonFill({ kind, target, unit }) {
  if (kind === 'failed') return color('bad');
  if (kind === 'made') return hatch(color('good-g'));
  if (kind === 'dropped') return hatch(color('drop'));
  if (target === 'end' && report.missing?.length) return hatch(color('bad'), 6, color('bad-soft'));
  return unit ? hatch(color('me-mid'), 6, color('me-soft')) : color('me-mid');
}

function nodeText({ kind, label: name, step, count }) {
  if (kind === 'end') return `out\n${formatCount(count)}`;
  if (kind === 'ghost') return `${name}\nnever ran`;
  if (kind !== 'step') return name;
  if (step.aggregate) return `${name}\n${formatCount(step.in)} → ${formatCount(step.out)}`;
  return `${name}\n${formatCount(step.in)}${step.out > step.in ? ` × ${decimals(step.out / step.in, 2)}` : ''}`;
}

const belowNode = padding => ({ align: 'left', verticalAlign: 'top', padding, backgroundColor: color('bg') });

function levelPlace({ kind }, room) {
  if (kind === 'step') return { position: [0, -8], align: 'left', verticalAlign: 'bottom', width: room - 8 };
  if (kind === 'end' || kind === 'ghost') return { position: 'right', distance: 8, width: 60, overflow: 'break' };
  if (kind === 'failed') return { position: 'right', distance: 5 };
  return { position: [0, '100%'], ...belowNode([3, 3, 2, 0]) };
}

function uprightPlace({ kind }, narrow) {
  if (['step', 'end', 'ghost'].includes(kind)) return { position: 'left', distance: 8, width: narrow ? 100 : 156 };
  if (kind === 'dropped') return { position: ['0%', '100%'], ...belowNode([2, 3, 1, 0]) };
  return { position: 'right', distance: 6 };
}

// The stages above their operators.
function stageHeads({ steps, begin, columns }, width) {
  const heads = [];
  steps.forEach((step, i) => {
    if (heads.at(-1)?.stage === step.stage) heads.at(-1).to = i;
    else heads.push({ stage: step.stage, from: i, to: i });
  });
  const gap = (width - 76 - 7) / columns;
  return heads.map(({ stage, from, to }) => {
    const x1 = 8 + (from + begin) * gap;
    const x2 = 8 + (to + begin) * gap + Math.max(12, gap * 0.86);
    return {
      type: 'group',
      silent: true,
      children: [
        { type: 'line', shape: { x1, x2, y1: 22, y2: 22 }, style: { stroke: color('line2'), lineWidth: 1 } },
        textAt(x1, 10, report.stages[stage].name, color('ink3'), { width: (to - from + 0.9) * gap }),
      ],
    };
  });
}

const LINK_WORDS = { passed: 'passed on', made: 'made by fan-out' };

function flowTip({ nodes }, { dataType, name, data }) {
  const nodeOf = id => nodes.find(node => node.id === id);
  if (dataType === 'edge') {
    return tooltip(`${exactCount(data.count)} ${LINK_WORDS[data.kind] ?? data.kind}`, [
      nodeOf(data.source).step.name,
      '',
    ]);
  }
  const { kind, step, label: text, count } = nodeOf(name);
  if (kind !== 'step') return tooltip(text, [step.name, exactCount(Math.round(count))]);
  return tooltip(
    step.name,
    ['In', exactCount(step.in)],
    ['Out', exactCount(step.out)],
    step.failed > 0 && ['Failed', exactCount(step.failed)],
  );
}

function flowTable({ steps, byOperators }) {
  return table({
    caption: 'Flow of records as a table',
    filter: false,
    rows: steps,
    columns: [
      byOperators && column('stage', 'Stage', { value: step => report.stages[step.stage].name }),
      column('name', byOperators ? 'Operator' : 'Stage'),
      numeric('in', 'In'),
      numeric('out', 'Out'),
      numeric('dropped', 'Dropped', exactCount, { value: step => Math.round(partsOf(step).dropped) }),
      numeric('failed', 'Failed'),
      column('note', 'Note', { className: 'nowrap', value: flowNote }),
    ].filter(Boolean),
  });
}

function flowNote(step) {
  if (step.aggregate) return step.out ? `unit changes, ${decimals(step.merged / step.out, 1)} to 1` : 'unit changes';
  return step.out > step.in ? `${decimals(step.out / step.in, 2)} out of each` : '';
}

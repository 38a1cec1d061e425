import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loaded } from './loaded.mjs';

const stage = (name, role) => ({ name, role, in: 0, out: 0 });
const step = (name, role, came, out, failed = 0, at = 0) => ({ name, role, in: came, out, failed, stage: at });

function flowOf(operators, options = {}) {
  const report = { stages: [stage('only')], missing: [], ...options, operators };
  return loaded(['numbers', 'format', 'run-data', 'flow-model'], ['flowModel'], report).flowModel();
}

const linkOf = (flow, kind) =>
  flow.links.filter(link => link.kind === kind).map(link => [link.source, link.count, link.width]);

test('flow_DroppedAndFailed_LeaveBesideWhatPasses', () => {
  const flow = flowOf([step('read', 'source', 0, 1000), step('parse', 'transform', 1000, 900, 60)]);

  assert.deepEqual(linkOf(flow, 'passed'), [
    ['n0', 1000, 1000],
    ['n1', 900, 900],
  ]);
  assert.deepEqual(linkOf(flow, 'dropped'), [['n1', 40, 40]]);
  assert.deepEqual(linkOf(flow, 'failed'), [['n1', 60, 60]]);
});

test('flow_FanOut_IsMadeBesideTheStep', () => {
  const flow = flowOf([step('read', 'source', 0, 100), step('split', 'transform', 100, 170)]);

  assert.deepEqual(linkOf(flow, 'made'), [['made1', 70, 70]]);
  assert.deepEqual(linkOf(flow, 'passed').at(-1), ['n1', 170, 170]);
});

test('flow_Aggregate_ChangesTheUnitAndKeepsTheWidth', () => {
  const flow = flowOf([
    step('read', 'source', 0, 1000),
    step('per_day', 'aggregate', 1000, 30),
    step('insert', 'sink', 30, 15, 15),
  ]);

  assert.deepEqual(
    linkOf(flow, 'passed').map(([, count, width]) => [count, Math.round(width)]),
    [
      [1000, 1000],
      [30, 1000],
      [15, 500],
    ],
  );
  assert.deepEqual(linkOf(flow, 'dropped'), []);
  assert.deepEqual(
    linkOf(flow, 'failed').map(([, count, width]) => [count, Math.round(width)]),
    [[15, 500]],
  );
});

test('flow_AuxiliaryStage_IsNoPartOfIt', () => {
  const flow = flowOf([step('read', 'source', 0, 10), step('notify', 'transform', 1, 1, 0, 1)], {
    stages: [stage('work'), stage('mail', 'auxiliary')],
  });

  assert.deepEqual(
    flow.steps.map(one => one.name),
    ['read'],
  );
});

test('flow_MissingStage_EndsThere', () => {
  const flow = flowOf([step('read', 'source', 0, 10)], { missing: [{ name: 'load', usual_wall: 1 }] });

  assert.deepEqual(
    flow.nodes.filter(node => node.kind === 'ghost').map(node => node.label),
    ['load'],
  );
});

test('flow_NothingCameIn_IsNone', () => {
  assert.equal(flowOf([step('read', 'source', 0, 0)]), null);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loaded } from './loaded.mjs';

const { formatDuration, formatCount, formatPercent, formatRatio, formatElapsed, formatPower } = loaded(
  ['format'],
  ['formatDuration', 'formatCount', 'formatPercent', 'formatRatio', 'formatElapsed', 'formatPower'],
);
const plain = text => text.replaceAll('\u00a0', ' ');

const durations = [
  [null, '–'],
  [0, '0 s'],
  [3.34e-7, '0.33 µs'],
  [1.48e-5, '14.8 µs'],
  [3.34e-4, '334 µs'],
  [0.000977, '977 µs'],
  [0.00256, '2.56 ms'],
  [0.0129, '12.9 ms'],
  [0.7623, '762 ms'],
  [0.99949, '999 ms'],
  [0.9996, '1.0 s'],
  [28.923, '28.9 s'],
  [61, '1 min 01 s'],
  [3599, '59 min 59 s'],
  [3660, '1 h 01 min'],
  [-5.9, '−5.9 s'],
];
test('formatDuration_AnySize_HasItsUnit', () => {
  for (const [seconds, text] of durations) assert.equal(plain(formatDuration(seconds)), text);
});

test('formatCount_Millions_AreShort', () => {
  assert.deepEqual([0, 47902, 1.9e6, 2.5e9].map(formatCount).map(plain), ['0', '47,902', '1.90 M', '2.50 G']);
});

test('formatPercent_AlmostAll_IsNotAll', () => {
  assert.deepEqual([99.96, 100, 138.414, null].map(formatPercent).map(plain), ['99.96 %', '100.0 %', '138.4 %', '–']);
});

test('formatRatio_NearOne_HasTwoDigits', () => {
  assert.deepEqual([1.04, 1.67, 12.3].map(formatRatio), ['1.04×', '1.7×', '12×']);
});

test('formatElapsed_Axis_ReadsAsClock', () => {
  assert.deepEqual([0, 0.05, 30, 90, 300, 5400, 7200].map(formatElapsed), [
    '0',
    '0.05 s',
    '30 s',
    '1:30',
    '5 min',
    '1 h 30',
    '2 h',
  ]);
});

test('formatPower_Exponents_AreUnits', () => {
  assert.deepEqual([-9, -5, -3, 0, 1].map(formatPower), ['1 ns', '10 µs', '1 ms', '1 s', '10 s']);
});

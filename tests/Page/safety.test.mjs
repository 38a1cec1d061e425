import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loaded } from './loaded.mjs';

test('csv_Formula_IsText', () => {
  const { csvText } = loaded(['csv', 'tables'], ['csvText']);
  const columns = [{ key: 'name', csv: 'operator_name' }, { key: 'time' }];

  const text = csvText(columns, [
    { name: '=1+1', time: -2.5 },
    { name: 'a,"b"', time: null },
    { name: '@x\ny', time: 0 },
  ]);

  assert.equal(text, 'operator_name,time\r\n\'=1+1,-2.5\r\n"a,""b""",\r\n"\'@x\ny",0\r\n');
});

test('links_NotRelative_AreNone', () => {
  const { isRelative } = loaded(['links'], ['isRelative']);
  const refused = [
    'javascript:alert(1)',
    '//host/x',
    '/etc/passwd',
    'https://x',
    '\\\\host\\x',
    'a//b',
    '?q',
    '#x',
    '',
    null,
  ];

  assert.deepEqual(refused.filter(isRelative), []);
  assert.deepEqual(['nightly.html', '../index.html', 'runs/a%20b.html'].map(isRelative), [true, true, true]);
});

test('median_OfWhatIsThere', () => {
  const { median } = loaded(['numbers'], ['median']);

  assert.deepEqual([median([3, null, 1, 2]), median([4, 1]), median([null])], [2, 2.5, null]);
});

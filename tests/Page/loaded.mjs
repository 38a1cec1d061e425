// Scripts of the page without a page: their text in one function, which returns what is asked of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageFolder } from './page.mjs';

export function loaded(scripts, names, report = {}) {
  const text = scripts.map(name => readFileSync(join(pageFolder, 'script', `${name}.js`), 'utf8')).join('\n');
  return new Function('report', `'use strict';\n${text}\nreturn { ${names.join(', ')} };`)(report);
}

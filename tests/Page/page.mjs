// The script of the report's page, joined as Export-MdfReport joins it, and where each of its lines comes from.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const pageFolder = join(dirname(fileURLToPath(import.meta.url)), '../../src/MdfMetrics.Core/Reports/Page');

export function pageScript() {
  const template = readFileSync(join(pageFolder, 'template.html'), 'utf8');
  const [, script] = /<script>\n([^]*?)<\/script>/.exec(template);
  const origins = [];
  const lines = [];
  for (const line of script.split('\n')) {
    const path = /^\{\{(.+)\}\}$/.exec(line)?.[1];
    const text = path ? readFileSync(join(pageFolder, path), 'utf8').trimEnd().split('\n') : [line];
    text.forEach((one, i) => {
      lines.push(one);
      origins.push(`${path ?? 'template.html'}:${i + 1}`);
    });
  }
  return {
    text: lines.join('\n'),
    originOf: line => origins[line - 1],
    files: [...new Set(origins.map(one => one.split(':')[0]))],
  };
}

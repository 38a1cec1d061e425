// Lints the page of the report: its scripts joined, since they share a scope (so what is undefined or unused is found over
// all files), its style sheets one by one. Prints each finding with its file; fails where there is one.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import eslintRules from '@eslint/js';
import { ESLint } from 'eslint';
import globals from 'globals';
import stylelint from 'stylelint';
import { pageFolder, pageScript } from './page.mjs';

const { text, originOf, files } = pageScript();
const findings = [];

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [
    eslintRules.configs.recommended,
    {
      languageOptions: { sourceType: 'script', globals: { ...globals.browser, echarts: 'readonly' } },
      linterOptions: { reportUnusedDisableDirectives: 'error' },
      rules: {
        curly: ['error', 'multi-line'],
        eqeqeq: ['error', 'always', { null: 'ignore' }],
        'no-console': 'error',
        'no-eval': 'error',
        'no-implied-eval': 'error',
        'no-var': 'error',
        'no-shadow': ['error', { hoist: 'all' }],
        'prefer-const': 'error',
        'object-shorthand': 'error',
        'no-restricted-properties': [
          'error',
          ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'write'].map(property => ({
            property,
            message: 'Text is never markup: build elements with html().',
          })),
        ],
      },
    },
  ],
});
for (const { messages } of await eslint.lintText(text)) {
  for (const { line, message, ruleId } of messages) findings.push(`${originOf(line)} ${message} (${ruleId})`);
}

text.split('\n').forEach((line, i) => {
  if (line.length > 120) findings.push(`${originOf(i + 1)} The line has ${line.length} characters, over 120.`);
});

const named = new Set(files);
for (const name of readdirSync(join(pageFolder, 'script'))) {
  if (!named.has(`script/${name}`)) findings.push(`script/${name} is not in template.html`);
}

const { results } = await stylelint.lint({
  files: join(pageFolder, 'style/*.css').replaceAll('\\', '/'),
  config: {
    extends: 'stylelint-config-standard',
    rules: {
      'no-descending-specificity': null,
      'property-no-vendor-prefix': null, // Safari's text-size-adjust
      'media-feature-range-notation': 'prefix', // browsers of before 2023
    },
  },
});
for (const { source, warnings } of results) {
  for (const { line, text: message } of warnings) findings.push(`${source}:${line} ${message}`);
}

console.log(findings.join('\n') || `${files.length} scripts and ${results.length} style sheets: nothing found`);
process.exitCode = findings.length ? 1 : 0;

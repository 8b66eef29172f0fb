#!/usr/bin/env node
// SPDX-License-Identifier: MIT OR GPL-2.0-only
//
// Runs the modules of test/bugs/concurrency, each with one seeded bug and its fixed twin, and prints what was found.
//   npm run bugs                         all, 2,000 schedules of each case
//   npm run bugs -- --explore 20000      more of them
//   npm run bugs -- rcu_ lock_order      those whose names contain a word
// Exits with 1 if a bug is not found by its rule's name, or if something is said of a twin.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const repository = path.resolve(import.meta.dirname, '..');
const folder = path.join(repository, 'test/bugs/concurrency');
const { values, positionals: words } = parseArgs({
  options: {
    explore: { type: 'string', default: '2000' },
    cc: { type: 'string' },
    timeout: { type: 'string', default: '300' },
  },
  allowPositionals: true,
});

const modules = readdirSync(folder)
  .filter((name) => name.endsWith('_test.c'))
  .map((name) => name.slice(0, -'_test.c'.length))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort();
const cases = await explore();
const rows = modules.map(row);
const widths = ['module', 'rule', 'found', 'twin'].map((title, at) =>
  Math.max(title.length, ...rows.map(({ columns }) => columns[at].length)),
);
const line = (columns) =>
  columns
    .map((text, at) => text.padEnd(widths[at]))
    .join('  ')
    .trimEnd();
console.log(line(['module', 'rule', 'found', 'twin']));
for (const { columns } of rows) console.log(line(columns));
const wrong = rows.filter(({ isRight }) => !isRight).length;
console.log(
  `\n${rows.length - wrong} of ${rows.length} modules: the bug is found by its rule, and nothing is said of the twin`,
);
process.exitCode = wrong > 0 ? 1 : 0;

/** The results by "SUITE.CASE". */
async function explore() {
  const files = modules.map((name) => path.join(folder, `${name}_test.c`));
  const options = ['--reporter', 'json', '--timeout', values.timeout, `--explore=${values.explore}`];
  if (values.cc) options.push('--cc', values.cc);
  const child = spawn(path.join(repository, 'bin/ktest'), ['run', ...options, ...files], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const found = new Map();
  for await (const text of createInterface({ input: child.stdout })) {
    if (!text.startsWith('{')) continue;
    const { type, result } = JSON.parse(text);
    if (type === 'case-end') found.set(`${result.suite}.${result.case}`, result);
  }
  return found;
}

/** What a module's source says of its bug: the beginning of the report that finds it. */
function ruleOf(name) {
  const said = /^ \* Rule: (.*)$/m.exec(readFileSync(path.join(folder, `${name}_test.c`), 'utf8'));
  if (!said) throw new Error(`${name}_test.c has no line "Rule: …"`);
  return said[1];
}

function row(name) {
  const rule = ruleOf(name);
  const bug = cases.get(`${name}.bug`);
  const twin = cases.get(`${name}.fixed`);
  const isFound = bug !== undefined && bug.verdict !== 'passed' && said(bug).some((text) => text.includes(rule));
  const isClean = twin?.verdict === 'passed';
  const found = isFound
    ? `after ${bug.exploration?.schedules ?? 1}`
    : `no: ${bug ? (said(bug)[0] ?? bug.verdict) : 'not run'}`;
  const clean = isClean
    ? `clean in ${twin.exploration?.schedules ?? 1}`
    : `no: ${twin ? (said(twin)[0] ?? twin.verdict) : 'not run'}`;
  return {
    columns: [name, rule, found, clean].map((text) => text.split('\n')[0].slice(0, 100)),
    isRight: isFound && isClean,
  };
}

function said({ findings, warnings, failures, crash, leaks, reason }) {
  const texts = [...findings, ...warnings, ...failures].map(({ text }) => text);
  return [...texts, crash?.sentence, leaks.length > 0 ? 'leak' : undefined, reason].filter((text) => text);
}

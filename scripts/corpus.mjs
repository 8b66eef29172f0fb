#!/usr/bin/env node
// SPDX-License-Identifier: MIT OR GPL-2.0-only
//
// Runs every KUnit file of a kernel tree with the tree's own headers and writes docs/corpus.md.
//   npm run corpus                          Linux 6.12 (scripts/linux-source), all of it
//   npm run corpus -- --against FILE.tsv    and compare case by case with another run's verdicts
//   npm run corpus -- --against FILE.tsv --same   only files with suites that FILE.tsv has; writes no table
//   npm run corpus -- --calls               only kernel/tree/calls, by what modules outside of the tree (test/kinds) call
//   npm run corpus -- --tree DIR --out FILE.md [FOLDER…]   another tree, or a part of it
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const repository = path.resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tree: { type: 'string' },
    out: { type: 'string' },
    against: { type: 'string' },
    same: { type: 'boolean', default: false },
    calls: { type: 'boolean', default: false },
  },
});
if (values.same && !values.against) {
  console.error('corpus: --same needs --against FILE.tsv: the suites to run');
  process.exit(2);
}
const tree = values.tree ?? execFileSync(path.join(repository, 'scripts/linux-source'), { encoding: 'utf8' }).trim();
const out = path.resolve(values.out ?? path.join(repository, 'docs/corpus.md'));
const tops = ['drivers', 'fs', 'init', 'kernel', 'lib', 'mm', 'net', 'security', 'sound', 'block', 'crypto', 'arch'];

if (values.calls) {
  runKinds();
  keepCalls();
  process.exit();
}

const mentioning = listFiles('kunit/test.h');
const sameSuites = values.same ? new Set(referenceLines().map(([suite]) => suite)) : undefined;
const files = mentioning.filter((file) => {
  const text = readFileSync(path.join(tree, file), 'utf8');
  if (!/^\s*kunit_test_(init_section_)?suites?\s*\(/m.test(text)) return false;
  return !sameSuites || mayHaveSuiteOf(sameSuites, text);
});
const run = runAll(files);
if (!sameSuites) {
  writeFileSync(out, report(run));
  if (values.tree === undefined && positionals.length === 0) {
    runKinds();
    keepCalls();
  }
}
// How long it took says something of the cache alone, so it is not written down.
const where = sameSuites ? `suites of ${values.against}` : path.relative(process.cwd(), out);
console.log(`${where}: ${summary(run)}, ${run.seconds.toFixed(0)} s`);
const differences = values.against ? compare(run) : [];
for (const line of differences) console.log(line);
process.exitCode = differences.length > 0 ? 1 : 0;

/** Suite, case and verdict of another run. */
function referenceLines() {
  const lines = readFileSync(values.against, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => line.split('\t'));
}

/** A suite may be called by its module, which its file does not tell. */
function mayHaveSuiteOf(suites, text) {
  const names = [...text.matchAll(/\.name\s*=\s*(?:"([^"]+)"|KBUILD_MODNAME)/g)].map(([, name]) => name);
  return names.some((name) => name === undefined || suites.has(name));
}

function listFiles(text) {
  const folders = positionals.length > 0 ? positionals : tops;
  const found = spawnSync('grep', ['-rlF', '--include=*.c', '--include=*.h', text, ...folders], {
    cwd: tree,
    encoding: 'utf8',
  });
  return found.stdout
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

/** What modules that are not in the tree call: one of each kind. */
function runKinds() {
  const kinds = path.join(repository, 'test/kinds');
  spawnSync(path.join(repository, 'bin/ktest'), ['run', '--tree', tree, kinds], { stdio: 'inherit' });
}

/** What programs were seen to call is a hint for those that others will build: src/tree/known-calls.ts. */
function keepCalls() {
  const cache =
    process.env.KTEST_CACHE ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'ktest');
  const seen = path.join(cache, 'trees/calls');
  if (!existsSync(seen)) return;
  const shipped = path.join(repository, 'kernel/tree/calls');
  const head = readFileSync(shipped, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('#'));
  writeFileSync(shipped, `${head.join('\n')}\n${readFileSync(seen, 'utf8')}`);
}

function runAll(wanted) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ktest-corpus-'));
  try {
    const events = path.join(folder, 'events.json');
    const args = [
      'run',
      '--tree',
      tree,
      '--debug-info',
      'lines',
      '--explain',
      '--reporter',
      `json=${events}`,
      ...wanted,
    ];
    const begin = performance.now();
    const done = spawnSync(path.join(repository, 'bin/ktest'), args, { encoding: 'utf8', maxBuffer: 1 << 30 });
    const seconds = (performance.now() - begin) / 1000;
    const text = readFileSync(events, 'utf8');
    return { results: collect(text, wanted), seconds, sources: sourceCounts(done.stderr) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function collect(text, wanted) {
  const results = new Map(wanted.map((file) => [file, { cases: [], failure: undefined, ms: 0 }]));
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const event = JSON.parse(line);
    const file = path.relative(tree, event.file ?? event.result?.file ?? tree);
    const result = results.get(file);
    if (!result) continue;
    if (event.type === 'program-failed') result.failure = `${event.stage}: ${firstError(event)}`;
    else if (event.type === 'case-end') {
      result.cases.push(event.result);
      result.ms += event.result.durationMs;
    }
  }
  return results;
}

function firstError({ output, sentence }) {
  const lines = (output ?? '').split('\n');
  const line = lines.find((one) => /error:|unsupported|BUG|panic/i.test(one)) ?? sentence;
  return line
    .replaceAll(tree, '')
    .replace(/\/work\/\S*|\/root\/\S*/g, '…')
    .trim();
}

/** From --explain: how many of the tree's files are in each program. */
function sourceCounts(text) {
  const counts = new Map();
  let current;
  for (const line of text.split('\n')) {
    const program = /^program of (\S+): /.exec(line);
    if (program) current = program[1];
    else if (/^ {2}source {3}(?!\/)/.test(line)) counts.set(current, (counts.get(current) ?? 0) + 1);
  }
  return counts;
}

function isGood({ verdict }) {
  return verdict === 'passed' || verdict === 'skipped';
}

function reasonOf({ cases, failure }) {
  if (failure) return failure;
  const bad = cases.find((one) => !isGood(one));
  if (!bad) return cases.length === 0 ? 'no case ran' : '';
  const why = bad.reason ?? bad.failures?.[0]?.text ?? '';
  return `${bad.case}: ${bad.verdict} ${why.replaceAll(tree, '').replaceAll('\n', ' ').replace(/\s+/g, ' ').slice(0, 140)}`.trim();
}

function summary({ results }) {
  const all = [...results.values()];
  const green = all.filter((one) => reasonOf(one) === '').length;
  const cases = all.flatMap((one) => one.cases);
  return `${green} of ${all.length} files green, ${cases.filter(isGood).length} of ${cases.length} cases`;
}

function report(done) {
  const version = execFileSync('make', ['-s', '-C', tree, 'kernelversion'], { encoding: 'utf8' }).trim();
  const lines = [
    `# KUnit files of Linux ${version} with tree headers`,
    '',
    'Generated by `npm run corpus`; not written by hand. "files" are those of the tree in the program, "ms" is what',
    'its cases took.',
    '',
    `${summary(done)}.${positionals.length > 0 ? ` A part of the tree: ${positionals.join(' ')}.` : ''}`,
    '',
    '| file | verdict | cases | files | ms | why not |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  for (const [file, result] of done.results) {
    const reason = reasonOf(result);
    const good = result.cases.filter(isGood).length;
    const row = [
      file,
      reason === '' ? 'green' : 'not green',
      result.cases.length > 0 ? `${good}/${result.cases.length}` : '',
      done.sources.get(file) ?? '',
      result.cases.length > 0 ? result.ms.toFixed(0) : '',
      inTable(reason),
    ];
    lines.push(`| ${row.join(' | ')} |`);
  }
  lines.push(...findingLines(done));
  const others = mentioning.filter((file) => !files.includes(file));
  lines.push('', `Files that include kunit/test.h and register no suite themselves (${others.length}):`, '');
  for (const file of others) lines.push(`- ${file}`);
  return `${lines.join('\n')}\n`;
}

function inTable(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*').replaceAll('_', '\\_');
}

/** What was found in cases that pass all the same: --strict makes it fail them. */
function findingLines({ results }) {
  const counts = new Map();
  for (const [file, { cases }] of results) {
    for (const text of cases.filter(isGood).flatMap(findingsOf)) {
      const row = `| ${file} | ${inTable(text)} |`;
      counts.set(row, (counts.get(row) ?? 0) + 1);
    }
  }
  return [
    '',
    '## Found in cases that pass',
    '',
    "Warnings, leaks and locks of the tree's own suites are shown and do not fail them; with `--strict` they do.",
    '',
    '| file | what | cases |',
    '| --- | --- | --- |',
    ...[...counts].map(([row, count]) => `${row} ${count} |`),
  ];
}

function findingsOf({ findings, leaks, warnings }) {
  const texts = [
    ...warnings.map(({ file, line, text }) => `warning at ${inTree(file)}:${line}${text ? ` ${text}` : ''}`),
    ...leaks.map(({ kind, bytes, frames }) => `leak of ${bytes} bytes (${kind})${allocatedAt(frames)}`),
    ...findings.map(({ text }) => text),
  ];
  // Addresses and numbers of tasks differ from run to run.
  const lasting = (text) => text.replace(/0x[0-9a-f]{6,}/g, '0x…').replace(/ \((?:task )?\d+\)/g, '');
  return [...new Set(texts.map((text) => lasting(text.split('\n')[0]).slice(0, 160)))];
}

function inTree(file) {
  return file.startsWith(`${tree}/`) ? path.relative(tree, file) : file;
}

/** The place that called the allocator: those of headers say nothing. */
function allocatedAt(frames) {
  const frame = frames.find(({ file }) => file && !file.includes('include/linux/'));
  return frame ? ` allocated at ${inTree(frame.file)}:${frame.line}` : '';
}

/** One line for each case of the reference that has another verdict here, or none. */
function compare({ results }) {
  const ours = new Map();
  for (const { cases } of results.values()) {
    for (const one of cases) ours.set(`${one.suite}\t${one.case}`, one);
  }
  const lines = [];
  const suites = new Set();
  const different = new Set();
  for (const [suite, name, verdict] of referenceLines()) {
    suites.add(suite);
    const here = ours.get(`${suite}\t${name}`);
    // A suite without cases is a line of the reference, and nothing that could run.
    if (name === '') continue;
    const word = !here ? 'not run' : ({ passed: 'pass', skipped: 'skip' }[here.verdict] ?? here.verdict);
    if (word === verdict) continue;
    different.add(suite);
    lines.push(`${suite}.${name}: ${verdict} there, ${word} here`);
  }
  lines.sort();
  console.log(
    `${suites.size - different.size} of ${suites.size} suites of ${values.against} have the same verdicts case by case`,
  );
  return lines;
}

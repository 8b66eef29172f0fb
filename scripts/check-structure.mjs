#!/usr/bin/env node
// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The size of things in src/: files, functions, parameters, and lines that stand twice.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const limits = { fileLines: 500, medianLines: 100, functionLines: 60, parameters: 4, sameLines: 12 };
const faults = [];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort()
  .map((name) => ({ name: path.join('src', name), text: readFileSync(path.join('src', name), 'utf8') }));

const sizes = files.map(({ text }) => text.split('\n').length - 1).sort((a, b) => a - b);
const median = sizes[sizes.length >> 1];
if (median > limits.medianLines)
  faults.push(`src: the median file has ${median} lines (at most ${limits.medianLines})`);

for (const { name, text } of files) {
  const lines = text.split('\n').length - 1;
  if (lines > limits.fileLines) faults.push(`${name}: ${lines} lines (at most ${limits.fileLines})`);
  checkFunctions(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
}
checkTwins();

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}

function checkFunctions(source) {
  const lineOf = (at) => source.getLineAndCharacterOfPosition(at).line + 1;
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const first = lineOf(node.getStart());
      const lines = lineOf(node.end) - first + 1;
      const what = `${source.fileName}:${first}: ${node.name?.getText() ?? 'a function'}`;
      if (lines > limits.functionLines) faults.push(`${what} has ${lines} lines (at most ${limits.functionLines})`);
      if (node.parameters.length > limits.parameters)
        faults.push(`${what} has ${node.parameters.length} parameters (at most ${limits.parameters})`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** Runs of lines that stand in two places; blank lines, imports and indentation do not count. */
function checkTwins() {
  const places = new Map();
  for (const { name, text } of files) {
    const lines = text
      .split('\n')
      .map((line, i) => ({ line: line.trim(), at: i + 1 }))
      .filter(({ line }) => line !== '' && !line.startsWith('import ') && !line.startsWith('//'));
    let until = 0;
    for (let i = 0; i + limits.sameLines <= lines.length; i++) {
      const run = lines.slice(i, i + limits.sameLines);
      const key = run.map(({ line }) => line).join('\n');
      const place = `${name}:${run[0].at}`;
      const known = places.get(key);
      if (known === undefined) places.set(key, place);
      else if (i >= until) {
        faults.push(`${place}: the same ${limits.sameLines} lines as ${known}`);
        until = i + limits.sameLines;
      }
    }
  }
}

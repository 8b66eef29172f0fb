// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { partsOf } from '../toolchain/header-parts.js';

/** A name that the emulated headers offer. */
export interface ApiEntry {
  name: string;
  /** As code includes it: linux/list.h. */
  header: string;
  /** What the header says of itself. */
  fidelity: string;
  /** Conformance suites whose cases use it, here and in a real kernel. */
  suites: string[];
}

/** Reads the emulated headers and the conformance tests. */
export function readApi(headers: string, conformance: string): ApiEntry[] {
  const tests = readdirSync(conformance)
    .filter((name) => name.endsWith('.c'))
    .map((name) => {
      // What a test has in assembly is in a file of the same name.
      const files = [name, name.replace(/\.c$/, '.S')].map((file) => path.join(conformance, file));
      const text = files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n');
      return { suite: name.replace(/_conformance_test\.c$/, ''), words: new Set(text.match(/[A-Za-z_]\w*/g)) };
    });
  const entries = new Map<string, ApiEntry>();
  const found = headersBelow(headers).map((header) => ({
    header,
    text: readFileSync(path.join(headers, header), 'utf8'),
  }));
  const owners = new Map(found.flatMap(({ header, text }) => partsOf(text).map((part) => [part, header])));
  for (const { header, text } of found) {
    const fidelity = fidelityOf(text);
    if (fidelity === undefined) continue;
    for (const name of namesIn(text)) {
      if (entries.has(name)) continue;
      const suites = tests.filter(({ words }) => words.has(name)).map(({ suite }) => suite);
      entries.set(name, { name, header: owners.get(header) ?? header, fidelity, suites });
    }
  }
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function headersBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(linux|asm|kunit|net)\/.*\.h$/.test(name))
    .sort();
}

/** The sentence behind "Fidelity:" in a header's first comment. */
function fidelityOf(text: string): string | undefined {
  const comment = /\/\*\n([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  const sentence = /^ \* Fidelity: ([\s\S]*?)(?=^ \* [A-Z][\w ]*:|(?![\s\S]))/m.exec(comment)?.[1];
  return sentence?.replace(/\n \*\s*/g, ' ').trim();
}

/** Functions and macros that are for users: not what begins with an underscore, nor our own. */
function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, name = ''] of text.matchAll(/^#define ([A-Za-z]\w*)\b/gm)) names.add(name);
  // An attribute such as __alloc_size(1, 2) may precede a function's name.
  for (const [, name = ''] of text.matchAll(
    /^(?!#|\/|\s|typedef|struct \w+ \{|return)[A-Za-z_](?:[\w \t*]|\([\d, ]+\))*?\b\**([a-z]\w*)\((?!\()/gm,
  ))
    names.add(name);
  for (const name of names)
    if (/^(KTEST|KBUILD_|kt_|kth_|ktest_|asm$|if$|while$|for$|switch$|do$|DEFINE_GUARD|typeof)/.test(name))
      names.delete(name);
  return names;
}

/** docs/api.md. */
export function apiMarkdown(entries: ApiEntry[]): string {
  const tested = entries.filter(({ suites }) => suites.length > 0).length;
  return [
    '<!-- Generated from kernel/include and test/conformance by `npm run generate`: do not edit. -->',
    '# What is emulated',
    '',
    `${entries.length} functions and macros of the kernel; ${tested} of them are used by conformance cases, which pass in the process and in a real kernel (\`npm run conformance\`). \`ktest api NAME\` looks one up.`,
    '',
    '| name | header | fidelity | conformance |',
    '|---|---|---|---|',
    ...entries.map(
      ({ name, header, fidelity, suites }) =>
        `| \`${name}\` | ${header} | ${fidelity.replaceAll('|', '\\|')} | ${suites.join(', ')} |`,
    ),
    '',
  ].join('\n');
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installRoot } from '../toolchain/flags.js';
import { ExitCode } from '../util/exit-codes.js';
import { globToRegExp } from '../util/glob.js';
import { nearest } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';
import type { common, Invocation } from './option.js';

/** Looks names up in docs/api.md, which comes with ktest. */
export async function api({ operands }: Invocation<typeof common>): Promise<ExitCode> {
  const rows = readFileSync(path.join(installRoot, 'docs', 'api.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const match = /^\| `(\w+)` \| (\S+) \| (.*) \| (.*) \|$/.exec(line);
      return match
        ? [{ name: match[1] ?? '', header: match[2], fidelity: match[3]?.replaceAll('\\|', '|'), suites: match[4] }]
        : [];
    });
  const wanted = operands.map((word) => ({ word, pattern: globToRegExp(word) }));
  for (const { word, pattern } of wanted) {
    if (rows.some(({ name }) => pattern.test(name))) continue;
    const near = nearest(
      word,
      rows.map(({ name }) => name),
    );
    throw new UserError(`${word} is not emulated${near ? `: did you mean ${near}?` : ''}`, ExitCode.nothing);
  }
  for (const { name, header, fidelity, suites } of rows) {
    if (wanted.length > 0 && !wanted.some(({ pattern }) => pattern.test(name))) continue;
    process.stdout.write(`${name}  <${header}>\n    ${fidelity}\n    conformance: ${suites || 'no case uses it'}\n`);
  }
  return ExitCode.ok;
}

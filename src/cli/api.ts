// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installRoot } from '../toolchain/flags.js';
import { ExitCode } from '../util/exit-codes.js';
import { globToRegExp } from '../util/glob.js';
import { nearest } from '../util/nearest.js';
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
  const say = ({ name, header, fidelity, suites }: (typeof rows)[number]) =>
    process.stdout.write(`${name}  <${header}>\n    ${fidelity}\n    conformance: ${suites || 'no case uses it'}\n`);
  if (operands.length === 0) for (const row of rows) say(row);
  let code: ExitCode = ExitCode.ok;
  for (const word of operands) {
    const pattern = globToRegExp(word);
    const found = rows.filter(({ name }) => pattern.test(name));
    for (const row of found) say(row);
    if (found.length > 0) continue;
    const near = nearest(
      word,
      rows.map(({ name }) => name),
    );
    process.stderr.write(`ktest: ${word} is not emulated${near ? `: did you mean ${near}?` : ''}\n`);
    code = ExitCode.nothing;
  }
  return code;
}

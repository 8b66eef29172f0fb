// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { shellQuote } from '../util/command.js';
import { shortPath } from '../util/short-path.js';
import type { TreeWorkspace } from './tree-workspace.js';

/** `--explain` for a tree's programs: files, what they are there for, stubs, boot hooks, the commands. */
export function explainTree(workspace: TreeWorkspace, tests: string[]): string {
  const { tree, objtree } = workspace.configured;
  const lines = [
    `tree       ${tree.root} (Linux ${tree.version})`,
    `configured ${objtree}`,
    `compiler   ${workspace.compiler.title}`,
    `build dir  ${workspace.folder}`,
  ];
  // Files of the tree by their names there, others by how they are reached from here.
  const name = (file: string) =>
    file.startsWith('../') ? shortPath(path.resolve(tree.root, file), process.cwd()) : file;
  for (const test of tests) {
    const plan = workspace.plans.get(test);
    const program = workspace.program(test);
    lines.push('', `program of ${name(test)}: ${plan ? workspace.absolute(program) : 'not built'}`);
    if (!plan) continue;
    for (const source of plan.sources) {
      lines.push(`  source   ${name(source)}${path.isAbsolute(source) ? ' (runtime)' : ''}`);
    }
    for (const symbol of plan.called) lines.push(`  called   ${symbol}: its definer is in because a run reached it`);
    for (const hook of plan.hooks) lines.push(`  boot     ${hook}()`);
    for (const source of plan.initcalls) lines.push(`  initcall of ${name(source)}`);
    for (const trap of plan.traps) lines.push(`  trap     ${trap.symbol}: needed by ${trap.neededBy}`);
    lines.push(`  by hand  ninja -C ${shellQuote(workspace.folder)} -v ${shellQuote(program)}`);
    lines.push(`           ${shellQuote(workspace.absolute(program))} --help`);
  }
  return `${lines.join('\n')}\n\n`;
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import type { BuildResult } from '../link/builder.js';
import { lackingNote, type PlannedSource } from '../link/closure.js';
import type { Workspace } from '../link/workspace.js';
import type { Project } from '../project/project.js';
import { shellQuote } from '../util/command.js';
import { shortPath } from '../util/short-path.js';
import { unreachable } from '../util/unreachable.js';

interface Explained {
  built: BuildResult;
  workspace: Workspace;
  project: Project;
}

/** `--explain`: where each part of each program comes from, and how to repeat the build by hand. */
export function explain({ built, workspace, project }: Explained): string {
  const cwd = process.cwd();
  const lines = [
    `project    ${project.root}${project.configFile ? ` (${path.basename(project.configFile)})` : ''}`,
    `compiler   ${workspace.compiler.title}`,
    `runtime    ${workspace.runtime.archive}`,
    `build dir  ${workspace.folder}`,
  ];
  for (const test of built.tests) {
    const { plan } = test;
    lines.push('', `program of ${shortPath(test.test, cwd)}${test.program ? `: ${test.program}` : ': not built'}`);
    if (!plan) continue;
    for (const source of plan.sources) lines.push(`  source  ${shortPath(source.file, cwd)}: ${why(source, cwd)}`);
    const needed = new Map<string, string[]>();
    const definers = new Map<string, string>();
    for (const { file } of plan.sources) {
      const symbols = workspace.symbols.get(workspace.absolute(workspace.object(file)));
      for (const name of symbols?.strong ?? []) definers.set(name, shortPath(file, cwd));
    }
    const traps = new Set(plan.traps.map((trap) => trap.symbol));
    for (const { file } of plan.sources) {
      const symbols = workspace.symbols.get(workspace.absolute(workspace.object(file)));
      for (const name of symbols?.needed ?? []) {
        const origin = definers.get(name) ?? (traps.has(name) ? undefined : originOf(name, built.runtimeNames));
        if (origin) needed.set(origin, [...(needed.get(origin) ?? []), name]);
      }
    }
    for (const [origin, names] of needed) lines.push(`  from ${origin}: ${[...new Set(names)].sort().join(' ')}`);
    for (const trap of plan.traps) {
      const note = trap.lacking ? ` (${lackingNote(trap.lacking)})` : '';
      lines.push(`  trap    ${trap.symbol}: nobody defines it${note}; needed by ${shortPath(trap.neededBy, cwd)}`);
    }
    if (plan.localized.length > 0) lines.push(`  local   ${plan.localized.join(' ')}: libc has these names, too`);
    const output = shellQuote(workspace.program(test.test));
    lines.push(`  by hand ninja -C ${shellQuote(workspace.folder)} -v ${output}`);
    lines.push(`          ${shellQuote(path.join(workspace.folder, workspace.program(test.test)))} --help`);
  }
  return `${lines.join('\n')}\n\n`;
}

function originOf(name: string, runtime: Set<string>): string {
  return runtime.has(name) ? 'emulated kernel' : 'libc or the linker';
}

function why({ reason }: PlannedSource, cwd: string): string {
  switch (reason.kind) {
    case 'test':
      return 'the test file';
    case 'includes-test':
      return 'includes the test file';
    case 'declared':
      return `declared by ${shortPath(reason.by, cwd)}`;
    case 'namesake':
      return 'the test file is named after it';
    case 'helps':
      return `a test that defines ${reason.symbol}; its suites stay out`;
    case 'defines':
      return `defines ${reason.symbol}`;
    default:
      return unreachable(reason);
  }
}

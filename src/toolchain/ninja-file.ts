// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** One build statement; paths are plain, escaping is done here. */
export interface Edge {
  rule: string;
  out: string;
  inputs: string[];
  /** Rebuild when these change, too. */
  implicit?: string[];
  variables?: Record<string, string>;
}

export interface Rule {
  name: string;
  command: string;
  description: string;
  depfile?: boolean;
}

/** The text of a build.ninja. Commands and variables are shell text already. */
export function ninjaText(rules: Rule[], edges: Edge[]): string {
  const lines = [
    '# Written by ktest: see docs/architecture.md. By hand: ninja -C <this folder>.',
    'ninja_required_version = 1.8',
    '',
  ];
  for (const rule of rules) {
    lines.push(`rule ${rule.name}`, `  command = ${rule.command}`, `  description = ${rule.description}`);
    if (rule.depfile) lines.push('  depfile = $out.d', '  deps = gcc');
    lines.push('');
  }
  for (const edge of edges) {
    const implicit = edge.implicit?.length ? ` | ${edge.implicit.map(escapePath).join(' ')}` : '';
    lines.push(`build ${escapePath(edge.out)}: ${edge.rule} ${edge.inputs.map(escapePath).join(' ')}${implicit}`);
    for (const [name, value] of Object.entries(edge.variables ?? {})) lines.push(`  ${name} = ${escapeValue(value)}`);
  }
  return `${lines.join('\n')}\n`;
}

function escapePath(path: string): string {
  return path.replace(/[$ :]/g, '$$$&');
}

export function escapeValue(text: string): string {
  return text.replaceAll('$', '$$$$');
}

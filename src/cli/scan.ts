// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { realpathSync } from 'node:fs';
import { lackWords } from '../build/lacks-of-test.js';
import { type RankedLack, type Scan, scanModule } from '../build/scan-module.js';
import { counted } from '../report/words.js';
import { openTree } from '../tree/kernel-tree.js';
import { shellQuote } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFile, isFolder } from '../util/files.js';
import { shortPath } from '../util/short-path.js';
import { UserError } from '../util/user-error.js';
import type { Invocation } from './option.js';
import { settingsOf } from './settings.js';
import { scanOptions } from './tool-options.js';

/** What a module needs that the emulated headers do not have. */
export async function scan({ options, operands, given }: Invocation<typeof scanOptions>): Promise<ExitCode> {
  const [word = '.'] = operands;
  if (!isFolder(word) && !isFile(word)) throw new UserError(`${word}: no such file or folder`);
  const found = await scanModule({
    place: realpathSync(word),
    configFile: options.config,
    settings: settingsOf(options, given, scanOptions),
    tree: options.tree === undefined ? undefined : openTree(options.tree),
  });
  process.stdout.write(options.json ? `${JSON.stringify(asJson(found))}\n` : asText(found, word));
  if (found.lacks.length > 0) return ExitCode.failed;
  if (found.others.length === 0) return ExitCode.ok;
  process.stderr.write(found.output);
  return ExitCode.build;
}

function asJson({ sources, broken, lacks, tree, others }: Scan) {
  return {
    files: sources,
    broken,
    lacks: lacks.map(({ file, line, ...lack }) => ({ ...lack, first: { file, line } })),
    tree: tree ? { root: tree.root, version: tree.version } : null,
    otherErrors: others,
  };
}

function asText(found: Scan, word: string): string {
  const { sources, broken, lacks, tree, others } = found;
  const all = counted(sources.length, 'file');
  if (broken.length === 0) return `${word}: ${all}, nothing is missing\n`;
  const headers = lacks.filter(({ kind }) => kind === 'header');
  const names = lacks.filter(({ kind }) => kind !== 'header');
  const head = `${word}: ${broken.length} of ${all} ${broken.length === 1 ? 'does' : 'do'} not compile with the emulated headers: `;
  const missing = [
    ...(headers.length > 0 ? [counted(headers.length, 'header')] : []),
    ...(names.length > 0 ? [counted(names.length, 'name')] : []),
  ].join(' and ');
  const lines = [
    missing === ''
      ? `${head}errors of its own, nothing is missing`
      : `${head}${missing} ${lacks.length === 1 ? 'is' : 'are'} missing`,
  ];
  lines.push(
    ...table('header', headers, tree?.version),
    ...table('name', names, tree?.version),
    ...outlook(found, word),
  );
  if (others.length > 0 && lacks.length > 0)
    lines.push(
      `${counted(others.length, 'other error')}, which may follow from what is missing: \`ktest run\` shows them.`,
    );
  return `${lines.join('\n')}\n`;
}

function table(title: string, lacks: RankedLack[], version: string | undefined): string[] {
  if (lacks.length === 0) return [];
  const rows = lacks.map((lack) => [
    String(lack.uses),
    lackWords(lack),
    `${shortPath(lack.file, process.cwd())}:${lack.line}`,
    lack.instead ?? '',
    lack.inTree === undefined ? '' : lack.inTree ? 'yes' : 'no',
  ]);
  const all = [['uses', title, 'first', 'nearest', version === undefined ? '' : `Linux ${version}`], ...rows];
  const widths = all[0]?.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0))) ?? [];
  const line = (row: string[]) =>
    row
      .map((cell, i) => (i === 0 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return ['', ...all.map(line)];
}

/** What a tree would give, and the command. */
function outlook({ lacks, tree }: Scan, word: string): string[] {
  if (lacks.length === 0) return [];
  const command = `ktest run ${shellQuote(word)}`;
  if (!tree) return ['', `No kernel source tree was found: ${command} says how to get one.`];
  const has = lacks.filter(({ inTree }) => inTree).length;
  if (has === 0) return [];
  const much = has === lacks.length ? (has === 1 ? 'it' : `all ${has}`) : `${has} of the ${lacks.length}`;
  return ['', `Linux ${tree.version} at ${tree.root} has ${much}: ${command} takes that tree where a test needs it.`];
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ExitCode } from '../util/exit-codes.js';
import { isFile, isFolder } from '../util/files.js';
import { nearest } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';

/** What the words after `ktest run` name. */
export interface Targets {
  files: string[];
  folders: string[];
  lines: { file: string; line: number; word: string }[];
  /** SUITE[.CASE] globs. */
  globs: string[];
}

export function parseTargets(words: string[]): Targets {
  const targets: Targets = { files: [], folders: [], lines: [], globs: [] };
  for (const word of words) {
    const withLine = /^(.*):(\d+)$/s.exec(word);
    if (isFile(word)) targets.files.push(realpathSync(word));
    else if (isFolder(word)) targets.folders.push(realpathSync(word));
    else if (withLine?.[1] && isFile(withLine[1])) {
      targets.lines.push({ file: realpathSync(withLine[1]), line: Number(withLine[2]), word });
    } else if (looksLikePath(word)) throw noSuchFile(withLine?.[1] ?? word);
    else targets.globs.push(word);
  }
  return targets;
}

function looksLikePath(word: string): boolean {
  return word.includes('/') || /\.(c|S|h|cc|cpp|cxx)(:\d+)?$/.test(word) || word === '';
}

function noSuchFile(word: string): UserError {
  const folder = path.dirname(word);
  const near = isFolder(folder) ? nearest(path.basename(word), readdirSync(folder)) : undefined;
  return new UserError(
    `${word === '' ? 'an empty target' : word}: no such file or folder${near ? `: did you mean ${path.join(folder, near)}?` : ''}`,
    ExitCode.usage,
  );
}

/** The folder of the first place that the targets name, or the current one: its project is theirs. */
export function firstFolder({ files, lines, folders }: Targets): string {
  const file = files[0] ?? lines[0]?.file;
  return file ? path.dirname(file) : (folders[0] ?? process.cwd());
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installRoot, kernelRoot } from '../toolchain/flags.js';
import { ExitCode } from '../util/exit-codes.js';
import { cannotWrite, isFile, makeFolder, readTextIfAny } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import type { common, Invocation } from './option.js';
import { toolVersion } from './version.js';

/** Whether an earlier `ktest vendor` made the folder: it is ours to replace. Other projects have a VERSION, too. */
function isVendored(folder: string): boolean {
  return (
    /^ktest \S+\n$/.test(readTextIfAny(path.join(folder, 'VERSION')) ?? '') && isFile(path.join(folder, 'ktest.h'))
  );
}

/** The emulated headers for another repository. */
export async function vendor({ operands: [given] }: Invocation<typeof common>): Promise<ExitCode> {
  if (given === undefined) throw new UserError('name the folder: ktest vendor FOLDER');
  const folder = path.resolve(given);
  if (isFile(folder)) throw new UserError(`${given} is a file: name the folder that the headers shall be in`);
  if (existsSync(folder) && readdirSync(folder).length > 0 && !isVendored(folder))
    throw new UserError(`${given} has files that are not from \`ktest vendor\`: name an empty folder or a new one`);
  try {
    rmSync(folder, { recursive: true, force: true });
    makeFolder(folder);
    cpSync(path.join(kernelRoot, 'include'), folder, { recursive: true });
    cpSync(path.join(installRoot, 'LICENSE'), path.join(folder, 'LICENSE'));
    cpSync(path.join(installRoot, 'LICENSES'), path.join(folder, 'LICENSES'), { recursive: true });
    writeFileSync(path.join(folder, 'VERSION'), `ktest ${toolVersion()}\n`);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
  process.stdout.write(`wrote    ${given}: the headers of ktest ${toolVersion()}\nnow build with  -I ${given}\n`);
  return ExitCode.ok;
}

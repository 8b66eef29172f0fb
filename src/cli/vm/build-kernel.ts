// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import path from 'node:path';
import { kernelRoot } from '../../toolchain/flags.js';
import { openTree } from '../../tree/kernel-tree.js';
import { ExitCode } from '../../util/exit-codes.js';
import { isFile } from '../../util/files.js';
import { UserError } from '../../util/user-error.js';
import { buildKernel } from '../../vm/build-kernel.js';
import { interruptible } from '../interrupt.js';
import type { Arguments } from '../parse.js';
import { kconfigLine } from '../prepare-tree.js';
import { Progress } from '../progress.js';

export async function vmBuildKernel(args: Arguments): Promise<ExitCode> {
  const [folder] = args.operands;
  if (folder === undefined) throw new UserError('vm build-kernel: name a kernel source tree');
  const tree = openTree(folder);
  const config = args.text('config');
  if (config !== undefined && !isFile(config)) throw new UserError(`--config ${config}: no such file`);
  const output = path.resolve(args.text('output') ?? `kernel-${tree.version}`);
  const progress = new Progress();
  const interrupt = interruptible();
  try {
    const release = await buildKernel(
      {
        tree: tree.root,
        config: config && path.resolve(config),
        lines: args.texts('kconfig').map(kconfigLine),
        output,
        jobs: args.number('jobs', { min: 1, max: 1024 }) ?? os.availableParallelism(),
        say: (text) => progress.show(text),
        signal: interrupt.signal,
      },
      path.join(kernelRoot, 'module', 'guest.config'),
    );
    progress.clear();
    process.stdout.write(
      `Linux ${release} is in ${output}: ktest vm up --kernel ${path.relative(process.cwd(), output) || '.'}\n`,
    );
    return ExitCode.ok;
  } finally {
    progress.clear();
    interrupt.dispose();
  }
}

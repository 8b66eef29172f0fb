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
import type { Invocation } from '../option.js';
import { Progress } from '../progress.js';
import type { vmBuildKernelOptions } from './options.js';

export async function vmBuildKernel({
  options,
  operands: [folder],
}: Invocation<typeof vmBuildKernelOptions>): Promise<ExitCode> {
  if (folder === undefined) throw new UserError('vm build-kernel: name a kernel source tree');
  const tree = openTree(folder, folder);
  const { config, kconfig: lines, jobs = os.availableParallelism() } = options;
  if (config !== undefined && !isFile(config)) throw new UserError(`--config ${config}: no such file`);
  const output = path.resolve(options.output ?? `kernel-${tree.version}`);
  const progress = new Progress();
  const interrupt = interruptible();
  try {
    const release = await buildKernel(
      {
        tree: tree.root,
        config: config && path.resolve(config),
        lines,
        output,
        jobs,
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

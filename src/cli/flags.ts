// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import { findProject } from '../project/project.js';
import { probeCompiler } from '../toolchain/compiler.js';
import { headerFlags, languageFlags, linkFlags } from '../toolchain/flags.js';
import { ensureRuntime } from '../toolchain/runtime.js';
import { shellQuote } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import type { Arguments } from './parse.js';
import { Progress } from './progress.js';

export async function flags(args: Arguments): Promise<ExitCode> {
  if (args.operands.length > 0) throw new UserError(`flags takes no argument: ${args.operands[0]}`);
  const { config } = await findProject(process.cwd(), args.text('config'));
  const both = !args.has('cflags') && !args.has('libs');
  const compiler = probeCompiler(args.text('cc') ?? config.cc);
  const words: string[] = [];
  if (args.has('cflags') || both) words.push(...languageFlags, ...headerFlags(compiler, config));
  if (args.has('libs') || both) {
    const progress = new Progress();
    const runtime = await ensureRuntime(
      compiler,
      config,
      config.jobs ?? os.availableParallelism(),
      (done, total, what) => progress.show(`[${done}/${total}] ${what}`),
    );
    progress.clear();
    words.push(...linkFlags, runtime.archive);
  }
  process.stdout.write(`${words.map(shellQuote).join(' ')}\n`);
  return ExitCode.ok;
}

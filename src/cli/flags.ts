// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import { withSettings } from '../build/request.js';
import { findProject } from '../project/project.js';
import { probeCompiler } from '../toolchain/compiler.js';
import { headerFlags, languageFlags, linkFlags } from '../toolchain/flags.js';
import { ensureRuntime } from '../toolchain/runtime.js';
import { shellQuote } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import type { Invocation } from './option.js';
import { Progress } from './progress.js';
import { settingsOf } from './settings.js';
import { flagsOptions } from './tool-options.js';

export async function flags({ options, given }: Invocation<typeof flagsOptions>): Promise<ExitCode> {
  const found = await findProject(process.cwd(), options.config);
  const config = withSettings(found.config, settingsOf(options, given, flagsOptions));
  const both = !options.cflags && !options.libs;
  const compiler = probeCompiler(config.cc);
  const words: string[] = [];
  if (options.cflags || both) words.push(...languageFlags, ...headerFlags(compiler, config));
  if (options.libs || both) {
    const progress = new Progress();
    const jobs = config.jobs ?? os.availableParallelism();
    const onProgress = progress.step.bind(progress);
    const runtime = await ensureRuntime(compiler, config, { jobs, onProgress, parts: ['whole'] });
    progress.clear();
    // A program with a main() of its own boots by it (kernel/host/own_main.c).
    words.push(...linkFlags, '-Wl,-u,kth_own_main', runtime.archive);
  }
  process.stdout.write(`${words.map(shellQuote).join(' ')}\n`);
  return ExitCode.ok;
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { prepareTree } from '../build/prepare-tree.js';
import { noWords } from '../build/request.js';
import { counted } from '../report/words.js';
import { ExitCode } from '../util/exit-codes.js';
import { sayBuildMessages } from './build-messages.js';
import { interruptible } from './interrupt.js';
import type { Invocation } from './option.js';
import { Progress } from './progress.js';
import { settingsOf } from './settings.js';
import { prepareOptions } from './tool-options.js';

/** Compiles what modules of usual kinds call of a tree, before a run needs it. */
export async function prepare({ options, operands, given }: Invocation<typeof prepareOptions>): Promise<ExitCode> {
  const interrupt = interruptible();
  const progress = new Progress();
  const begin = performance.now();
  try {
    const request = {
      operands: [],
      configFile: options.config,
      settings: settingsOf(options, given, prepareOptions),
      tree: options.tree,
      kconfig: options.kconfig,
      sources: [],
      sanitize: options.sanitize,
      isInstrumented: false,
      hasLinesOnly: options.debugInfo === 'lines',
      buildDir: undefined,
      modules: noWords,
    };
    const { kinds, version, root, broken, notes } = await prepareTree(operands, request, progress);
    progress.clear();
    const failures = broken.flatMap((test) => test.failures);
    sayBuildMessages({ warnings: [], notes, advice: [], failures }, options);
    if (interrupt.signal.aborted) return ExitCode.interrupted;
    if (broken.length > 0) return ExitCode.build;
    const seconds = Math.round((performance.now() - begin) / 1000);
    process.stdout.write(
      `Linux ${version} at ${root} is prepared for ${counted(kinds.length, 'kind')} of modules (${seconds} s): ${kinds.join(', ')}\n`,
    );
    return ExitCode.ok;
  } finally {
    progress.clear();
    interrupt.dispose();
  }
}

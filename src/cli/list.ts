// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { isBuilt } from '../link/builder.js';
import { shortPath } from '../report/words.js';
import { listPrograms } from '../run/list-programs.js';
import { ExitCode } from '../util/exit-codes.js';
import { sayBuildMessages } from './build-messages.js';
import { interruptible } from './interrupt.js';
import type { Arguments } from './parse.js';
import { prepare } from './prepare.js';
import { Progress } from './progress.js';

export async function list(args: Arguments): Promise<ExitCode> {
  const interrupt = interruptible();
  try {
    const { built, selection, config } = await prepare(args, new Progress());
    if (interrupt.signal.aborted) return ExitCode.interrupted;
    sayBuildMessages(built, args);
    const { cases, failures } = await listPrograms(built.tests.filter(isBuilt), selection, config);
    for (const sentence of failures) process.stderr.write(`ktest: ${sentence}\n`);
    for (const { file, suite, case: name, speed } of cases) {
      const text = args.has('json')
        ? JSON.stringify({ file, suite, case: name, speed })
        : `${shortPath(file, process.cwd())} ${suite}.${name}`;
      process.stdout.write(`${text}\n`);
    }
    if (built.tests.some((test) => !isBuilt(test))) return ExitCode.build;
    if (failures.length > 0) return ExitCode.failed;
    return cases.length > 0 ? ExitCode.ok : ExitCode.nothing;
  } finally {
    interrupt.dispose();
  }
}

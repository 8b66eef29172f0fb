// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { listParts } from '../backends/process/list-parts.js';
import { findPrograms, hasTreeHeaders } from '../build/find-programs.js';
import { isBroken } from '../build/programs.js';
import { forEachPart, splitByProject } from '../build/split-request.js';
import { readSelection } from '../run/read-selection.js';
import { everything } from '../run/selection.js';
import { unmatched, unmatchedSentences } from '../run/unmatched.js';
import { ExitCode } from '../util/exit-codes.js';
import { shortPath } from '../util/short-path.js';
import { sayBuildMessages } from './build-messages.js';
import { interruptible } from './interrupt.js';
import type { Invocation } from './option.js';
import { checkHeaders, checkPlaces } from './places.js';
import { Progress } from './progress.js';
import { listOptions } from './run-options.js';
import { buildRequest, selectionRequest } from './run-request.js';

export async function list(invocation: Invocation<typeof listOptions>): Promise<ExitCode> {
  const { options, given } = invocation;
  const request = buildRequest(invocation, listOptions);
  checkHeaders(request, ['process']);
  checkPlaces(listOptions, given, [hasTreeHeaders(request) ? 'tree' : 'emulated']);
  const interrupt = interruptible();
  const progress = new Progress();
  try {
    const parts = await forEachPart(await splitByProject(request), async (part) => {
      const found = await findPrograms(part, progress);
      const select = readSelection(selectionRequest(options), found.targets);
      const built = await found.build();
      progress.clear();
      const broken = built.flatMap(({ tests }) => tests.filter(isBroken));
      const warnings = built.flatMap((programs) => programs.warnings);
      const notes = built.flatMap((programs) => programs.notes);
      const advice = built.flatMap((programs) => programs.advice);
      sayBuildMessages({ warnings, notes, advice, failures: broken.flatMap(({ failures }) => failures) }, options);
      const selection = select(built[0].lastRunFile);
      const { cases, failures } = await listParts(built, selection);
      const isAmiss = unmatched(selection.globs, cases).length > 0;
      const all = isAmiss ? (await listParts(built, everything)).cases : cases;
      return { broken, cases, failures, all, globs: selection.globs };
    });
    if (interrupt.signal.aborted) return ExitCode.interrupted;
    const broken = parts.flatMap((part) => part.broken);
    const cases = parts.flatMap((part) => part.cases);
    const failures = parts.flatMap((part) => part.failures);
    const globs = [...new Set(parts.flatMap((part) => part.globs))];
    const mistakes = unmatchedSentences(
      globs,
      parts.flatMap((part) => part.all),
    );
    for (const sentence of [...failures, ...mistakes]) process.stderr.write(`ktest: ${sentence}\n`);
    for (const { file, suite, case: name, speed } of cases) {
      const text = options.json
        ? JSON.stringify({ file, suite, case: name, speed })
        : `${shortPath(file, process.cwd())} ${suite}.${name}`;
      process.stdout.write(`${text}\n`);
    }
    if (broken.length > 0) return ExitCode.build;
    if (failures.length > 0) return ExitCode.failed;
    return cases.length > 0 ? ExitCode.ok : ExitCode.nothing;
  } finally {
    interrupt.dispose();
  }
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type BuiltPrograms, isBuilt } from '../../build/programs.js';
import { listPrograms } from '../../run/list-programs.js';
import type { Candidate, Selection } from '../../run/selection.js';

/** The cases of programs that differ in their headers. */
export async function listParts(parts: BuiltPrograms[], selection: Selection) {
  const cases: Candidate[] = [];
  const failures: string[] = [];
  for (const { tests, config } of parts) {
    const listed = await listPrograms(tests.filter(isBuilt), selection, config);
    cases.push(...listed.cases);
    failures.push(...listed.failures);
  }
  return { cases, failures };
}

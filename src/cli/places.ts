// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { RunRequest } from '../backends/backend.js';
import { processBuild } from '../backends/process/process-backend.js';
import { hasTreeHeaders } from '../build/find-programs.js';
import { openTree } from '../tree/kernel-tree.js';
import { isWithinTree, treeTargets } from '../tree/tree-targets.js';
import { UserError } from '../util/user-error.js';
import { type OptionTable, optionName, type Place } from './option.js';

/** The places of a run, as options tell them apart. */
export function placesOf(request: RunRequest): Place[] {
  const { tree, operands } = request.build;
  return request.backends.map((backend) => {
    if (backend === 'process') return hasTreeHeaders(processBuild(request)) ? 'tree' : 'emulated';
    if (backend === 'qemu' || tree === undefined) return backend;
    const opened = openTree(tree);
    return isWithinTree(treeTargets(operands, opened), opened) ? 'uml' : 'uml-module';
  });
}

/** Refuses options that would be passed over in silence: those that no place of the run can honour. */
export function checkPlaces(table: OptionTable, given: ReadonlyMap<string, unknown>, places: Place[]): void {
  for (const [key, { refusedIn = {} }] of Object.entries(table)) {
    const reasons = places.map((place) => refusedIn[place]);
    const [reason] = reasons;
    if (given.has(key) && reason !== undefined && !reasons.includes(undefined)) {
      throw new UserError(`${optionName(key)}: ${reason}`);
    }
  }
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { BackendName, RunRequest } from '../backends/backend.js';
import { processBuild } from '../backends/process/process-backend.js';
import { hasTreeHeaders } from '../build/find-programs.js';
import type { BuildRequest } from '../build/request.js';
import { headersPackage } from '../project/headers-package.js';
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

/** Refuses an option that another one of the command line leaves nothing to do. */
export function checkTogether(given: ReadonlyMap<string, unknown>, places: Place[]): void {
  if (given.has('schedule') && given.has('explore'))
    throw new UserError('--schedule: names one schedule, and --explore looks for one: leave one of the two out');
  // Beside qemu, --kernel is that machine's.
  if (!given.has('kernel') || places.includes('qemu')) return;
  const unused = ['kunitconfig', ...(places.every((place) => place === 'uml') ? ['kconfig'] : [])];
  for (const key of unused)
    if (given.has(key))
      throw new UserError(`${optionName(key)}: the User Mode Linux that --kernel names is built already`);
}

/** Why the programs of a command line can not have a tree's headers: an option that only the emulated ones can honour. */
export function treeRefusal(table: OptionTable, given: ReadonlyMap<string, unknown>): string | undefined {
  for (const [key, { refusedIn = {} }] of Object.entries(table)) {
    if (given.has(key) && refusedIn.tree && !refusedIn.emulated) return `${optionName(key)}: ${refusedIn.tree}`;
  }
  return undefined;
}

/** Refuses --headers that says another thing than --tree. */
export function checkHeaders({ tree, settings: { headers } }: BuildRequest, backends: BackendName[]): void {
  if (tree === undefined || headers === undefined) return;
  const hasSources = !headersPackage(tree);
  if (headers === 'tree' && !hasSources)
    throw new UserError(`--headers tree: ${tree} has headers without sources: name a kernel source tree`);
  // Beside a User Mode Linux, --tree is that one's.
  if (headers === 'emulated' && hasSources && !backends.includes('uml'))
    throw new UserError(`--headers emulated: --tree ${tree} means its headers: leave one of the two out`);
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { headersPackage } from '../project/headers-package.js';
import type { Targets } from '../project/targets.js';
import { buildEmulated, findEmulated } from './emulated.js';
import type { BuiltPrograms } from './programs.js';
import type { BuildListener, BuildRequest } from './request.js';
import { buildTreePrograms } from './tree-programs.js';
import { findTreeTests } from './tree-tests.js';

/** The tests of a request, before their programs are built. */
export interface FoundPrograms {
  targets: Targets;
  build(): Promise<BuiltPrograms>;
}

/** Finds the tests that a request is about, and the headers that go with them. */
export async function findPrograms(request: BuildRequest, listener: BuildListener): Promise<FoundPrograms> {
  if (hasTreeHeaders(request)) {
    const found = await findTreeTests(request);
    return { targets: found.targets, build: () => buildTreePrograms(found, request, listener) };
  }
  const found = await findEmulated(request, listener);
  return { targets: found.targets, build: () => buildEmulated(found, request, listener) };
}

/** Whether programs get a tree's own headers: installed headers without sources go with the emulated ones. */
export function hasTreeHeaders({ tree }: BuildRequest): boolean {
  return tree !== undefined && !headersPackage(tree);
}

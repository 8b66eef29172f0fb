// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { findModuleTests } from '../../build/project-tests.js';
import { uniprocessor } from '../../project/needs.js';
import { policyOf } from '../../run/policy.js';
import { kernelRoot } from '../../toolchain/flags.js';
import type { KernelTree } from '../../tree/kernel-tree.js';
import type { BuildContext, RunRequest } from '../backend.js';
import { buildModules, logWord, type ModuleTests } from '../modules/built-modules.js';
import { umlMachine } from './uml-boot.js';
import { buildUml, umlKernel } from './uml-kernel.js';
import { kunitconfigLines } from './uml-options.js';

/** Tests that are not the tree's, as modules in a User Mode Linux of it. */
export async function buildUmlModules(
  tree: KernelTree,
  request: RunRequest,
  context: BuildContext,
): Promise<ModuleTests> {
  const found = await findModuleTests(request.build);
  const options = kunitconfigLines(tree, path.join(kernelRoot, 'module', 'uml.config'));
  const uml = await buildUml(tree, [...options, ...request.build.kconfig], { ...context, jobs: found.jobs });
  const kernel = umlKernel(uml);
  const { outputKib } = policyOf(request.policy, found.project.config);
  const append = `${logWord(outputKib)} ${request.machine.append}`;
  const only = { machine: umlMachine(uml.binary, append), shape: uniprocessor };
  return buildModules(
    found,
    {
      backend: 'uml',
      kernel,
      makeWords: ['ARCH=um'],
      machineFor: () => only,
      sentence: `Linux ${kernel.release} as User Mode Linux, with one CPU and one node`,
    },
    request,
    context,
  );
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only

import { openTree } from '../../tree/kernel-tree.js';
import { isWithinTree, treeTargets } from '../../tree/tree-targets.js';
import { UserError } from '../../util/user-error.js';
import type { Backend } from '../backend.js';
import { type ModuleTests, runBuiltModules } from '../modules/built-modules.js';
import { buildUmlModules } from './uml-modules.js';
import { buildUmlSuites, runUmlSuites, type UmlSuites } from './uml-suites.js';

/** Cases in a User Mode Linux of a tree: its own suites are built in, other tests are modules. */
export const umlBackend: Backend<UmlSuites | ModuleTests> = {
  build(request, context) {
    const folder = request.build.tree;
    if (folder === undefined) throw new UserError('--backend uml: name the kernel source tree with --tree');
    const tree = openTree(folder);
    const targets = treeTargets(request.build.operands, tree);
    return isWithinTree(targets, tree)
      ? buildUmlSuites(tree, targets, request, context)
      : buildUmlModules(tree, request, context);
  },

  run(built, request, context) {
    return 'modules' in built ? runBuiltModules(built, request, context) : runUmlSuites(built, request, context);
  },
};

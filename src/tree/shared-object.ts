// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { SharedObjectNames } from './program-tables.js';

/** A shared object to be made of a tree's sources, in the place of a test's program. */
export interface SharedObject extends SharedObjectNames {
  /** Stands for the test file's path: in the folder of the first source. */
  key: string;
  /** Relative to the tree. */
  sources: string[];
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { BuildListener } from './request.js';

/** A module of a kind that was prepared compiles fewer files. */
const many = 30;

/** The listener's steps. When a run compiles many of a tree's files, who waits at a terminal is told of `ktest prepare`. */
export function stepsWithTip(listener: BuildListener): BuildListener['step'] {
  const compiled = new Set<string>();
  return (done, total, what) => {
    const isNew = what.startsWith('compile ') && !compiled.has(what);
    if (isNew && compiled.add(what).size === many)
      listener.sayAtTerminal(
        'this run compiles many files of the tree, and later runs find them; `ktest prepare` does it beforehand for the usual kinds of modules',
      );
    listener.step(done, total, what);
  };
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { notCompiled } from '../toolchain/first-error.js';
import type { ConfiguredTree } from './configure.js';
import { optionOf } from './option-of.js';
import { shownSource } from './outside.js';

/** A sentence for a suite that is another architecture's. */
export function whyNotHere(test: string): string | undefined {
  const arch = /^arch\/(\w+)\//.exec(test)?.[1];
  if (arch === undefined || arch === 'um' || arch === 'x86') return undefined;
  return `${test} is for another architecture (${arch}): programs of a tree are those of User Mode Linux on x86-64`;
}

/** A sentence for a source of a tree that does not compile: what about it, and what to do. */
export function whyNotCompiled(configured: ConfiguredTree, source: string, output: string): string {
  const option = optionOf(configured.tree.root, source);
  if (option && !configured.options.has(option)) {
    const name = option.replace(/^CONFIG_/, '');
    return `${source} does not compile in this configuration: it needs ${option}: add it with --kconfig ${name}=y`;
  }
  return notCompiled(shownSource(configured.tree.root, source), output);
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { UserError } from '../util/user-error.js';
import { wishOf } from './kunitconfig.js';

const isKernels = 'in a whole kernel it works: --backend uml';

/** Options whose code a tree's programs replace or lack, and why: a program with one of them would crash before its first case. */
const unfit: [options: RegExp, reason: string][] = [
  [
    /^(LOCKDEP|PROVE_LOCKING|PROVE_RAW_LOCK_NESTING|PROVE_RCU(_LIST)?|DEBUG_LOCKDEP|TRACE_IRQFLAGS|DEBUG_LOCKING_API_SELFTESTS)$/,
    `ktest checks each lock by itself (docs/tree.md) and does not learn their order; ${isKernels}`,
  ],
  [/^(KASAN|KMSAN|UBSAN)$/, `ktest has compilers' sanitizers: --sanitize address,undefined; ${isKernels}`],
  [/^(KFENCE|DEBUG_KMEMLEAK|DEBUG_PAGEALLOC|SLUB_DEBUG_ON)$/, `ktest has its own allocator and checks; ${isKernels}`],
  [/^(KCOV|GCOV_KERNEL|FUNCTION_TRACER|FUNCTION_GRAPH_TRACER|KPROBES)$/, `it changes machine code; ${isKernels}`],
  [
    /^(SMP|NUMA|PREEMPT|PREEMPT_RT|PREEMPT_DYNAMIC)$/,
    "a tree's programs have one CPU, one node and no preemption; real kernels have them: --backend qemu",
  ],
];

/** Refuses lines of a .config that a tree's programs can not honour. */
export function mustSuit(lines: string[]): void {
  for (const line of lines) {
    const { option, value } = wishOf(line);
    const name = option.replace('CONFIG_', '');
    const reason = value === 'n' ? undefined : unfit.find(([options]) => options.test(name))?.[1];
    if (reason !== undefined) throw new UserError(`--kconfig ${name}=${value}: not with --tree: ${reason}`);
  }
}

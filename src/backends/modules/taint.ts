// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** Bits of /proc/sys/kernel/tainted (Documentation/admin-guide/tainted-kernels.rst), by number. */
const letters = 'PFSRMBUDAWCIOELKXTNJ';
const meanings = new Map([
  ['B', 'a bad page was freed or mapped'],
  ['D', 'the kernel oopsed'],
  ['W', 'the kernel warned'],
  ['L', 'a soft lockup'],
  ['M', 'a machine check'],
  ['P', 'a proprietary module'],
  ['F', 'a module was forced in'],
  ['N', 'an in-kernel test was run'],
  ['U', 'it was asked for'],
]);
/** Any module of ours sets them: it is not the kernel's own, not signed, and a test. */
const ours = 'OEN';

/** In words, the taint flags that a kernel got between two readings. Undefined if only our own modules set flags. */
export function newTaint(before: number, after: number): string | undefined {
  const added = [...letters].filter((letter, bit) => !ours.includes(letter) && (after & ~before & (1 << bit)) !== 0);
  if (added.length === 0) return undefined;
  return added.map((letter) => `${letter}${meanings.has(letter) ? ` (${meanings.get(letter)})` : ''}`).join(', ');
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/** A part of another header, which code includes instead: linux/ktest_hlist.h of linux/list.h. */
export function isPart(name: string): boolean {
  return /^\w+\/ktest_/.test(name);
}

/** The parts that a header's text brings in. */
export function partsOf(text: string): string[] {
  return [...text.matchAll(/^#include <(\w+\/ktest_\w+\.h)>/gm)].map(([, name = '']) => name);
}

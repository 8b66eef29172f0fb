// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { describe, expect, test } from 'vitest';
import { optionsOf } from '../../src/tree/undeclared-in-tree.js';

const header = `#ifndef _LINUX_HERE_H
#define _LINUX_HERE_H
int always(int x);
#ifdef CONFIG_A
int with_a(int x);
#if defined(CONFIG_B) || IS_ENABLED(CONFIG_C)
struct thing *
with_three(int x);
#define made_with_three(x) (x)
#elif defined(CONFIG_D)
int with_a_and_d(int x);
#endif
static inline int in_both(int x) { return with_a(x); }
#else
static inline int in_both(int x) { return 0; }
#endif
# if !defined(CONFIG_E) && !IS_ENABLED(CONFIG_F) && defined(CONFIG_G)
int with_g(int x);
# endif
#endif
`;

describe('the options whose #if stands around a declaration', () => {
  test.each([
    ['always', []],
    ['with_a', ['CONFIG_A']],
    ['with_three', ['CONFIG_A', 'CONFIG_B', 'CONFIG_C']],
    ['made_with_three', ['CONFIG_A', 'CONFIG_B', 'CONFIG_C']],
    ['with_a_and_d', ['CONFIG_A', 'CONFIG_D']],
    ['in_both', []],
    ['with_g', ['CONFIG_G']],
    ['nowhere', []],
  ])('%s', (name, options) => {
    expect(optionsOf(name, header)).toEqual(options);
  });
});

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Counting and joining macro arguments (up to 15).
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_ARGS_H
#define KTEST_LINUX_ARGS_H

#define KTEST_COUNT(z, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, count, ...) count
#define COUNT_ARGS(X...) KTEST_COUNT(, ##X, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define __CONCAT_ARGS(a, b) a##b
#define CONCATENATE(a, b) __CONCAT_ARGS(a, b)

#endif

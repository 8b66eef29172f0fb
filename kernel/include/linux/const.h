/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Constants for C and assembly.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CONST_H
#define KTEST_LINUX_CONST_H

#define _AC(X, Y) KTEST_AC(X, Y)
#define KTEST_AC(X, Y) X##Y
#define _AT(T, X) ((T)(X))
#define _UL(x) (_AC(x, UL))
#define _ULL(x) (_AC(x, ULL))
#define UL(x) (_UL(x))
#define ULL(x) (_ULL(x))
#define _BITUL(x) (_UL(1) << (x))
#define _BITULL(x) (_ULL(1) << (x))
#define __ALIGN_KERNEL(x, a) __ALIGN_KERNEL_MASK(x, (__typeof__(x))(a) - 1)
#define __ALIGN_KERNEL_MASK(x, mask) (((x) + (mask)) & ~(mask))
#define __KERNEL_DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: a header of the kernel opens. Definitions come when the outermost one closes, so that none
 * stands where a header it needs is not at its end yet; KTEST_OPEN_n counts. Nothing in hosted mode.
 * No include guard: this is for each header.
 */
#if !defined(KTEST_HOSTED) && !defined(__ASSEMBLER__)
#include <linux/compiler_types.h>
#if !defined(KTEST_OPEN_1)
#define KTEST_OPEN_1
#ifndef KTEST_DEFINING
#pragma GCC diagnostic push
#endif
#pragma GCC diagnostic ignored "-Wtype-limits"
#ifdef __cplusplus
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wignored-qualifiers"
#endif
#elif !defined(KTEST_OPEN_2)
#define KTEST_OPEN_2
#elif !defined(KTEST_OPEN_3)
#define KTEST_OPEN_3
#elif !defined(KTEST_OPEN_4)
#define KTEST_OPEN_4
#elif !defined(KTEST_OPEN_5)
#define KTEST_OPEN_5
#elif !defined(KTEST_OPEN_6)
#define KTEST_OPEN_6
#elif !defined(KTEST_OPEN_7)
#define KTEST_OPEN_7
#elif !defined(KTEST_OPEN_8)
#define KTEST_OPEN_8
#elif !defined(KTEST_OPEN_9)
#define KTEST_OPEN_9
#elif !defined(KTEST_OPEN_10)
#define KTEST_OPEN_10
#elif !defined(KTEST_OPEN_11)
#define KTEST_OPEN_11
#elif !defined(KTEST_OPEN_12)
#define KTEST_OPEN_12
#elif !defined(KTEST_OPEN_13)
#define KTEST_OPEN_13
#elif !defined(KTEST_OPEN_14)
#define KTEST_OPEN_14
#elif !defined(KTEST_OPEN_15)
#define KTEST_OPEN_15
#elif !defined(KTEST_OPEN_16)
#define KTEST_OPEN_16
#elif !defined(KTEST_OPEN_17)
#define KTEST_OPEN_17
#elif !defined(KTEST_OPEN_18)
#define KTEST_OPEN_18
#elif !defined(KTEST_OPEN_19)
#define KTEST_OPEN_19
#elif !defined(KTEST_OPEN_20)
#define KTEST_OPEN_20
#elif !defined(KTEST_OPEN_21)
#define KTEST_OPEN_21
#elif !defined(KTEST_OPEN_22)
#define KTEST_OPEN_22
#elif !defined(KTEST_OPEN_23)
#define KTEST_OPEN_23
#elif !defined(KTEST_OPEN_24)
#define KTEST_OPEN_24
#elif !defined(KTEST_OPEN_25)
#define KTEST_OPEN_25
#elif !defined(KTEST_OPEN_26)
#define KTEST_OPEN_26
#elif !defined(KTEST_OPEN_27)
#define KTEST_OPEN_27
#elif !defined(KTEST_OPEN_28)
#define KTEST_OPEN_28
#elif !defined(KTEST_OPEN_29)
#define KTEST_OPEN_29
#elif !defined(KTEST_OPEN_30)
#define KTEST_OPEN_30
#elif !defined(KTEST_OPEN_31)
#define KTEST_OPEN_31
#elif !defined(KTEST_OPEN_32)
#define KTEST_OPEN_32
#elif !defined(KTEST_OPEN_33)
#define KTEST_OPEN_33
#elif !defined(KTEST_OPEN_34)
#define KTEST_OPEN_34
#elif !defined(KTEST_OPEN_35)
#define KTEST_OPEN_35
#elif !defined(KTEST_OPEN_36)
#define KTEST_OPEN_36
#elif !defined(KTEST_OPEN_37)
#define KTEST_OPEN_37
#elif !defined(KTEST_OPEN_38)
#define KTEST_OPEN_38
#elif !defined(KTEST_OPEN_39)
#define KTEST_OPEN_39
#elif !defined(KTEST_OPEN_40)
#define KTEST_OPEN_40
#endif
#endif

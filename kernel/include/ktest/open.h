/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: a header of the kernel opens. Definitions come when the outermost one closes, so that none
 * stands where a header it needs is not at its end yet. KTEST_OPEN_LEVEL is how deep the outermost one is
 * included; KTEST_OPEN is taken back when that one closes, and until then the compiler does not read this file again.
 */
#ifndef KTEST_OPEN
#define KTEST_OPEN
#if (!defined(KTEST_HOSTED) || defined(__cplusplus) || defined(KTEST_PROGRAM_NAME)) && !defined(__ASSEMBLER__)
/* The level as it is now, in four digits of base 4: a macro can not keep another one's value. */
#if __INCLUDE_LEVEL__ % 4 == 0
#define KTEST_LEVEL_0 0
#elif __INCLUDE_LEVEL__ % 4 == 1
#define KTEST_LEVEL_0 1
#elif __INCLUDE_LEVEL__ % 4 == 2
#define KTEST_LEVEL_0 2
#else
#define KTEST_LEVEL_0 3
#endif
#if __INCLUDE_LEVEL__ / 4 % 4 == 0
#define KTEST_LEVEL_1 0
#elif __INCLUDE_LEVEL__ / 4 % 4 == 1
#define KTEST_LEVEL_1 4
#elif __INCLUDE_LEVEL__ / 4 % 4 == 2
#define KTEST_LEVEL_1 8
#else
#define KTEST_LEVEL_1 12
#endif
#if __INCLUDE_LEVEL__ / 16 % 4 == 0
#define KTEST_LEVEL_2 0
#elif __INCLUDE_LEVEL__ / 16 % 4 == 1
#define KTEST_LEVEL_2 16
#elif __INCLUDE_LEVEL__ / 16 % 4 == 2
#define KTEST_LEVEL_2 32
#else
#define KTEST_LEVEL_2 48
#endif
#if __INCLUDE_LEVEL__ / 64 == 0
#define KTEST_LEVEL_3 0
#elif __INCLUDE_LEVEL__ / 64 == 1
#define KTEST_LEVEL_3 64
#elif __INCLUDE_LEVEL__ / 64 == 2
#define KTEST_LEVEL_3 128
#else
#define KTEST_LEVEL_3 192
#endif
#define KTEST_OPEN_LEVEL (KTEST_LEVEL_0 + KTEST_LEVEL_1 + KTEST_LEVEL_2 + KTEST_LEVEL_3)
#include <linux/compiler_types.h>
/* What these are for the includer, they are again when the outermost header closes. */
#pragma push_macro("min")
#pragma push_macro("max")
#pragma push_macro("MIN")
#pragma push_macro("MAX")
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wtype-limits"
#ifndef __clang__
/* Guessed, and differently with each -O and each function that is inlined. */
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Warray-bounds"
#endif
#ifdef __cplusplus
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wignored-qualifiers"
#ifdef __clang__
#pragma GCC diagnostic ignored "-Wextern-c-compat"
#endif
#ifdef KTEST_HOSTED
#include <ktest/plain/libc-headers.h>
extern "C" {
#endif
#endif
#endif
#endif

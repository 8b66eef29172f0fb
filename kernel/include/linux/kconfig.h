/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Asking for options: IS_ENABLED() and its kin work in #if and in C.
 * Fidelity: faithful
 */
#ifndef __LINUX_KCONFIG_H
#define __LINUX_KCONFIG_H

#if defined(__ASSEMBLER__) && !defined(__ASSEMBLY__)
#define __ASSEMBLY__
#endif
#include <generated/autoconf.h>

/* kbuild gives these names to each file; ktest does, too. With `ktest flags`, a file has these. */
#ifndef KBUILD_MODNAME
#define KBUILD_BASENAME "module"
#define KBUILD_MODNAME "module"
#define KBUILD_MODFILE "module"
#define __KBUILD_MODNAME kmod_module
#endif

#if defined(KTEST_PROGRAM_NAME) && !defined(__ASSEMBLER__)
/* Of the file with a program's main() (kernel/kunit/program.c). */
#ifdef __cplusplus
extern "C" {
#endif
extern __attribute__((__weak__)) const char ktest_program_name[], ktest_program_file[];
const char ktest_program_name[] = KTEST_PROGRAM_NAME, ktest_program_file[] = __BASE_FILE__;
#ifdef __cplusplus
}
#endif
#endif

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#ifndef __LITTLE_ENDIAN
#define __LITTLE_ENDIAN 1234
#endif
#else
#ifndef __BIG_ENDIAN
#define __BIG_ENDIAN 4321
#endif
#endif

/* A macro defined as 1 turns into an extra argument, anything else does not. */
#define KTEST_PROBE_1 0,
#define KTEST_SECOND(ignored, value, ...) value
#define KTEST_IS_ONE__(probe) KTEST_SECOND(probe 1, 0, 0)
#define KTEST_IS_ONE_(value) KTEST_IS_ONE__(KTEST_PROBE_##value)
#define KTEST_IS_ONE(value) KTEST_IS_ONE_(value)
#define KTEST_OR__(probe, other) KTEST_SECOND(probe 1, other, 0)
#define KTEST_OR_(value, other) KTEST_OR__(KTEST_PROBE_##value, other)
#define KTEST_OR(value, other) KTEST_OR_(value, other)
#define KTEST_AND__(probe, other) KTEST_SECOND(probe other, 0, 0)
#define KTEST_AND_(value, other) KTEST_AND__(KTEST_PROBE_##value, other)
#define KTEST_AND(value, other) KTEST_AND_(value, other)

#define IS_BUILTIN(option) KTEST_IS_ONE(option)
#define IS_MODULE(option) KTEST_IS_ONE(option##_MODULE)
#ifdef MODULE
#define KTEST_IS_MODULE_BUILD 1
#else
#define KTEST_IS_MODULE_BUILD 0
#endif
#define IS_REACHABLE(option) KTEST_OR(option, KTEST_AND(option##_MODULE, KTEST_IS_MODULE_BUILD))
#define IS_ENABLED(option) KTEST_OR(option, KTEST_IS_ONE(option##_MODULE))

#define __is_defined(x) KTEST_IS_ONE(x)
#define __or(x, y) KTEST_OR(x, y)
#define __and(x, y) KTEST_AND(x, y)

#endif

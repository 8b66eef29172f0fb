/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: a header of the kernel closes; the outermost one brings definitions. See ktest/open.h. */
#ifndef KTEST_NOTHING_CLOSES
#if (defined(KTEST_HOSTED) && !defined(__cplusplus) && !defined(KTEST_PROGRAM_NAME)) || defined(__ASSEMBLER__)
#define KTEST_NOTHING_CLOSES
#else
#ifndef KTEST_HOSTED
#define KTEST_CLOSED
#endif
#if __INCLUDE_LEVEL__ == KTEST_OPEN_LEVEL
#include <ktest/plain/close-outermost.h>
#endif
#endif
#endif

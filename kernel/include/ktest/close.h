/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: a header of the kernel closes; the outermost one brings definitions. See ktest/open.h. */
#if (!defined(KTEST_HOSTED) || defined(__cplusplus)) && !defined(__ASSEMBLER__)
#ifndef KTEST_HOSTED
#define KTEST_CLOSED
#endif
#if __INCLUDE_LEVEL__ == KTEST_OPEN_LEVEL
#ifdef KTEST_HOSTED
}
#else
#undef KTEST_CLOSED
#include <ktest/plain/definitions.h>
#endif
/* What a definition needs may have brought other headers, up to three times. */
#ifdef KTEST_CLOSED
#undef KTEST_CLOSED
#include <ktest/plain/definitions.h>
#endif
#ifdef KTEST_CLOSED
#undef KTEST_CLOSED
#include <ktest/plain/definitions.h>
#endif
#ifdef KTEST_CLOSED
#include <ktest/plain/definitions.h>
#endif
#pragma GCC diagnostic pop
#undef KTEST_OPEN
#undef KTEST_OPEN_LEVEL
#undef KTEST_LEVEL_0
#undef KTEST_LEVEL_1
#undef KTEST_LEVEL_2
#undef KTEST_LEVEL_3
#endif
#endif

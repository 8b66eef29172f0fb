/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: a header of the kernel closes; the outermost one brings definitions. See ktest/open.h. */
#if (!defined(KTEST_HOSTED) || defined(__cplusplus) || defined(KTEST_PROGRAM_NAME)) && !defined(__ASSEMBLER__)
#ifndef KTEST_HOSTED
#define KTEST_CLOSED
#endif
#if __INCLUDE_LEVEL__ == KTEST_OPEN_LEVEL
#ifndef KTEST_HOSTED
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
#if defined(KTEST_HOSTED) && defined(__cplusplus)
}
#endif
#pragma pop_macro("min")
#pragma pop_macro("max")
#pragma pop_macro("MIN")
#pragma pop_macro("MAX")
#pragma GCC diagnostic pop
#undef KTEST_OPEN
#undef KTEST_OPEN_LEVEL
#undef KTEST_LEVEL_0
#undef KTEST_LEVEL_1
#undef KTEST_LEVEL_2
#undef KTEST_LEVEL_3
#endif
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* The outermost header of the kernel closes (ktest/close.h). No include guard: the next one does, too. */
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

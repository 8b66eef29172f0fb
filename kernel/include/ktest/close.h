/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: a header of the kernel closes; the outermost one brings definitions. See ktest/open.h. */
#if !defined(KTEST_HOSTED) && !defined(__ASSEMBLER__)
#if defined(KTEST_OPEN_40)
#undef KTEST_OPEN_40
#elif defined(KTEST_OPEN_39)
#undef KTEST_OPEN_39
#elif defined(KTEST_OPEN_38)
#undef KTEST_OPEN_38
#elif defined(KTEST_OPEN_37)
#undef KTEST_OPEN_37
#elif defined(KTEST_OPEN_36)
#undef KTEST_OPEN_36
#elif defined(KTEST_OPEN_35)
#undef KTEST_OPEN_35
#elif defined(KTEST_OPEN_34)
#undef KTEST_OPEN_34
#elif defined(KTEST_OPEN_33)
#undef KTEST_OPEN_33
#elif defined(KTEST_OPEN_32)
#undef KTEST_OPEN_32
#elif defined(KTEST_OPEN_31)
#undef KTEST_OPEN_31
#elif defined(KTEST_OPEN_30)
#undef KTEST_OPEN_30
#elif defined(KTEST_OPEN_29)
#undef KTEST_OPEN_29
#elif defined(KTEST_OPEN_28)
#undef KTEST_OPEN_28
#elif defined(KTEST_OPEN_27)
#undef KTEST_OPEN_27
#elif defined(KTEST_OPEN_26)
#undef KTEST_OPEN_26
#elif defined(KTEST_OPEN_25)
#undef KTEST_OPEN_25
#elif defined(KTEST_OPEN_24)
#undef KTEST_OPEN_24
#elif defined(KTEST_OPEN_23)
#undef KTEST_OPEN_23
#elif defined(KTEST_OPEN_22)
#undef KTEST_OPEN_22
#elif defined(KTEST_OPEN_21)
#undef KTEST_OPEN_21
#elif defined(KTEST_OPEN_20)
#undef KTEST_OPEN_20
#elif defined(KTEST_OPEN_19)
#undef KTEST_OPEN_19
#elif defined(KTEST_OPEN_18)
#undef KTEST_OPEN_18
#elif defined(KTEST_OPEN_17)
#undef KTEST_OPEN_17
#elif defined(KTEST_OPEN_16)
#undef KTEST_OPEN_16
#elif defined(KTEST_OPEN_15)
#undef KTEST_OPEN_15
#elif defined(KTEST_OPEN_14)
#undef KTEST_OPEN_14
#elif defined(KTEST_OPEN_13)
#undef KTEST_OPEN_13
#elif defined(KTEST_OPEN_12)
#undef KTEST_OPEN_12
#elif defined(KTEST_OPEN_11)
#undef KTEST_OPEN_11
#elif defined(KTEST_OPEN_10)
#undef KTEST_OPEN_10
#elif defined(KTEST_OPEN_9)
#undef KTEST_OPEN_9
#elif defined(KTEST_OPEN_8)
#undef KTEST_OPEN_8
#elif defined(KTEST_OPEN_7)
#undef KTEST_OPEN_7
#elif defined(KTEST_OPEN_6)
#undef KTEST_OPEN_6
#elif defined(KTEST_OPEN_5)
#undef KTEST_OPEN_5
#elif defined(KTEST_OPEN_4)
#undef KTEST_OPEN_4
#elif defined(KTEST_OPEN_3)
#undef KTEST_OPEN_3
#elif defined(KTEST_OPEN_2)
#undef KTEST_OPEN_2
#elif defined(KTEST_OPEN_1)
#undef KTEST_OPEN_1
#endif
#if !defined(KTEST_OPEN_1) && !defined(KTEST_DEFINING)
#define KTEST_DEFINING
#include <ktest/plain/definitions.h>
/* What a definition needs may have brought other headers, up to four times. */
#include <ktest/plain/definitions.h>
#include <ktest/plain/definitions.h>
#include <ktest/plain/definitions.h>
#undef KTEST_DEFINING
#pragma GCC diagnostic pop
#endif
#endif

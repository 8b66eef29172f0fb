/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * libc's header, with the kernel's macros of the same names out of its way.
 * No include guard: libc's own decides.
 */
#ifndef __cplusplus
#pragma push_macro("static_assert")
#undef static_assert
#endif
#include_next <assert.h>
#ifndef __cplusplus
#pragma pop_macro("static_assert")
/* The kernel's takes one argument, too, with every supported compiler. */
#undef static_assert
#define static_assert(expr, ...) __static_assert(expr, ##__VA_ARGS__, #expr)
#ifndef __static_assert
#define __static_assert(expr, msg, ...) _Static_assert(expr, msg)
#endif
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * libc's header, with the kernel's macros of the same names out of its way.
 * No include guard: libc's own decides.
 */
#pragma push_macro("abs")
#undef abs
#pragma push_macro("bsearch")
#undef bsearch
/* A member of struct drand48_data. */
#pragma push_macro("__init")
#undef __init
#include_next <stdlib.h>
#pragma pop_macro("abs")
#pragma pop_macro("bsearch")
#pragma pop_macro("__init")

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * libc's header, with the kernel's macros of the same names out of its way.
 * No include guard: libc's own decides.
 */
#pragma push_macro("swab")
#undef swab
#include_next <unistd.h>
#pragma pop_macro("swab")

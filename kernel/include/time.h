/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * libc's header, with the kernel's macro of the same name out of its way.
 * No include guard: libc's own decides.
 */
#pragma push_macro("timer_delete")
#undef timer_delete
#include_next <time.h>
#pragma pop_macro("timer_delete")

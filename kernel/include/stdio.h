/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * libc's header, with the kernel's macros of the same names out of its way.
 * No include guard: libc's own decides.
 */
#pragma push_macro("sprintf")
#undef sprintf
#pragma push_macro("vsprintf")
#undef vsprintf
#pragma push_macro("snprintf")
#undef snprintf
#pragma push_macro("vsnprintf")
#undef vsnprintf
#pragma push_macro("sscanf")
#undef sscanf
#pragma push_macro("vsscanf")
#undef vsscanf
#include_next <stdio.h>
#pragma pop_macro("sprintf")
#pragma pop_macro("vsprintf")
#pragma pop_macro("snprintf")
#pragma pop_macro("vsnprintf")
#pragma pop_macro("sscanf")
#pragma pop_macro("vsscanf")

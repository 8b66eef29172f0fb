/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * libc's header, with the kernel's macros of the same names out of its way. They stay, since they are constants
 * for constant operands.
 * No include guard: libc's own decides.
 */
#ifdef KTEST_ASM_BYTEORDER_H
#pragma push_macro("htonl")
#pragma push_macro("htons")
#pragma push_macro("ntohl")
#pragma push_macro("ntohs")
#undef htonl
#undef htons
#undef ntohl
#undef ntohs
#include_next <netinet/in.h>
#pragma pop_macro("htonl")
#pragma pop_macro("htons")
#pragma pop_macro("ntohl")
#pragma pop_macro("ntohs")
#else
#include_next <netinet/in.h>
#endif

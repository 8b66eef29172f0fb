/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * libc's header, with the kernel's macros of the same names out of its way.
 * No include guard: libc's own decides.
 */
#pragma push_macro("isalnum")
#undef isalnum
#pragma push_macro("isalpha")
#undef isalpha
#pragma push_macro("iscntrl")
#undef iscntrl
#pragma push_macro("isgraph")
#undef isgraph
#pragma push_macro("islower")
#undef islower
#pragma push_macro("isprint")
#undef isprint
#pragma push_macro("ispunct")
#undef ispunct
#pragma push_macro("isspace")
#undef isspace
#pragma push_macro("isupper")
#undef isupper
#pragma push_macro("isxdigit")
#undef isxdigit
#pragma push_macro("isascii")
#undef isascii
#pragma push_macro("toascii")
#undef toascii
#pragma push_macro("isdigit")
#undef isdigit
#pragma push_macro("tolower")
#undef tolower
#pragma push_macro("toupper")
#undef toupper
#pragma push_macro("_tolower")
#undef _tolower
#pragma push_macro("_toupper")
#undef _toupper
#include_next <ctype.h>
#pragma pop_macro("isalnum")
#pragma pop_macro("isalpha")
#pragma pop_macro("iscntrl")
#pragma pop_macro("isgraph")
#pragma pop_macro("islower")
#pragma pop_macro("isprint")
#pragma pop_macro("ispunct")
#pragma pop_macro("isspace")
#pragma pop_macro("isupper")
#pragma pop_macro("isxdigit")
#pragma pop_macro("isascii")
#pragma pop_macro("toascii")
#pragma pop_macro("isdigit")
#pragma pop_macro("tolower")
#pragma pop_macro("toupper")
#pragma pop_macro("_tolower")
#pragma pop_macro("_toupper")

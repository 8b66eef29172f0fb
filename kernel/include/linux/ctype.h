/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Character classes of Latin-1, as the kernel's table has them.
 * Fidelity: faithful; in C++ these are the library's functions, for which bytes above 127 are of no class
 */
#ifndef KTEST_LINUX_CTYPE_H
#define KTEST_LINUX_CTYPE_H
#include <ktest/open.h>

#ifdef __cplusplus
#include <ctype.h>
#endif
#include <linux/compiler.h>
#include <linux/types.h>

#define _U 0x01 /* upper */
#define _L 0x02 /* lower */
#define _D 0x04 /* digit */
#define _C 0x08 /* control */
#define _P 0x10 /* punctuation */
#define _S 0x20 /* white space */
#define _X 0x40 /* hexadecimal letter */
#define _SP 0x80 /* hard space */

extern const unsigned char _ctype[];

/* <ctype.h> may have been here before. */
#undef isalnum
#undef isalpha
#undef iscntrl
#undef isgraph
#undef islower
#undef isprint
#undef ispunct
#undef isspace
#undef isupper
#undef isxdigit
#undef isascii
#undef toascii
#undef isdigit
#undef tolower
#undef toupper
#undef _tolower
#undef _toupper

#define __ismask(x) (_ctype[(int)(unsigned char)(x)])
/* The C++ library has functions of these names with more arguments. */
#ifndef __cplusplus
#define isalnum(c) ((__ismask(c) & (_U | _L | _D)) != 0)
#define isalpha(c) ((__ismask(c) & (_U | _L)) != 0)
#define iscntrl(c) ((__ismask(c) & (_C)) != 0)
#define isgraph(c) ((__ismask(c) & (_P | _U | _L | _D)) != 0)
#define islower(c) ((__ismask(c) & (_L)) != 0)
#define isprint(c) ((__ismask(c) & (_P | _U | _L | _D | _SP)) != 0)
#define ispunct(c) ((__ismask(c) & (_P)) != 0)
#define isspace(c) ((__ismask(c) & (_S)) != 0)
#define isupper(c) ((__ismask(c) & (_U)) != 0)
#define isxdigit(c) ((__ismask(c) & (_D | _X)) != 0)
#define isascii(c) (((unsigned char)(c)) <= 0x7f)
#define toascii(c) (((unsigned char)(c)) & 0x7f)
#define isdigit(c) ({ int ktest_c = (c); '0' <= ktest_c && ktest_c <= '9'; })
#endif

static inline unsigned char __tolower(unsigned char c)
{
	return isupper(c) ? c - 'A' + 'a' : c;
}

static inline unsigned char __toupper(unsigned char c)
{
	return islower(c) ? c - 'a' + 'A' : c;
}

#ifndef __cplusplus
#define tolower(c) __tolower(c)
#define toupper(c) __toupper(c)
#endif

#define _tolower(c) ktest_tolower(c)
static inline char ktest_tolower(const char c) { return c | 0x20; }
static inline int isodigit(const char c) { return c >= '0' && c <= '7'; }

#include <ktest/close.h>
#endif

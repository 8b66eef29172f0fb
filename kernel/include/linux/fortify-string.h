/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * String and memory functions that know the size of the objects they are given, as with
 * CONFIG_FORTIFY_SOURCE: what reads or writes past an object ends the case; what writes past a
 * member, but within its object, warns. Included by linux/string.h.
 *
 * Each is an inline function that the compiler takes instead of the external one of the same
 * name, so addresses of them, and libc's declarations, still work. Tests redefine
 * fortify_panic(), which ends the function that found it, and fortify_warn_once().
 * Fidelity: simplified: found when it runs, not when it is compiled; with gcc only; nothing in plain mode
 */
#if !defined(KTEST_LINUX_FORTIFY_STRING_H) && defined(KTEST_HOSTED)
#define KTEST_LINUX_FORTIFY_STRING_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/limits.h>
#include <linux/string.h>

#define FORTIFY_READ 0
#define FORTIFY_WRITE 1
#define MAKE_FORTIFY_FUNC(func) FORTIFY_FUNC_##func
#define EACH_FORTIFY_FUNC(macro) \
	macro(strncpy), macro(strnlen), macro(strlen), macro(strscpy), macro(strlcat), \
	macro(strcat), macro(strncat), macro(memset), macro(memcpy), macro(memmove), \
	macro(memscan), macro(memcmp), macro(memchr), macro(memchr_inv), macro(kmemdup), \
	macro(strcpy), macro(UNKNOWN),
enum fortify_func { EACH_FORTIFY_FUNC(MAKE_FORTIFY_FUNC) };

/* Bit 0: a write; bits 1 to 7: the function. */
#define FORTIFY_REASON(func, write) ((u8)((func) << 1 | (write)))
#define FORTIFY_REASON_DIR(reason) ((reason) & 1)
#define FORTIFY_REASON_FUNC(reason) ((reason) >> 1)
void __fortify_report(const u8 reason, const size_t avail, const size_t size);
void __fortify_panic(const u8 reason, const size_t avail, const size_t size) __cold __noreturn;
#ifndef fortify_panic
#define fortify_panic(func, write, avail, size, retfail) \
	__fortify_panic(FORTIFY_REASON(func, write), avail, size)
#endif
#ifndef fortify_warn_once
/* Out of line: an external inline function has no static variable of its own. */
__printf(1, 2) void ktest_fortify_warn(const char *fmt, ...);
#define fortify_warn_once(condition, fmt...) \
	do { if (unlikely(condition)) ktest_fortify_warn(fmt); } while (0)
#endif

#define __compiletime_strlen(p) \
	(__builtin_constant_p(__builtin_strlen(p)) ? __builtin_strlen(p) : SIZE_MAX)

#define KTEST_FORTIFY extern __always_inline __attribute__((__gnu_inline__))
#define KTEST_UNKNOWN_SIZE SIZE_MAX

/* The external functions, which may be those of the code under test. */
size_t ktest_real_strnlen(const char *s, size_t count) __asm__("strnlen");
size_t ktest_real_strlcat(char *dest, const char *src, size_t count) __asm__("strlcat");
ssize_t ktest_real_strscpy(char *dest, const char *src, size_t count) __asm__("sized_strscpy");
void *ktest_real_memscan(void *p, int c, size_t size) __asm__("memscan");
void *ktest_real_memchr_inv(const void *p, int c, size_t size) __asm__("memchr_inv");
void *ktest_real_kmemdup(const void *p, size_t size, gfp_t gfp) __asm__("kmemdup") __alloc_size(2);

/* ---- strings ---------------------------------------------------------------------------- */

KTEST_FORTIFY size_t strnlen(const char *s, size_t maxlen)
{
	const size_t size = __member_size(s);
	size_t len;

	if (size == KTEST_UNKNOWN_SIZE)
		return ktest_real_strnlen(s, maxlen);
	len = ktest_real_strnlen(s, maxlen < size ? maxlen : size);
	if (len >= size && len != maxlen)
		fortify_panic(FORTIFY_FUNC_strnlen, FORTIFY_READ, size, len + 1, len);
	return len;
}

KTEST_FORTIFY size_t strlen(const char *s)
{
	const size_t size = __member_size(s);
	size_t len;

	if (size == KTEST_UNKNOWN_SIZE)
		return __builtin_strlen(s);
	if (__builtin_constant_p(__builtin_strlen(s)))
		return __builtin_strlen(s);
	len = ktest_real_strnlen(s, size);
	if (len >= size)
		fortify_panic(FORTIFY_FUNC_strlen, FORTIFY_READ, size, len + 1, len);
	return len;
}

KTEST_FORTIFY char *strcpy(char *dest, const char *src)
{
	const size_t room = __member_size(dest);
	size_t size;

	if (room == KTEST_UNKNOWN_SIZE && __member_size(src) == KTEST_UNKNOWN_SIZE)
		return __builtin_strcpy(dest, src);
	size = strlen(src) + 1;
	if (room < size)
		fortify_panic(FORTIFY_FUNC_strcpy, FORTIFY_WRITE, room, size, dest);
	__builtin_memcpy(dest, src, size);
	return dest;
}

KTEST_FORTIFY char *strncpy(char *dest, const char *src, size_t count)
{
	const size_t room = __member_size(dest);

	if (room < count)
		fortify_panic(FORTIFY_FUNC_strncpy, FORTIFY_WRITE, room, count, dest);
	return __builtin_strncpy(dest, src, count);
}

KTEST_FORTIFY ssize_t sized_strscpy(char *dest, const char *src, size_t count)
{
	const size_t room = __member_size(dest);
	size_t size;

	if (room == KTEST_UNKNOWN_SIZE && __member_size(src) == KTEST_UNKNOWN_SIZE)
		return ktest_real_strscpy(dest, src, count);
	size = strnlen(src, count);
	if (size < count)
		size++;	/* for the end; else the copy is cut off */
	if (room < size)
		fortify_panic(FORTIFY_FUNC_strscpy, FORTIFY_WRITE, room, size, -E2BIG);
	return ktest_real_strscpy(dest, src, size);
}

KTEST_FORTIFY size_t strlcat(char *dest, const char *src, size_t count)
{
	const size_t room = __member_size(dest);
	size_t old, wanted, len;

	if (room == KTEST_UNKNOWN_SIZE && __member_size(src) == KTEST_UNKNOWN_SIZE)
		return ktest_real_strlcat(dest, src, count);
	old = strnlen(dest, count);
	wanted = len = old + strlen(src);
	if (room <= old)
		fortify_panic(FORTIFY_FUNC_strlcat, FORTIFY_READ, room, old + 1, wanted);
	if (old >= count)
		return wanted;	/* no end within count: nothing is added */
	if (len >= count)
		len = count - 1;
	if (room <= len)
		fortify_panic(FORTIFY_FUNC_strlcat, FORTIFY_WRITE, room, len + 1, wanted);
	__builtin_memcpy(dest + old, src, len - old);
	dest[len] = '\0';
	return wanted;
}

KTEST_FORTIFY char *strcat(char *dest, const char *src)
{
	const size_t room = __member_size(dest);
	size_t wanted;

	if (room == KTEST_UNKNOWN_SIZE)
		return __builtin_strcat(dest, src);
	wanted = strlcat(dest, src, room);
	if (room <= wanted)
		fortify_panic(FORTIFY_FUNC_strcat, FORTIFY_WRITE, room, wanted + 1, dest);
	return dest;
}

KTEST_FORTIFY char *strncat(char *dest, const char *src, size_t count)
{
	const size_t room = __member_size(dest);
	size_t old, add;

	if (room == KTEST_UNKNOWN_SIZE && __member_size(src) == KTEST_UNKNOWN_SIZE)
		return __builtin_strncat(dest, src, count);
	old = strlen(dest);
	add = strnlen(src, count);
	if (room < old + add + 1)
		fortify_panic(FORTIFY_FUNC_strncat, FORTIFY_WRITE, room, old + add + 1, dest);
	__builtin_memcpy(dest + old, src, add);
	dest[old + add] = '\0';
	return dest;
}

/* ---- memory ------------------------------------------------------------------------------- */

/* Whether a write stays in its object, but not in its member. */
KTEST_FORTIFY bool ktest_fortify_write(enum fortify_func func, size_t object, size_t member,
				       size_t size)
{
	if (object < size)
		fortify_panic(func, FORTIFY_WRITE, object, size, true);
	return member != KTEST_UNKNOWN_SIZE && object != member && member < size;
}

KTEST_FORTIFY bool ktest_fortify_read(enum fortify_func func, size_t object, size_t size)
{
	if (object < size)
		fortify_panic(func, FORTIFY_READ, object, size, true);
	return false;
}

#define KTEST_FORTIFY_WRITE(name, dest, size) \
	fortify_warn_once(ktest_fortify_write(FORTIFY_FUNC_##name, __struct_size(dest), \
					      __member_size(dest), size), \
			  #name ": detected field-spanning write (size %zu) of single field (size %zu)\n", \
			  size, __member_size(dest))

KTEST_FORTIFY void *memset(void *dest, int c, size_t size)
{
	KTEST_FORTIFY_WRITE(memset, dest, size);
	return __builtin_memset(dest, c, size);
}

KTEST_FORTIFY void *memcpy(void *dest, const void *src, size_t size)
{
	KTEST_FORTIFY_WRITE(memcpy, dest, size);
	ktest_fortify_read(FORTIFY_FUNC_memcpy, __struct_size(src), size);
	return __builtin_memcpy(dest, src, size);
}

KTEST_FORTIFY void *memmove(void *dest, const void *src, size_t size)
{
	KTEST_FORTIFY_WRITE(memmove, dest, size);
	ktest_fortify_read(FORTIFY_FUNC_memmove, __struct_size(src), size);
	return __builtin_memmove(dest, src, size);
}

#define KTEST_FORTIFY_READ(name, p, size, retfail) \
	do { \
		const size_t ktest_object = __struct_size(p); \
		if (ktest_object < (size)) \
			fortify_panic(FORTIFY_FUNC_##name, FORTIFY_READ, ktest_object, size, retfail); \
	} while (0)

KTEST_FORTIFY int memcmp(const void *a, const void *b, size_t size)
{
	KTEST_FORTIFY_READ(memcmp, a, size, INT_MIN);
	KTEST_FORTIFY_READ(memcmp, b, size, INT_MIN);
	return __builtin_memcmp(a, b, size);
}

KTEST_FORTIFY void *memchr(const void *p, int c, size_t size)
{
	KTEST_FORTIFY_READ(memchr, p, size, NULL);
	return __builtin_memchr(p, c, size);
}

KTEST_FORTIFY void *memchr_inv(const void *p, int c, size_t size)
{
	KTEST_FORTIFY_READ(memchr_inv, p, size, NULL);
	return ktest_real_memchr_inv(p, c, size);
}

KTEST_FORTIFY void *memscan(void *p, int c, size_t size)
{
	KTEST_FORTIFY_READ(memscan, p, size, NULL);
	return ktest_real_memscan(p, c, size);
}

KTEST_FORTIFY void *kmemdup(const void *p, size_t size, gfp_t gfp)
{
	KTEST_FORTIFY_READ(kmemdup, p, size, ktest_real_kmemdup(p, 0, gfp));
	return ktest_real_kmemdup(p, size, gfp);
}

#include <ktest/close.h>
#endif

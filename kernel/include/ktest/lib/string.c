// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* String and memory functions that libc lacks or defines otherwise. */
#ifndef KTEST_LIB_STRING_C
#define KTEST_LIB_STRING_C

/* What the fortified ones call. */
#define __NO_FORTIFY
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/ctype.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <ktest/core.h>

/* Copies what fits, always terminates, reads nothing past the source's NUL. */
KTEST_DEF ssize_t sized_strscpy(char *dest, const char *src, size_t count)
{
	size_t len;

	if (!count || WARN_ON_ONCE(count > INT_MAX))
		return -E2BIG;
	len = strnlen(src, count);
	if (len < count) {
		memcpy(dest, src, len + 1);
		return len;
	}
	memcpy(dest, src, count - 1);
	dest[count - 1] = '\0';
	return -E2BIG;
}

KTEST_DEF ssize_t ktest_strscpy_pad(char *dest, const char *src, size_t count)
{
	ssize_t len = sized_strscpy(dest, src, count);

	if (len >= 0)
		memset(dest + len, 0, count - len);
	return len;
}

/* `count` is the whole buffer's size; the result is the length aimed at. */
__weak size_t strlcat(char *dest, const char *src, size_t count) KTEST_NOEXCEPT
{
	size_t used = strlen(dest), len = strlen(src);
	size_t room;

	BUG_ON(used >= count);
	room = count - used - 1;
	if (room > len)
		room = len;
	memcpy(dest + used, src, room);
	dest[used + room] = '\0';
	return used + len;
}

#if KTEST_HAS_strlcpy || defined(KTEST_HOSTED)
size_t strlcpy(char *dest, const char *src, size_t size) KTEST_NOEXCEPT;
__weak size_t strlcpy(char *dest, const char *src, size_t size) KTEST_NOEXCEPT
{
	size_t len = strlen(src), copied = len < size ? len : size - 1;

	if (size) {
		memcpy(dest, src, copied);
		dest[copied] = '\0';
	}
	return len;
}
#endif

KTEST_DEF char *strnchrnul(const char *s, size_t count, int c)
{
	for (; count && *s && *s != (char)c; count--)
		s++;
	return (char *)s;
}

KTEST_DEF char *strnchr(const char *s, size_t count, int c)
{
	for (; count; count--, s++) {
		if (*s == (char)c)
			return (char *)s;
		if (!*s)
			break;
	}
	return NULL;
}

/* `len` bytes are searched whether or not a NUL is among them. */
KTEST_DEF char *strnstr(const char *haystack, const char *needle, size_t len)
{
	size_t want = strlen(needle);

	for (; len >= want; len--, haystack++)
		if (!memcmp(haystack, needle, want))
			return (char *)haystack;
	return NULL;
}

KTEST_DEF char *skip_spaces(const char *s)
{
	while (isspace(*s))
		s++;
	return (char *)s;
}

KTEST_DEF char *strim(char *s)
{
	size_t len = strlen(s);

	while (len && isspace(s[len - 1]))
		s[--len] = '\0';
	return skip_spaces(s);
}

KTEST_DEF char *strreplace(char *s, char from, char to)
{
	char *p;

	for (p = s; *p; p++)
		if (*p == from)
			*p = to;
	return s;
}

/* Like memchr(), but not found is the end of the area. */
KTEST_DEF void *memscan(void *addr, int c, size_t size)
{
	void *found = memchr(addr, c, size);

	return found ? found : (char *)addr + size;
}

KTEST_DEF void *memchr_inv(const void *start, int c, size_t bytes)
{
	const u8 *p = (const u8 *)start;

	for (; bytes; bytes--, p++)
		if (*p != (u8)c)
			return (void *)p;
	return NULL;
}

/* memset_l() and memset_p() fill arrays of other types. */
typedef u16 __attribute__((__may_alias__)) string_u16;
typedef u32 __attribute__((__may_alias__)) string_u32;
typedef u64 __attribute__((__may_alias__)) string_u64;

KTEST_DEF void *memset16(u16 *s, u16 v, size_t count)
{
	string_u16 *to = s;
	size_t i;

	for (i = 0; i < count; i++)
		to[i] = v;
	return s;
}

KTEST_DEF void *memset32(u32 *s, u32 v, size_t count)
{
	string_u32 *to = s;
	size_t i;

	for (i = 0; i < count; i++)
		to[i] = v;
	return s;
}

KTEST_DEF void *memset64(u64 *s, u64 v, size_t count)
{
	string_u64 *to = s;
	size_t i;

	for (i = 0; i < count; i++)
		to[i] = v;
	return s;
}

KTEST_DEF void memcpy_and_pad(void *dest, size_t dest_len, const void *src, size_t count, int pad)
{
	if (count > dest_len)
		count = dest_len;
	memcpy(dest, src, count);
	memset((char *)dest + count, pad, dest_len - count);
}

/* The barrier keeps the compiler from dropping a store that nobody reads. */
KTEST_DEF void memzero_explicit(void *s, size_t count)
{
	memset(s, 0, count);
	__asm__ volatile("" : : "r"(s) : "memory");
}

/* Either may end in one newline, as what is written to sysfs files does. */
KTEST_DEF bool sysfs_streq(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (*a == '\n' && !a[1])
		a++;
	else if (*b == '\n' && !b[1])
		b++;
	return !*a && !*b;
}

/* A NULL entry ends the array early, so that n may be (size_t)-1. */
KTEST_DEF int match_string(const char *const *array, size_t n, const char *string)
{
	size_t i;

	for (i = 0; i < n && array[i]; i++)
		if (!strcmp(array[i], string))
			return i;
	return -EINVAL;
}

KTEST_DEF int __sysfs_match_string(const char *const *array, size_t n, const char *s)
{
	size_t i;

	for (i = 0; i < n && array[i]; i++)
		if (sysfs_streq(array[i], s))
			return i;
	return -EINVAL;
}

#endif

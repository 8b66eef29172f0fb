/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Strings and memory. What libc has with the same meaning is libc's. With gcc they are fortified,
 * see linux/fortify-string.h; __NO_FORTIFY, defined before, leaves that out.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_STRING_H
#define KTEST_LINUX_STRING_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/args.h>
#include <linux/array_size.h>
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/overflow.h>
#include <linux/stdarg.h>
#include <linux/stddef.h>
#include <linux/types.h>

#ifdef __cplusplus
#include <ktest/plain/libc-headers.h>
#endif

/* As on x86: a tree's lib/string.c leaves these to us (the compiler's own calls go there too). */
#define __HAVE_ARCH_MEMCPY
#define __HAVE_ARCH_MEMSET
#define __HAVE_ARCH_MEMMOVE

#ifndef __cplusplus
void *memcpy(void *dest, const void *src, size_t count);
void *memset(void *s, int c, size_t count);
void *memmove(void *dest, const void *src, size_t count);
int memcmp(const void *a, const void *b, size_t count);
void *memchr(const void *s, int c, size_t n);
int bcmp(const void *a, const void *b, size_t len);
char *strcpy(char *dest, const char *src);
char *strncpy(char *dest, const char *src, size_t count);
char *strcat(char *dest, const char *src);
char *strncat(char *dest, const char *src, size_t count);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t count);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *haystack, const char *needle);
size_t strlen(const char *s);
size_t strnlen(const char *s, size_t count);
char *strpbrk(const char *s, const char *accept);
char *strsep(char **s, const char *delimiters);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
char *strchrnul(const char *s, int c);
char *stpcpy(char *__restrict__ dest, const char *__restrict__ src);
#endif

/* Newer libcs have these two: then the declarations must agree. */
size_t strlcat(char *dest, const char *src, size_t count) KTEST_NOEXCEPT;
#if KTEST_HAS_strlcpy
size_t strlcpy(char *dest, const char *src, size_t size) KTEST_NOEXCEPT;
#endif
KTEST_FN char *strnchr(const char *s, size_t count, int c);
KTEST_FN char *strnchrnul(const char *s, size_t count, int c);
KTEST_FN char *strnstr(const char *haystack, const char *needle, size_t len);
KTEST_FN char *strim(char *s);
KTEST_FN char *__must_check skip_spaces(const char *s);
KTEST_FN char *strreplace(char *s, char from, char to);
KTEST_FN void *memscan(void *addr, int c, size_t size);
KTEST_FN void *memchr_inv(const void *start, int c, size_t bytes);
/* A new array of the pointers of both, which end with NULL as it does. NULL: no memory. */
KTEST_FN void **__memcat_p(void **a, void **b);
#define memcat_p(a, b) \
	({ \
		BUILD_BUG_ON_MSG(!__same_type(*(a), *(b)), "type mismatch in memcat_p()"); \
		(typeof(*(a)) *)__memcat_p((void **)(a), (void **)(b)); \
	})
KTEST_FN void *memset16(u16 *s, u16 v, size_t count);
KTEST_FN void *memset32(u32 *s, u32 v, size_t count);
KTEST_FN void *memset64(u64 *s, u64 v, size_t count);
KTEST_FN ssize_t sized_strscpy(char *dest, const char *src, size_t count);
KTEST_FN void memcpy_and_pad(void *dest, size_t dest_len, const void *src, size_t count, int pad);
KTEST_FN void memzero_explicit(void *s, size_t count);
KTEST_FN bool sysfs_streq(const char *a, const char *b);
KTEST_FN int match_string(const char *const *array, size_t n, const char *string);
KTEST_FN int __sysfs_match_string(const char *const *array, size_t n, const char *s);
#define sysfs_match_string(array, s) __sysfs_match_string(array, ARRAY_SIZE(array), s)

static inline char *strstrip(char *str) { return strim(str); }

static inline void *memset_l(unsigned long *p, unsigned long v, size_t n)
{
	return memset64((u64 *)p, v, n);
}

static inline void *memset_p(void **p, void *v, size_t n)
{
	return memset64((u64 *)p, (unsigned long)v, n);
}

/* strscpy(dst, src[, size]): the size may be left out for an array. */
#define __strscpy0(dst, src, ...) \
	sized_strscpy(dst, src, sizeof(dst) + __must_be_array(dst))
#define __strscpy1(dst, src, size) sized_strscpy(dst, src, size)
#define strscpy(dst, src, ...) CONCATENATE(__strscpy, COUNT_ARGS(__VA_ARGS__))(dst, src, __VA_ARGS__)
KTEST_FN ssize_t ktest_strscpy_pad(char *dest, const char *src, size_t count);
#define __strscpy_pad0(dst, src, ...) \
	ktest_strscpy_pad(dst, src, sizeof(dst) + __must_be_array(dst))
#define __strscpy_pad1(dst, src, size) ktest_strscpy_pad(dst, src, size)
#define strscpy_pad(dst, src, ...) \
	CONCATENATE(__strscpy_pad, COUNT_ARGS(__VA_ARGS__))(dst, src, __VA_ARGS__)

KTEST_FN char *kstrdup(const char *s, gfp_t gfp) __malloc;
KTEST_FN const char *kstrdup_const(const char *s, gfp_t gfp);
KTEST_FN char *kstrndup(const char *s, size_t len, gfp_t gfp);
KTEST_FN void *kmemdup(const void *src, size_t len, gfp_t gfp) __alloc_size(2);
KTEST_FN void *kvmemdup(const void *src, size_t len, gfp_t gfp);
KTEST_FN void *kmemdup_array(const void *src, size_t count, size_t element_size, gfp_t gfp)
	__alloc_size(2, 3);
KTEST_FN char *kmemdup_nul(const char *s, size_t len, gfp_t gfp);
KTEST_FN void kfree_const(const void *x);
void *memdup_user(const void __user *src, size_t len);
#if KTEST_HAS_memdup_array_user
void *memdup_array_user(const void __user *src, size_t n, size_t size);
#endif
void *vmemdup_user(const void __user *src, size_t len);
void *memdup_user_nul(const void __user *src, size_t len);
char *strndup_user(const char __user *s, long n);
KTEST_FN char **argv_split(gfp_t gfp, const char *str, int *argcp);
KTEST_FN void argv_free(char **argv);
KTEST_FN int get_option(char **str, int *pint);
KTEST_FN char *get_options(const char *str, int nints, int *ints);
KTEST_FN unsigned long long memparse(const char *ptr, char **retptr);
KTEST_FN bool parse_option_str(const char *str, const char *option);
KTEST_FN char *next_arg(char *args, char **param, char **val);

static inline bool strstarts(const char *str, const char *prefix)
{
	return strncmp(str, prefix, strlen(prefix)) == 0;
}

static __always_inline size_t str_has_prefix(const char *str, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(str, prefix, len) == 0 ? len : 0;
}

static inline const char *kbasename(const char *path)
{
	const char *tail = strrchr(path, '/');

	return tail ? tail + 1 : path;
}

/* Copies between a terminated and an unterminated, padded array. */
#define strtomem_pad(dest, src, pad) \
	do { \
		const size_t ktest_dlen = sizeof(dest) + __must_be_array(dest); \
		const size_t ktest_slen = __builtin_object_size(src, 1); \
		memcpy_and_pad(dest, ktest_dlen, src, \
			       strnlen(src, ktest_slen < ktest_dlen ? ktest_slen : ktest_dlen), pad); \
	} while (0)
#define strtomem(dest, src) \
	do { \
		const size_t ktest_dlen = sizeof(dest) + __must_be_array(dest); \
		const size_t ktest_slen = __builtin_object_size(src, 1); \
		memcpy(dest, src, \
		       strnlen(src, ktest_slen < ktest_dlen ? ktest_slen : ktest_dlen)); \
	} while (0)
#define memtostr(dest, src) \
	do { \
		const size_t ktest_dlen = sizeof(dest) + __must_be_array(dest); \
		const size_t ktest_slen = sizeof(src) + __must_be_array(src); \
		const size_t ktest_n = strnlen(src, ktest_slen < ktest_dlen - 1 ? \
					       ktest_slen : ktest_dlen - 1); \
		memcpy(dest, src, ktest_n); \
		(dest)[ktest_n] = '\0'; \
	} while (0)
#define memtostr_pad(dest, src) \
	do { \
		const size_t ktest_dlen = sizeof(dest) + __must_be_array(dest); \
		const size_t ktest_slen = sizeof(src) + __must_be_array(src); \
		const size_t ktest_n = strnlen(src, ktest_slen < ktest_dlen - 1 ? \
					       ktest_slen : ktest_dlen - 1); \
		memcpy_and_pad(dest, ktest_dlen, src, ktest_n, 0); \
	} while (0)

#define memset_after(obj, v, member) \
	({ \
		u8 *ktest_obj = (u8 *)(obj); \
		memset(ktest_obj + offsetofend(typeof(*(obj)), member), v, \
		       sizeof(*(obj)) - offsetofend(typeof(*(obj)), member)); \
	})
#define memset_startat(obj, v, member) \
	({ \
		u8 *ktest_obj = (u8 *)(obj); \
		memset(ktest_obj + offsetof(typeof(*(obj)), member), v, \
		       sizeof(*(obj)) - offsetof(typeof(*(obj)), member)); \
	})
#define unsafe_memcpy(dst, src, bytes, justification) __builtin_memcpy(dst, src, bytes)

/* Some distributions' gcc asks for libc's own, which would be second definitions. */
#if defined(KTEST_HOSTED) && !defined(__cplusplus) && !defined(__NO_FORTIFY) && defined(__OPTIMIZE__) && defined(CONFIG_FORTIFY_SOURCE) && \
	!(defined(_FORTIFY_SOURCE) && _FORTIFY_SOURCE > 0)
#include <linux/fortify-string.h>
#endif

#include <ktest/close.h>
#endif

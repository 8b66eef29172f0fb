// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Copies of strings and memory in memory of their own. */
#ifndef KTEST_LIB_STRING_ALLOC_C
#define KTEST_LIB_STRING_ALLOC_C

/* What the fortified ones call. */
#define __NO_FORTIFY
#include <linux/ctype.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/sections.h>

/*
 * The C start-up code's first writable data; what the program has before that
 * is read-only. Without the symbol nothing counts as constant, and is copied.
 */
extern char __data_start[] __weak;

static inline bool string_is_rodata(const void *p)
{
	return (const char *)p >= __executable_start && (const char *)p < __data_start;
}

KTEST_DEF void *kmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *copy = kmalloc(len, gfp);

	if (copy)
		memcpy(copy, src, len);
	return copy;
}

KTEST_DEF void *kvmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *copy = kvmalloc(len, gfp);

	if (copy)
		memcpy(copy, src, len);
	return copy;
}

KTEST_DEF void *kmemdup_array(const void *src, size_t count, size_t element_size, gfp_t gfp)
{
	return kmemdup(src, size_mul(count, element_size), gfp);
}

KTEST_DEF char *kmemdup_nul(const char *s, size_t len, gfp_t gfp)
{
	char *copy = s ? (char *)kmalloc(len + 1, gfp) : NULL;

	if (copy) {
		memcpy(copy, s, len);
		copy[len] = '\0';
	}
	return copy;
}

KTEST_DEF char *kstrndup(const char *s, size_t len, gfp_t gfp)
{
	return s ? kmemdup_nul(s, strnlen(s, len), gfp) : NULL;
}

KTEST_DEF char *kstrdup(const char *s, gfp_t gfp)
{
	return s ? kmemdup_nul(s, strlen(s), gfp) : NULL;
}

KTEST_DEF const char *kstrdup_const(const char *s, gfp_t gfp)
{
	return string_is_rodata(s) ? s : kstrdup(s, gfp);
}

KTEST_DEF void kfree_const(const void *x)
{
	if (!string_is_rodata(x))
		kfree(x);
}

static inline const char *string_word_end(const char *s)
{
	while (*s && !isspace(*s))
		s++;
	return s;
}

/*
 * The words of a string, in an array that ends with NULL. One copy of the
 * string holds them all; it is kept in the place before the array.
 */
KTEST_DEF char **argv_split(gfp_t gfp, const char *str, int *argcp)
{
	char *copy = kstrndup(str, KMALLOC_MAX_SIZE - 1, gfp), **argv;
	int argc = 0;
	char *p;

	if (!copy)
		return NULL;
	for (p = skip_spaces(copy); *p; p = skip_spaces((char *)string_word_end(p)))
		argc++;
	argv = (char **)kmalloc_array(argc + 2, sizeof(*argv), gfp);
	if (!argv) {
		kfree(copy);
		return NULL;
	}
	*argv++ = copy;
	argc = 0;
	for (p = skip_spaces(copy); *p; p = skip_spaces(p)) {
		argv[argc++] = p;
		p = (char *)string_word_end(p);
		if (*p)
			*p++ = '\0';
	}
	argv[argc] = NULL;
	if (argcp)
		*argcp = argc;
	return argv;
}

KTEST_DEF void argv_free(char **argv)
{
	argv--;
	kfree(argv[0]);
	kfree(argv);
}

KTEST_DEF void **__memcat_p(void **a, void **b)
{
	size_t first = 0, second = 0;
	void **both;

	while (a[first])
		first++;
	while (b[second])
		second++;
	both = (void **)kmalloc_array(first + second + 1, sizeof(*both), GFP_KERNEL);
	if (!both)
		return NULL;
	memcpy(both, a, first * sizeof(*both));
	memcpy(both + first, b, (second + 1) * sizeof(*both));
	return both;
}

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Strict conversions of strings to numbers.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_KSTRTOX_H
#define KTEST_LINUX_KSTRTOX_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/compiler.h>
#include <linux/types.h>

KTEST_FN int __must_check kstrtoull(const char *s, unsigned int base, unsigned long long *res);
KTEST_FN int __must_check kstrtoll(const char *s, unsigned int base, long long *res);
KTEST_FN int __must_check _kstrtoul(const char *s, unsigned int base, unsigned long *res);
KTEST_FN int __must_check _kstrtol(const char *s, unsigned int base, long *res);
KTEST_FN int __must_check kstrtouint(const char *s, unsigned int base, unsigned int *res);
KTEST_FN int __must_check kstrtoint(const char *s, unsigned int base, int *res);
KTEST_FN int __must_check kstrtou16(const char *s, unsigned int base, u16 *res);
KTEST_FN int __must_check kstrtos16(const char *s, unsigned int base, s16 *res);
KTEST_FN int __must_check kstrtou8(const char *s, unsigned int base, u8 *res);
KTEST_FN int __must_check kstrtos8(const char *s, unsigned int base, s8 *res);
KTEST_FN int __must_check kstrtobool(const char *s, bool *res);
#if KTEST_HAS_strtobool
static inline int strtobool(const char *s, bool *res) { return kstrtobool(s, res); }
#endif

static inline int __must_check kstrtoul(const char *s, unsigned int base, unsigned long *res)
{
	return kstrtoull(s, base, (unsigned long long *)res);
}

static inline int __must_check kstrtol(const char *s, unsigned int base, long *res)
{
	return kstrtoll(s, base, (long long *)res);
}

static inline int __must_check kstrtou64(const char *s, unsigned int base, u64 *res)
{
	return kstrtoull(s, base, res);
}

static inline int __must_check kstrtos64(const char *s, unsigned int base, s64 *res)
{
	return kstrtoll(s, base, res);
}

static inline int __must_check kstrtou32(const char *s, unsigned int base, u32 *res)
{
	return kstrtouint(s, base, res);
}

static inline int __must_check kstrtos32(const char *s, unsigned int base, s32 *res)
{
	return kstrtoint(s, base, res);
}

/* The same from user memory; at most a number's length of `count` bytes is read. */
KTEST_FN int __must_check kstrtoull_from_user(const char __user *s, size_t count, unsigned int base,
				     unsigned long long *res);
KTEST_FN int __must_check kstrtoll_from_user(const char __user *s, size_t count, unsigned int base,
				    long long *res);
KTEST_FN int __must_check kstrtoul_from_user(const char __user *s, size_t count, unsigned int base,
				    unsigned long *res);
KTEST_FN int __must_check kstrtol_from_user(const char __user *s, size_t count, unsigned int base,
				   long *res);
KTEST_FN int __must_check kstrtouint_from_user(const char __user *s, size_t count, unsigned int base,
				      unsigned int *res);
KTEST_FN int __must_check kstrtoint_from_user(const char __user *s, size_t count, unsigned int base,
				     int *res);
KTEST_FN int __must_check kstrtou16_from_user(const char __user *s, size_t count, unsigned int base,
				     u16 *res);
KTEST_FN int __must_check kstrtos16_from_user(const char __user *s, size_t count, unsigned int base,
				     s16 *res);
KTEST_FN int __must_check kstrtou8_from_user(const char __user *s, size_t count, unsigned int base,
				    u8 *res);
KTEST_FN int __must_check kstrtos8_from_user(const char __user *s, size_t count, unsigned int base,
				    s8 *res);
KTEST_FN int __must_check kstrtobool_from_user(const char __user *s, size_t count, bool *res);

KTEST_FN unsigned long simple_strtoul(const char *cp, char **endp, unsigned int base);
KTEST_FN long simple_strtol(const char *cp, char **endp, unsigned int base);
KTEST_FN unsigned long long simple_strtoull(const char *cp, char **endp, unsigned int base);
KTEST_FN long long simple_strtoll(const char *cp, char **endp, unsigned int base);

#include <ktest/close.h>
#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Strings to numbers. kstrto*() take the whole string or nothing: -EINVAL for
 * anything but one number and at most one newline, -ERANGE for one that does
 * not fit. simple_strto*() take what they find and wrap around.
 */
#ifndef KTEST_LIB_KSTRTOX_C
#define KTEST_LIB_KSTRTOX_C

#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/uaccess.h>

/* Resolves base 0 and steps over 0x. */
static inline const char *kstrtox_prefix(const char *s, unsigned int *base)
{
	bool hex = s[0] == '0' && _tolower(s[1]) == 'x';

	if (!*base)
		*base = hex && isxdigit(s[2]) ? 16 : s[0] == '0' ? 8 : 10;
	return *base == 16 && hex ? s + 2 : s;
}

/* Returns the first character that is no digit; *fits tells if all bits did. */
static inline const char *kstrtox_digits(const char *s, unsigned int base, unsigned long long *res,
				  bool *fits)
{
	*res = 0;
	*fits = true;
	for (;; s++) {
		char lower = _tolower(*s);
		unsigned int digit;

		if (*s >= '0' && *s <= '9')
			digit = *s - '0';
		else if (lower >= 'a' && lower <= 'f')
			digit = lower - 'a' + 10;
		else
			return s;
		if (digit >= base)
			return s;
		if (*res > (ULLONG_MAX - digit) / base)
			*fits = false;
		*res = *res * base + digit;
	}
}

/* kstrtoul() hands its pointer to long on: a compiler that tells types apart must see that long changes. */
typedef unsigned long long __attribute__((__may_alias__)) kstrtox_result;

static inline int kstrtox_magnitude(const char *s, unsigned int base, unsigned long long *res)
{
	unsigned long long value;
	const char *end;
	bool fits;

	s = kstrtox_prefix(s, &base);
	end = kstrtox_digits(s, base, &value, &fits);
	if (!fits)
		return -ERANGE;
	if (end == s)
		return -EINVAL;
	if (*end == '\n')
		end++;
	if (*end)
		return -EINVAL;
	*(kstrtox_result *)res = value;
	return 0;
}

/*
 * In plain mode the caller's compiler sees that nothing is stored after an error, and would warn of a value that is not
 * looked at then. So it is told that memory may have changed.
 */
#ifdef KTEST_HOSTED
#define KSTRTOX_RESULT(res) do { } while (0)
#else
#define KSTRTOX_RESULT(res) __asm__ __volatile__("" : "+r"(res) : : "memory")
#endif

KTEST_DEF int kstrtoull(const char *s, unsigned int base, unsigned long long *res)
{
	KSTRTOX_RESULT(res);
	return kstrtox_magnitude(s[0] == '+' ? s + 1 : s, base, res);
}

KTEST_DEF int kstrtoll(const char *s, unsigned int base, long long *res)
{
	bool negative = s[0] == '-';
	unsigned long long value;
	int err;

	KSTRTOX_RESULT(res);
	err = negative ? kstrtox_magnitude(s + 1, base, &value) : kstrtoull(s, base, &value);

	if (err)
		return err;
	if (value > (unsigned long long)LLONG_MAX + negative)
		return -ERANGE;
	*(kstrtox_result *)res = negative ? -value : value;
	return 0;
}

#define KSTRTOX_NARROW(name, type, wide, parse) \
	KTEST_DEF int name(const char *s, unsigned int base, type *res) \
	{ \
		wide value; \
		int err; \
\
		KSTRTOX_RESULT(res); \
		err = parse(s, base, &value); \
		if (err) \
			return err; \
		if (value != (wide)(type)value) \
			return -ERANGE; \
		*res = (type)value; \
		return 0; \
	}

KSTRTOX_NARROW(_kstrtoul, unsigned long, unsigned long long, kstrtoull)
KSTRTOX_NARROW(_kstrtol, long, long long, kstrtoll)
KSTRTOX_NARROW(kstrtouint, unsigned int, unsigned long long, kstrtoull)
KSTRTOX_NARROW(kstrtoint, int, long long, kstrtoll)
KSTRTOX_NARROW(kstrtou16, u16, unsigned long long, kstrtoull)
KSTRTOX_NARROW(kstrtos16, s16, long long, kstrtoll)
KSTRTOX_NARROW(kstrtou8, u8, unsigned long long, kstrtoull)
KSTRTOX_NARROW(kstrtos8, s8, long long, kstrtoll)

KTEST_DEF int kstrtobool(const char *s, bool *res)
{
	KSTRTOX_RESULT(res);
	if (!s)
		return -EINVAL;
	switch (s[0]) {
	case 'y': case 'Y': case 't': case 'T': case '1':
		*res = true;
		return 0;
	case 'n': case 'N': case 'f': case 'F': case '0':
		*res = false;
		return 0;
	case 'o': case 'O':
		if (_tolower(s[1]) != 'n' && _tolower(s[1]) != 'f')
			return -EINVAL;
		*res = _tolower(s[1]) == 'n';
		return 0;
	default:
		return -EINVAL;
	}
}

/* A sign, the digits in base 2, a newline and the end: no valid number is longer. */
#define KSTRTOX_FROM_USER(name, type, parse) \
	KTEST_DEF int name(const char __user *s, size_t count, unsigned int base, type *res) \
	{ \
		char text[1 + sizeof(type) * 8 + 1 + 1]; \
\
		if (count > sizeof(text) - 1) \
			count = sizeof(text) - 1; \
		if (copy_from_user(text, s, count)) \
			return -EFAULT; \
		text[count] = '\0'; \
		return parse(text, base, res); \
	}

KSTRTOX_FROM_USER(kstrtoull_from_user, unsigned long long, kstrtoull)
KSTRTOX_FROM_USER(kstrtoll_from_user, long long, kstrtoll)
KSTRTOX_FROM_USER(kstrtoul_from_user, unsigned long, kstrtoul)
KSTRTOX_FROM_USER(kstrtol_from_user, long, kstrtol)
KSTRTOX_FROM_USER(kstrtouint_from_user, unsigned int, kstrtouint)
KSTRTOX_FROM_USER(kstrtoint_from_user, int, kstrtoint)
KSTRTOX_FROM_USER(kstrtou16_from_user, u16, kstrtou16)
KSTRTOX_FROM_USER(kstrtos16_from_user, s16, kstrtos16)
KSTRTOX_FROM_USER(kstrtou8_from_user, u8, kstrtou8)
KSTRTOX_FROM_USER(kstrtos8_from_user, s8, kstrtos8)

KTEST_DEF int kstrtobool_from_user(const char __user *s, size_t count, bool *res)
{
	char text[4];

	if (count > sizeof(text) - 1)
		count = sizeof(text) - 1;
	if (copy_from_user(text, s, count))
		return -EFAULT;
	text[count] = '\0';
	return kstrtobool(text, res);
}

KTEST_DEF unsigned long long simple_strtoull(const char *cp, char **endp, unsigned int base)
{
	unsigned long long value;
	bool fits;

	cp = kstrtox_prefix(cp, &base);
	cp = kstrtox_digits(cp, base, &value, &fits);
	if (endp)
		*endp = (char *)cp;
	return value;
}

KTEST_DEF unsigned long simple_strtoul(const char *cp, char **endp, unsigned int base)
{
	return simple_strtoull(cp, endp, base);
}

KTEST_DEF long long simple_strtoll(const char *cp, char **endp, unsigned int base)
{
	if (*cp == '-')
		return -simple_strtoull(cp + 1, endp, base);
	return simple_strtoull(cp, endp, base);
}

KTEST_DEF long simple_strtol(const char *cp, char **endp, unsigned int base)
{
	return simple_strtoll(cp, endp, base);
}

#endif

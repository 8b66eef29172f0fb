// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Options by tables of patterns. */
#ifndef KTEST_LIB_PARSER_C
#define KTEST_LIB_PARSER_C

#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/parser.h>
#include <linux/slab.h>
#include <linux/string.h>

/* What one conversion of a pattern takes of the text; its end, or NULL: it does not match. */
static inline char *parser_take(char *s, char conversion, int most)
{
	size_t len;
	char *end = NULL;

	switch (conversion) {
	case 's':
		len = strlen(s);
		if (!len)
			return NULL;
		return s + (most >= 0 && (size_t)most < len ? (size_t)most : len);
	case 'd':
		(void)simple_strtol(s, &end, 0);
		break;
	case 'u':
		(void)simple_strtoul(s, &end, 0);
		break;
	case 'o':
		(void)simple_strtoul(s, &end, 8);
		break;
	case 'x':
		(void)simple_strtoul(s, &end, 16);
		break;
	}
	return end == s ? NULL : end;
}

static inline bool parser_matches(char *s, const char *pattern, substring_t args[])
{
	int nr = 0;

	for (;;) {
		const char *percent = strchr(pattern, '%');
		int most = -1;

		if (!percent)
			return !strcmp(pattern, s);
		if (strncmp(pattern, s, percent - pattern))
			return false;
		s += percent - pattern;
		pattern = percent + 1;
		if (isdigit(*pattern)) {
			char *end;

			most = simple_strtoul(pattern, &end, 10);
			pattern = end;
		} else if (*pattern == '%') {
			pattern++;
			if (*s++ != '%')
				return false;
			continue;
		}
		if (nr >= MAX_OPT_ARGS)
			return false;
		args[nr].from = s;
		s = parser_take(s, *pattern++, most);
		if (!s)
			return false;
		args[nr++].to = s;
	}
}

KTEST_DEF int match_token(char *s, const match_table_t table, substring_t args[])
{
	const struct match_token *p = table;

	while (p->pattern && !parser_matches(s, p->pattern, args))
		p++;
	return p->token;
}

KTEST_DEF size_t match_strlcpy(char *dest, const substring_t *src, size_t size)
{
	size_t len = src->to - src->from;

	if (size) {
		size_t copied = len < size ? len : size - 1;

		memcpy(dest, src->from, copied);
		dest[copied] = '\0';
	}
	return len;
}

KTEST_DEF char *match_strdup(const substring_t *s)
{
	return kmemdup_nul(s->from, s->to - s->from, GFP_KERNEL);
}

/* Room for any number of 64 bits, with the prefix of its base. */
typedef char parser_digits[24];

static inline int parser_number(const substring_t *s, int *result, unsigned int base)
{
	parser_digits text;
	char *end;
	long val;

	if (match_strlcpy(text, s, sizeof(text)) >= sizeof(text))
		return -ERANGE;
	val = simple_strtol(text, &end, base);
	if (end == text)
		return -EINVAL;
	if (val < INT_MIN || val > INT_MAX)
		return -ERANGE;
	*result = val;
	return 0;
}

KTEST_DEF int match_int(substring_t *s, int *result)
{
	return parser_number(s, result, 0);
}

KTEST_DEF int match_octal(substring_t *s, int *result)
{
	return parser_number(s, result, 8);
}

KTEST_DEF int match_hex(substring_t *s, int *result)
{
	return parser_number(s, result, 16);
}

KTEST_DEF int match_uint(substring_t *s, unsigned int *result)
{
	parser_digits text;

	if (match_strlcpy(text, s, sizeof(text)) >= sizeof(text))
		return -ERANGE;
	return kstrtouint(text, 10, result);
}

KTEST_DEF int match_u64(substring_t *s, u64 *result)
{
	parser_digits text;
	unsigned long long val;
	int err;

	if (match_strlcpy(text, s, sizeof(text)) >= sizeof(text))
		return -ERANGE;
	err = kstrtoull(text, 0, &val);
	if (!err)
		*result = val;
	return err;
}

/* After a mismatch only the last * has to take one more. */
KTEST_DEF bool match_wildcard(const char *pattern, const char *str)
{
	const char *back_pattern = NULL, *back_str = NULL;

	while (*str) {
		if (*pattern == '*') {
			back_pattern = ++pattern;
			back_str = str;
			if (!*pattern)
				return true;
		} else if (*pattern == '?' || *pattern == *str) {
			pattern++;
			str++;
		} else if (back_pattern) {
			pattern = back_pattern;
			str = ++back_str;
		} else {
			return false;
		}
	}
	/* One * more may match nothing, as in the kernel; "**" may not. */
	if (*pattern == '*')
		pattern++;
	return !*pattern;
}

#endif

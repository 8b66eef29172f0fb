// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Options as on the kernel's command line. */
#ifndef KTEST_LIB_CMDLINE_C
#define KTEST_LIB_CMDLINE_C

#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/string.h>

/*
 * 0: no number; 1: a number that ends there; 2: one and a comma, both
 * consumed; 3: one and a hyphen, which starts a range and is left standing.
 * A hyphen without a number is consumed, and is no number.
 */
KTEST_DEF int get_option(char **str, int *pint)
{
	char *cur = *str;
	bool negative;
	int value;

	if (!cur || !*cur)
		return 0;
	negative = *cur == '-';
	if (negative)
		cur++;
	value = simple_strtoull(cur, str, 0);
	if (negative)
		value = -value;
	if (pint)
		*pint = value;
	if (*str == cur)
		return 0;
	if (**str == ',') {
		++*str;
		return 2;
	}
	return **str == '-' ? 3 : 1;
}

/*
 * Stores all of `first`-`last` but the last number, which is read next in its
 * turn, into at most `room` places. Returns how many numbers that makes.
 */
static inline int cmdline_range(const char **str, int *ints, int room)
{
	int first = *ints, last = (int)simple_strtol(++*str, NULL, 0);
	int i;

	for (i = 0; i < room && i < last - first; i++)
		ints[i] = first + i;
	return last - first;
}

/* ints[0] is how many there are. nints 0: only count them. */
KTEST_DEF char *get_options(const char *str, int nints, int *ints)
{
	int count = 0, found;

	do {
		int *slot = nints ? ints + count + 1 : ints;

		if (nints && count + 1 >= nints)
			break;
		found = get_option((char **)&str, slot);
		if (!found)
			break;
		if (found == 3) {
			int extra = cmdline_range(&str, slot, nints ? nints - count - 1 : 0);

			if (extra < 0)
				break;
			count += extra - 1;
		}
		count++;
	} while (found != 1);
	ints[0] = count;
	return (char *)str;
}

/* A number with a binary suffix: K, M, G, T, P or E. */
KTEST_DEF unsigned long long memparse(const char *ptr, char **retptr)
{
	static const char suffixes[] = "kmgtpe";
	char *end;
	unsigned long long value = simple_strtoull(ptr, &end, 0);
	const char *suffix = *end ? strchr(suffixes, _tolower(*end)) : NULL;

	if (suffix && isalpha(*end)) {
		value <<= 10 * (suffix - suffixes + 1);
		end++;
	}
	if (retptr)
		*retptr = end;
	return value;
}

/* Is `option` one of the comma-separated words? */
KTEST_DEF bool parse_option_str(const char *str, const char *option)
{
	size_t len = strlen(option);

	while (*str) {
		if (!strncmp(str, option, len) && (!str[len] || str[len] == ','))
			return true;
		str += strcspn(str, ",");
		if (*str)
			str++;
	}
	return false;
}

/*
 * Splits one "param", "param=value", "param="va lue"" or ""param=va lue"" off,
 * in place, and returns the rest.
 */
KTEST_DEF char *next_arg(char *args, char **param, char **val)
{
	bool quoted = *args == '"', in_quote = quoted;
	char *p, *equals = NULL;

	if (quoted)
		args++;
	for (p = args; *p && (in_quote || !isspace(*p)); p++) {
		/* An argument cannot start with its equals sign. */
		if (*p == '=' && !equals && p > args)
			equals = p;
		if (*p == '"')
			in_quote = !in_quote;
	}
	*param = args;
	*val = NULL;
	if (equals) {
		*equals = '\0';
		*val = equals + 1;
		if (**val == '"') {
			++*val;
			if (p[-1] == '"')
				p[-1] = '\0';
		}
	}
	if (quoted && p > args && p[-1] == '"')
		p[-1] = '\0';
	if (*p)
		*p++ = '\0';
	return skip_spaces(p);
}

#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Shell patterns: * ? [set] [!set] \x. After a mismatch only the last * has to be tried again. */
#ifndef KTEST_LIB_GLOB_C
#define KTEST_LIB_GLOB_C

#include <linux/glob.h>

/* Matches one character against the set after '['; NULL: the set has no end, it is text. */
static inline const char *glob_set(const char *pat, unsigned char c, bool *match)
{
	bool invert = *pat == '!', found = false;
	unsigned char from = *(pat += invert);

	do {
		unsigned char to = from;

		if (!from)
			return NULL;
		pat++;
		if (pat[0] == '-' && pat[1] != ']') {
			to = pat[1];
			if (!to)
				return NULL;
			pat += 2;
		}
		found |= from <= c && c <= to;
	} while ((from = *pat) != ']');
	*match = found != invert;
	return pat + 1;
}

KTEST_DEF bool glob_match(char const *pat, char const *str)
{
	const char *back_pat = NULL, *back_str = NULL, *set_end;

	for (;;) {
		unsigned char c = *str++, d = *pat++;
		bool match = false;

		switch (d) {
		case '?':
			match = c != '\0';
			break;
		case '*':
			if (!*pat)
				return true;
			back_pat = pat;
			back_str = --str;
			continue;
		case '[':
			set_end = c ? glob_set(pat, c, &match) : NULL;
			if (set_end) {
				if (match)
					pat = set_end;
				break;
			}
			match = c == d;
			break;
		case '\\':
			d = *pat++;
			fallthrough;
		default:
			if (c == d) {
				if (!d)
					return true;
				match = true;
			}
		}
		if (match)
			continue;
		/* A mismatch or the end of the string: let the last * take one more. */
		if (!c || !back_pat)
			return false;
		pat = back_pat;
		str = ++back_str;
	}
}

#endif

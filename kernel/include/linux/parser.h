/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Options such as "size=%u": tables of patterns, and the arguments that were found.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PARSER_H
#define KTEST_LINUX_PARSER_H
#include <ktest/open.h>

#include <linux/types.h>

/* The last one's pattern is NULL, and its token what match_token() returns for no match. */
struct match_token {
	int token;
	const char *pattern;
};
typedef struct match_token match_table_t[];

enum { MAX_OPT_ARGS = 3 };

typedef struct {
	char *from;
	char *to;
} substring_t;

/* Patterns know %s, %d, %u, %o, %x and %%; a number before s is the most characters. */
KTEST_FN int match_token(char *s, const match_table_t table, substring_t args[]);
/* Errors: -EINVAL (no number), -ERANGE. match_int() and match_hex() ignore what follows the number. */
KTEST_FN int match_int(substring_t *s, int *result);
KTEST_FN int match_uint(substring_t *s, unsigned int *result);
KTEST_FN int match_u64(substring_t *s, u64 *result);
KTEST_FN int match_octal(substring_t *s, int *result);
KTEST_FN int match_hex(substring_t *s, int *result);
/* Knows * and ?. */
KTEST_FN bool match_wildcard(const char *pattern, const char *str);
/* Returns the length of src; `size` counts the NUL. */
KTEST_FN size_t match_strlcpy(char *dest, const substring_t *src, size_t size);
KTEST_FN char *match_strdup(const substring_t *s);

#include <ktest/close.h>
#endif

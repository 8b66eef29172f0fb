/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What an expectation hands to the reporter when it fails.
 * Fidelity: simplified: formats to the engine's report, there are no string streams
 */
#ifndef KTEST_KUNIT_ASSERT_H
#define KTEST_KUNIT_ASSERT_H

#include <linux/err.h>
#include <linux/printk.h>

struct kunit;

enum kunit_assert_type { KUNIT_ASSERTION, KUNIT_EXPECTATION };
struct kunit_loc { int line; const char *file; };
#define KUNIT_CURRENT_LOC { .file = __FILE__, .line = __LINE__ }

/* The constant part of an expectation: where it is and its source text. */
struct ktest_expr {
	const char *file;
	int line;
	enum kunit_assert_type type;
	const char *left, *op, *right;
};

__printf(3, 4) void ktest_fail_plain(struct kunit *test, const struct ktest_expr *e,
				     const char *fmt, ...);
__printf(4, 5) void ktest_fail_bool(struct kunit *test, const struct ktest_expr *e, bool expected,
				    const char *fmt, ...);
/* unsigned_mask: bit 0 the left value, bit 1 the right one is of an unsigned 64-bit type. */
__printf(6, 7) void ktest_fail_int(struct kunit *test, const struct ktest_expr *e, long long left,
				   long long right, unsigned int unsigned_mask, const char *fmt,
				   ...);
__printf(5, 6) void ktest_fail_ptr(struct kunit *test, const struct ktest_expr *e,
				   const volatile void *left, const volatile void *right,
				   const char *fmt, ...);
__printf(5, 6) void ktest_fail_str(struct kunit *test, const struct ktest_expr *e,
				   const char *left, const char *right, const char *fmt, ...);
__printf(6, 7) void ktest_fail_mem(struct kunit *test, const struct ktest_expr *e,
				   const void *left, const void *right, size_t size,
				   const char *fmt, ...);
__printf(4, 5) void ktest_fail_err_ptr(struct kunit *test, const struct ktest_expr *e,
				       const void *ptr, const char *fmt, ...);

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What KUnit's tests state: expectations, which go on, and assertions, which end the case's task.
 * Fidelity: faithful to 6.12
 */
#ifndef KTEST_KUNIT_KTEST_EXPECT_H
#define KTEST_KUNIT_KTEST_EXPECT_H

#include <kunit/assert.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/string.h>

struct kunit;

void ktest_seen(struct kunit *test, const char *file, int line);
void __noreturn __kunit_abort(struct kunit *test);
#define _KUNIT_SAVE_LOC(test) ktest_seen(test, __FILE__, __LINE__)
#define KUNIT_SUCCEED(test) _KUNIT_SAVE_LOC(test)

#define KTEST_EXPR(type_, left_, op_, right_) \
	static const struct ktest_expr ktest_expr = \
		{ __FILE__, __LINE__, type_, left_, op_, right_ }
#define KTEST_ABORT(test, type) \
	do { if (type == KUNIT_ASSERTION) __kunit_abort(test); } while (0)

#define KUNIT_FAIL_ASSERTION(test, type, fmt, ...) \
	do { \
		KTEST_EXPR(type, NULL, NULL, NULL); \
		_KUNIT_SAVE_LOC(test); \
		ktest_fail_plain(test, &ktest_expr, fmt, ##__VA_ARGS__); \
		KTEST_ABORT(test, type); \
	} while (0)
#define KUNIT_FAIL(test, fmt, ...) \
	KUNIT_FAIL_ASSERTION(test, KUNIT_EXPECTATION, fmt, ##__VA_ARGS__)
#define KUNIT_FAIL_AND_ABORT(test, fmt, ...) \
	KUNIT_FAIL_ASSERTION(test, KUNIT_ASSERTION, fmt, ##__VA_ARGS__)

#define KTEST_BOOL(test, type, condition, text, expected, fmt, ...) \
	do { \
		const bool ktest_value = !!(condition); \
		_KUNIT_SAVE_LOC(test); \
		if (likely(ktest_value == expected)) \
			break; \
		KTEST_EXPR(type, text, NULL, NULL); \
		ktest_fail_bool(test, &ktest_expr, expected, fmt, ##__VA_ARGS__); \
		KTEST_ABORT(test, type); \
	} while (0)

#define KTEST_UNSIGNED64(x) _Generic((x), unsigned long: 1, unsigned long long: 1, default: 0)
#define KTEST_INT(test, type, left, ltext, op, right, rtext, fmt, ...) \
	do { \
		const typeof(left) __left = (left); \
		const typeof(right) __right = (right); \
		_KUNIT_SAVE_LOC(test); \
		if (likely(__left op __right)) \
			break; \
		KTEST_EXPR(type, ltext, #op, rtext); \
		ktest_fail_int(test, &ktest_expr, (long long)(__left), (long long)(__right), \
			       KTEST_UNSIGNED64(__left) | KTEST_UNSIGNED64(__right) << 1, fmt, \
			       ##__VA_ARGS__); \
		KTEST_ABORT(test, type); \
	} while (0)

#define KTEST_PTR(test, type, left, ltext, op, right, rtext, fmt, ...) \
	do { \
		const typeof(left) __left = (left); \
		const typeof(right) __right = (right); \
		_KUNIT_SAVE_LOC(test); \
		if (likely(__left op __right)) \
			break; \
		KTEST_EXPR(type, ltext, #op, rtext); \
		ktest_fail_ptr(test, &ktest_expr, (const volatile void *)(unsigned long)__left, \
			       (const volatile void *)(unsigned long)__right, fmt, \
			       ##__VA_ARGS__); \
		KTEST_ABORT(test, type); \
	} while (0)

/* A NULL operand fails both == and !=. */
#define KTEST_STR(test, type, left, ltext, op, right, rtext, fmt, ...) \
	do { \
		const char *__left = (left); \
		const char *__right = (right); \
		_KUNIT_SAVE_LOC(test); \
		if (likely(__left && __right && (strcmp(__left, __right) op 0))) \
			break; \
		KTEST_EXPR(type, ltext, #op, rtext); \
		ktest_fail_str(test, &ktest_expr, __left, __right, fmt, ##__VA_ARGS__); \
		KTEST_ABORT(test, type); \
	} while (0)

#define KTEST_MEM(test, type, left, ltext, op, right, rtext, size_, fmt, ...) \
	do { \
		const void *__left = (left); \
		const void *__right = (right); \
		const size_t __size = (size_); \
		_KUNIT_SAVE_LOC(test); \
		if (likely(__left && __right && (memcmp(__left, __right, __size) op 0))) \
			break; \
		KTEST_EXPR(type, ltext, #op, rtext); \
		ktest_fail_mem(test, &ktest_expr, __left, __right, __size, fmt, ##__VA_ARGS__); \
		KTEST_ABORT(test, type); \
	} while (0)

#define KTEST_ERR_PTR(test, type, ptr, text, fmt, ...) \
	do { \
		const typeof(ptr) __ptr = (ptr); \
		_KUNIT_SAVE_LOC(test); \
		if (likely(!IS_ERR_OR_NULL(__ptr))) \
			break; \
		KTEST_EXPR(type, text, NULL, NULL); \
		ktest_fail_err_ptr(test, &ktest_expr, __ptr, fmt, ##__VA_ARGS__); \
		KTEST_ABORT(test, type); \
	} while (0)

#define KUNIT_EXPECT_TRUE(test, condition) \
	KTEST_BOOL(test, KUNIT_EXPECTATION, condition, #condition, true, NULL)
#define KUNIT_EXPECT_TRUE_MSG(test, condition, fmt, ...) \
	KTEST_BOOL(test, KUNIT_EXPECTATION, condition, #condition, true, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_FALSE(test, condition) \
	KTEST_BOOL(test, KUNIT_EXPECTATION, condition, #condition, false, NULL)
#define KUNIT_EXPECT_FALSE_MSG(test, condition, fmt, ...) \
	KTEST_BOOL(test, KUNIT_EXPECTATION, condition, #condition, false, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_EQ(test, left, right) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, ==, right, #right, NULL)
#define KUNIT_EXPECT_EQ_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, ==, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NE(test, left, right) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, !=, right, #right, NULL)
#define KUNIT_EXPECT_NE_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, !=, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_LT(test, left, right) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, <, right, #right, NULL)
#define KUNIT_EXPECT_LT_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, <, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_LE(test, left, right) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, <=, right, #right, NULL)
#define KUNIT_EXPECT_LE_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, <=, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_GT(test, left, right) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, >, right, #right, NULL)
#define KUNIT_EXPECT_GT_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, >, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_GE(test, left, right) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, >=, right, #right, NULL)
#define KUNIT_EXPECT_GE_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_EXPECTATION, left, #left, >=, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_PTR_EQ(test, left, right) \
	KTEST_PTR(test, KUNIT_EXPECTATION, left, #left, ==, right, #right, NULL)
#define KUNIT_EXPECT_PTR_EQ_MSG(test, left, right, fmt, ...) \
	KTEST_PTR(test, KUNIT_EXPECTATION, left, #left, ==, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_PTR_NE(test, left, right) \
	KTEST_PTR(test, KUNIT_EXPECTATION, left, #left, !=, right, #right, NULL)
#define KUNIT_EXPECT_PTR_NE_MSG(test, left, right, fmt, ...) \
	KTEST_PTR(test, KUNIT_EXPECTATION, left, #left, !=, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NULL(test, ptr) \
	KTEST_PTR(test, KUNIT_EXPECTATION, ptr, #ptr, ==, NULL, "NULL", NULL)
#define KUNIT_EXPECT_NULL_MSG(test, ptr, fmt, ...) \
	KTEST_PTR(test, KUNIT_EXPECTATION, ptr, #ptr, ==, NULL, "NULL", fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NOT_NULL(test, ptr) \
	KTEST_PTR(test, KUNIT_EXPECTATION, ptr, #ptr, !=, NULL, "NULL", NULL)
#define KUNIT_EXPECT_NOT_NULL_MSG(test, ptr, fmt, ...) \
	KTEST_PTR(test, KUNIT_EXPECTATION, ptr, #ptr, !=, NULL, "NULL", fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_STREQ(test, left, right) \
	KTEST_STR(test, KUNIT_EXPECTATION, left, #left, ==, right, #right, NULL)
#define KUNIT_EXPECT_STREQ_MSG(test, left, right, fmt, ...) \
	KTEST_STR(test, KUNIT_EXPECTATION, left, #left, ==, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_STRNEQ(test, left, right) \
	KTEST_STR(test, KUNIT_EXPECTATION, left, #left, !=, right, #right, NULL)
#define KUNIT_EXPECT_STRNEQ_MSG(test, left, right, fmt, ...) \
	KTEST_STR(test, KUNIT_EXPECTATION, left, #left, !=, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_MEMEQ(test, left, right, size) \
	KTEST_MEM(test, KUNIT_EXPECTATION, left, #left, ==, right, #right, size, NULL)
#define KUNIT_EXPECT_MEMEQ_MSG(test, left, right, size, fmt, ...) \
	KTEST_MEM(test, KUNIT_EXPECTATION, left, #left, ==, right, #right, size, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_MEMNEQ(test, left, right, size) \
	KTEST_MEM(test, KUNIT_EXPECTATION, left, #left, !=, right, #right, size, NULL)
#define KUNIT_EXPECT_MEMNEQ_MSG(test, left, right, size, fmt, ...) \
	KTEST_MEM(test, KUNIT_EXPECTATION, left, #left, !=, right, #right, size, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL(test, ptr) \
	KTEST_ERR_PTR(test, KUNIT_EXPECTATION, ptr, #ptr, NULL)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(test, ptr, fmt, ...) \
	KTEST_ERR_PTR(test, KUNIT_EXPECTATION, ptr, #ptr, fmt, ##__VA_ARGS__)

#define KUNIT_ASSERT_TRUE(test, condition) \
	KTEST_BOOL(test, KUNIT_ASSERTION, condition, #condition, true, NULL)
#define KUNIT_ASSERT_TRUE_MSG(test, condition, fmt, ...) \
	KTEST_BOOL(test, KUNIT_ASSERTION, condition, #condition, true, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_FALSE(test, condition) \
	KTEST_BOOL(test, KUNIT_ASSERTION, condition, #condition, false, NULL)
#define KUNIT_ASSERT_FALSE_MSG(test, condition, fmt, ...) \
	KTEST_BOOL(test, KUNIT_ASSERTION, condition, #condition, false, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_EQ(test, left, right) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, ==, right, #right, NULL)
#define KUNIT_ASSERT_EQ_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, ==, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NE(test, left, right) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, !=, right, #right, NULL)
#define KUNIT_ASSERT_NE_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, !=, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_LT(test, left, right) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, <, right, #right, NULL)
#define KUNIT_ASSERT_LT_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, <, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_LE(test, left, right) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, <=, right, #right, NULL)
#define KUNIT_ASSERT_LE_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, <=, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_GT(test, left, right) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, >, right, #right, NULL)
#define KUNIT_ASSERT_GT_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, >, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_GE(test, left, right) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, >=, right, #right, NULL)
#define KUNIT_ASSERT_GE_MSG(test, left, right, fmt, ...) \
	KTEST_INT(test, KUNIT_ASSERTION, left, #left, >=, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_PTR_EQ(test, left, right) \
	KTEST_PTR(test, KUNIT_ASSERTION, left, #left, ==, right, #right, NULL)
#define KUNIT_ASSERT_PTR_EQ_MSG(test, left, right, fmt, ...) \
	KTEST_PTR(test, KUNIT_ASSERTION, left, #left, ==, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_PTR_NE(test, left, right) \
	KTEST_PTR(test, KUNIT_ASSERTION, left, #left, !=, right, #right, NULL)
#define KUNIT_ASSERT_PTR_NE_MSG(test, left, right, fmt, ...) \
	KTEST_PTR(test, KUNIT_ASSERTION, left, #left, !=, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NULL(test, ptr) \
	KTEST_PTR(test, KUNIT_ASSERTION, ptr, #ptr, ==, NULL, "NULL", NULL)
#define KUNIT_ASSERT_NULL_MSG(test, ptr, fmt, ...) \
	KTEST_PTR(test, KUNIT_ASSERTION, ptr, #ptr, ==, NULL, "NULL", fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NOT_NULL(test, ptr) \
	KTEST_PTR(test, KUNIT_ASSERTION, ptr, #ptr, !=, NULL, "NULL", NULL)
#define KUNIT_ASSERT_NOT_NULL_MSG(test, ptr, fmt, ...) \
	KTEST_PTR(test, KUNIT_ASSERTION, ptr, #ptr, !=, NULL, "NULL", fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_STREQ(test, left, right) \
	KTEST_STR(test, KUNIT_ASSERTION, left, #left, ==, right, #right, NULL)
#define KUNIT_ASSERT_STREQ_MSG(test, left, right, fmt, ...) \
	KTEST_STR(test, KUNIT_ASSERTION, left, #left, ==, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_STRNEQ(test, left, right) \
	KTEST_STR(test, KUNIT_ASSERTION, left, #left, !=, right, #right, NULL)
#define KUNIT_ASSERT_STRNEQ_MSG(test, left, right, fmt, ...) \
	KTEST_STR(test, KUNIT_ASSERTION, left, #left, !=, right, #right, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_MEMEQ(test, left, right, size) \
	KTEST_MEM(test, KUNIT_ASSERTION, left, #left, ==, right, #right, size, NULL)
#define KUNIT_ASSERT_MEMEQ_MSG(test, left, right, size, fmt, ...) \
	KTEST_MEM(test, KUNIT_ASSERTION, left, #left, ==, right, #right, size, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_MEMNEQ(test, left, right, size) \
	KTEST_MEM(test, KUNIT_ASSERTION, left, #left, !=, right, #right, size, NULL)
#define KUNIT_ASSERT_MEMNEQ_MSG(test, left, right, size, fmt, ...) \
	KTEST_MEM(test, KUNIT_ASSERTION, left, #left, !=, right, #right, size, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL(test, ptr) \
	KTEST_ERR_PTR(test, KUNIT_ASSERTION, ptr, #ptr, NULL)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(test, ptr, fmt, ...) \
	KTEST_ERR_PTR(test, KUNIT_ASSERTION, ptr, #ptr, fmt, ##__VA_ARGS__)

#endif

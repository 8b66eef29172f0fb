/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * KUnit for test authors. Operands are evaluated once; an assertion ends the case's task.
 * Synchronization table: expectations, logging and resources may be used by several tasks.
 * Fidelity: faithful to 6.12; kunit_log() goes to the kernel log only
 */
#ifndef KTEST_KUNIT_TEST_H
#define KTEST_KUNIT_TEST_H

#include <kunit/assert.h>
#include <kunit/try-catch.h>
#include <linux/args.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/jump_label.h>
#include <linux/kconfig.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/types.h>
#include <asm/sections.h>
#include <ktest/core.h>

DECLARE_STATIC_KEY_FALSE(kunit_running);

#define KUNIT_PARAM_DESC_SIZE 128
#define KUNIT_STATUS_COMMENT_SIZE 256
#define KUNIT_INDENT_LEN 4
#define KUNIT_SUBTEST_INDENT "    "
#define KUNIT_SUBSUBTEST_INDENT "        "

struct file;
struct string_stream;

enum kunit_status { KUNIT_SUCCESS, KUNIT_FAILURE, KUNIT_SKIPPED };

enum kunit_speed {
	KUNIT_SPEED_UNSET,
	KUNIT_SPEED_VERY_SLOW,
	KUNIT_SPEED_SLOW,
	KUNIT_SPEED_NORMAL,
	KUNIT_SPEED_MAX = KUNIT_SPEED_NORMAL,
};

struct kunit_attributes { enum kunit_speed speed; };

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	/* Next parameter after prev (NULL: the first); NULL when there is none. */
	const void *(*generate_params)(const void *prev, char *desc);
	struct kunit_attributes attr;
	enum kunit_status status;
	char *module_name;
	struct string_stream *log;
};

struct kunit_suite {
	const char name[256];
	int (*suite_init)(struct kunit_suite *suite);
	void (*suite_exit)(struct kunit_suite *suite);
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
	struct kunit_attributes attr;
	char status_comment[KUNIT_STATUS_COMMENT_SIZE];
	enum kunit_status status;
	struct dentry *debugfs;
	struct string_stream *log;
	int suite_init_err;
	bool is_init;
};

struct kunit_suite_set {
	struct kunit_suite *const *start;
	struct kunit_suite *const *end;
};

struct kunit {
	void *priv;
	const char *name;
	struct string_stream *log;
	struct kunit_try_catch try_catch;
	const void *param_value;
	int param_index;
	spinlock_t lock;
	enum kunit_status status;
	struct list_head resources;
	char status_comment[KUNIT_STATUS_COMMENT_SIZE];
	struct kunit_loc last_seen;
};

static inline void kunit_set_failure(struct kunit *test)
{
	WRITE_ONCE(test->status, KUNIT_FAILURE);
}

static inline char *kunit_status_to_ok_not_ok(enum kunit_status status)
{
	return status == KUNIT_FAILURE ? "not ok" : status <= KUNIT_SKIPPED ? "ok" : "invalid";
}

#define KUNIT_CASE(test_name) \
	{ .run_case = test_name, .name = #test_name, .module_name = KBUILD_MODNAME }
#define KUNIT_CASE_ATTR(test_name, attributes) \
	{ .run_case = test_name, .name = #test_name, .attr = attributes, \
	  .module_name = KBUILD_MODNAME }
#define KUNIT_CASE_SLOW(test_name) \
	{ .run_case = test_name, .name = #test_name, .attr.speed = KUNIT_SPEED_SLOW, \
	  .module_name = KBUILD_MODNAME }
#define KUNIT_CASE_PARAM(test_name, gen_params) \
	{ .run_case = test_name, .name = #test_name, .generate_params = gen_params, \
	  .module_name = KBUILD_MODNAME }
#define KUNIT_CASE_PARAM_ATTR(test_name, gen_params, attributes) \
	{ .run_case = test_name, .name = #test_name, .generate_params = gen_params, \
	  .attr = attributes, .module_name = KBUILD_MODNAME }

/* Which source file a suite came from. */
struct ktest_suite_file { struct kunit_suite **suites; size_t count; const char *file; };
#define KTEST_SUITES(array, where, ...) \
	static struct kunit_suite *array[] __aligned(sizeof(void *)) __used \
		__section(where) = { __VA_ARGS__ }; \
	static const struct ktest_suite_file __UNIQUE_ID(suite_file) __aligned(sizeof(void *)) \
		__used __section("ktest_suite_files") = { array, ARRAY_SIZE(array), __FILE__ }
#define kunit_test_suites(__suites...) \
	KTEST_SUITES(__UNIQUE_ID(array), "kunit_test_suites", ##__suites)
#define kunit_test_suite(suite) kunit_test_suites(&suite)
#define kunit_test_init_section_suites(__suites...) \
	KTEST_SUITES(CONCATENATE(__UNIQUE_ID(array), _probe), "kunit_init_test_suites", ##__suites)
#define kunit_test_init_section_suite(suite) kunit_test_init_section_suites(&suite)
#define kunit_suite_for_each_test_case(suite, test_case) \
	for (test_case = suite->test_cases; test_case->run_case; test_case++)

void kunit_init_test(struct kunit *test, const char *name, struct string_stream *log);
enum kunit_status kunit_suite_has_succeeded(struct kunit_suite *suite);
size_t kunit_suite_num_test_cases(struct kunit_suite *suite);
void kunit_cleanup(struct kunit *test);
static inline bool kunit_enabled(void) { return true; }

void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp);
void kunit_kfree(struct kunit *test, const void *ptr);
void kunit_kfree_const(struct kunit *test, const void *x);
char *kunit_kstrdup(struct kunit *test, const char *str, gfp_t gfp);
const char *kunit_kstrdup_const(struct kunit *test, const char *str, gfp_t gfp);

static inline void *kunit_kmalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, 1, size, gfp);
}

static inline void *kunit_kzalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc(test, size, gfp | __GFP_ZERO);
}

struct file;
/*
 * User memory that goes with the test, see linux/uaccess.h; 0 or an error number that
 * IS_ERR_VALUE() tells apart when there is none. Simplified: anonymous only, at any address.
 */
unsigned long kunit_vm_mmap(struct kunit *test, struct file *file, unsigned long addr,
			    unsigned long len, unsigned long prot, unsigned long flag,
			    unsigned long offset);

static inline void *kunit_kcalloc(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, n, size, gfp | __GFP_ZERO);
}

__printf(2, 3) void kunit_log_append(struct string_stream *log, const char *fmt, ...);

#define kunit_mark_skipped(test_or_suite, fmt, ...) \
	do { \
		WRITE_ONCE((test_or_suite)->status, KUNIT_SKIPPED); \
		scnprintf((test_or_suite)->status_comment, KUNIT_STATUS_COMMENT_SIZE, fmt, \
			  ##__VA_ARGS__); \
	} while (0)
#define kunit_skip(test_or_suite, fmt, ...) \
	do { \
		kunit_mark_skipped((test_or_suite), fmt, ##__VA_ARGS__); \
		kunit_try_catch_throw(&((test_or_suite)->try_catch)); \
	} while (0)
#define kunit_log(lvl, test_or_suite, fmt, ...) \
	do { (void)(test_or_suite); printk(lvl fmt, ##__VA_ARGS__); } while (0)
#define kunit_printk(lvl, test, fmt, ...) \
	kunit_log(lvl, test, KUNIT_SUBTEST_INDENT "# %s: " fmt, (test)->name, ##__VA_ARGS__)
#define kunit_info(test, fmt, ...) kunit_printk(KERN_INFO, test, fmt, ##__VA_ARGS__)
#define kunit_warn(test, fmt, ...) kunit_printk(KERN_WARNING, test, fmt, ##__VA_ARGS__)
#define kunit_err(test, fmt, ...) kunit_printk(KERN_ERR, test, fmt, ##__VA_ARGS__)

/* ktest's own: this case must warn (WARN() and kin) at least once. */
#define ktest_expect_warning(test) do { (void)(test); kt_expect_warnings(); } while (0)

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

#define KUNIT_ARRAY_PARAM(name, array, get_desc) \
	static const void *name##_gen_params(const void *ktest_prev, char *ktest_desc) \
	{ \
		typeof((array)[0]) *ktest_next = \
			ktest_prev ? ((typeof(ktest_next))ktest_prev) + 1 : (array); \
		void (*ktest_describe)(typeof(ktest_next), char *) = get_desc; \
		if ((size_t)(ktest_next - (array)) >= ARRAY_SIZE(array)) \
			return NULL; \
		if (ktest_describe) \
			ktest_describe(ktest_next, ktest_desc); \
		return ktest_next; \
	}
#define KUNIT_ARRAY_PARAM_DESC(name, array, desc_member) \
	static const void *name##_gen_params(const void *ktest_prev, char *ktest_desc) \
	{ \
		typeof((array)[0]) *ktest_next = \
			ktest_prev ? ((typeof(ktest_next))ktest_prev) + 1 : (array); \
		if ((size_t)(ktest_next - (array)) >= ARRAY_SIZE(array)) \
			return NULL; \
		strscpy(ktest_desc, ktest_next->desc_member, KUNIT_PARAM_DESC_SIZE); \
		return ktest_next; \
	}

#include <kunit/resource.h>

#endif

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
	__WRITE_ONCE(test->status, KUNIT_FAILURE);
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

/* And: a report of this rule ("RCU usage", "lock order", see docs/rules.md) must come, and does not fail this case. */
#define ktest_expect_report(test, rule) do { (void)(test); kt_expect_report(rule); } while (0)

#include <kunit/ktest_expect.h>

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

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The third skin: KUnit's API in a real kernel that was built without it. kernel/kunit/ is compiled
 * into the module of a suite, and this is all that it needs of the engine there.
 */
#ifndef KTEST_MODULE_CORE_H
#define KTEST_MODULE_CORE_H

#include <linux/compiler.h>
#include <linux/slab.h>
#include <linux/types.h>

struct kunit;

/* Of the task that asks; a real task_struct has a place for it only with CONFIG_KUNIT. */
struct kunit **ktest_test_of_task(void);
#define KTEST_CURRENT_TEST (*ktest_test_of_task())

struct kt_case {
	const char *name, *speed, *function;
	void *skin;
};
struct kt_suite {
	const char *name, *file;
	int is_init;
	unsigned int nr_cases;
	struct kt_case *cases;
	void *skin;
};
enum kt_status { KT_PASSED, KT_FAILED, KT_SKIPPED };

void kt_skin_run_case(const struct kt_suite *suite, const struct kt_case *c);
void kt_report_failure(const char *file, int line, int is_assertion, const char *text);
void kt_report_skip(const char *reason);
void kt_report_param(unsigned int index, const char *name, enum kt_status status,
		     const char *comment);
/* So many failures of the case do not count after all: it ended as skipped. */
void kt_report_withdraw(unsigned int failures);
static inline void kt_report_seen(const char *file, int line) { }
/* The host, which reads the kernel's log, checks it. */
void kt_expect_warnings(void);

/* A symbol that the kernel keeps from modules was called: the case ends as unsupported. */
void __noreturn ktest_unsupported(const char *symbol);

/* Memory for messages; an expectation may fail where sleeping is not allowed. */
#define KT_QUIET 0
#define KT_MEM_SLAB 0
static inline void *kt_alloc(size_t size, size_t align, int flags, int kind, int node,
			     const void *owner)
{
	return kmalloc(size, GFP_ATOMIC);
}
static inline void kt_free(void *block, int kind, const void *owner)
{
	kfree(block);
}

#endif

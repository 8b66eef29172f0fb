/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Asking, in code under test, whether a test is running.
 * Fidelity: faithful
 */
#ifndef KTEST_KUNIT_TEST_BUG_H
#define KTEST_KUNIT_TEST_BUG_H

#include <linux/compiler_types.h>
#include <linux/jump_label.h>
#include <linux/sched.h>
#include <linux/stddef.h>
#include <ktest/core.h>

/* A real kernel's module says otherwise, kernel/module/include/ktest/core.h. */
#ifndef KTEST_CURRENT_TEST
#define KTEST_CURRENT_TEST current->kunit_test
#endif

struct kunit;
DECLARE_STATIC_KEY_FALSE(kunit_running);

extern struct kunit_hooks_table {
	__printf(3, 4) void (*fail_current_test)(const char *, int, const char *, ...);
	void *(*get_static_stub_address)(struct kunit *test, void *real_fn_addr);
} kunit_hooks;

static inline struct kunit *kunit_get_current_test(void)
{
	return static_branch_unlikely(&kunit_running) ? KTEST_CURRENT_TEST : NULL;
}

#define kunit_fail_current_test(fmt, ...) \
	do { \
		if (static_branch_unlikely(&kunit_running)) \
			kunit_hooks.fail_current_test(__FILE__, __LINE__, fmt, ##__VA_ARGS__); \
	} while (0)

#endif

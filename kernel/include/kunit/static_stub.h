/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Replacing a function, that allows it, for one test.
 * Fidelity: faithful
 */
#ifndef KTEST_KUNIT_STATIC_STUB_H
#define KTEST_KUNIT_STATIC_STUB_H

#include <kunit/test.h>
#include <kunit/test-bug.h>
#include <linux/compiler.h>
#include <linux/typecheck.h>

#define KUNIT_STATIC_STUB_REDIRECT(real_fn_name, args...) \
	do { \
		struct kunit *ktest_test = kunit_get_current_test(); \
		typeof(&real_fn_name) ktest_replacement; \
		if (likely(!ktest_test)) \
			break; \
		ktest_replacement = kunit_hooks.get_static_stub_address(ktest_test, &real_fn_name); \
		if (unlikely(ktest_replacement)) \
			return ktest_replacement(args); \
	} while (0)

void __kunit_activate_static_stub(struct kunit *test, void *real_fn_addr, void *replacement_addr);
#define kunit_activate_static_stub(test, real_fn_addr, replacement_addr) \
	do { \
		typecheck_fn(typeof(&replacement_addr), real_fn_addr); \
		__kunit_activate_static_stub(test, real_fn_addr, replacement_addr); \
	} while (0)
void kunit_deactivate_static_stub(struct kunit *test, void *real_fn_addr);

#endif

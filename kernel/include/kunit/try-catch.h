/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Running a function that may be left from anywhere inside.
 * Fidelity: faithful; the executor, not this, limits the time
 */
#ifndef KTEST_KUNIT_TRY_CATCH_H
#define KTEST_KUNIT_TRY_CATCH_H

#include <linux/types.h>

struct kunit;
typedef void (*kunit_try_catch_func_t)(void *);

struct kunit_try_catch {
	struct kunit *test;
	int try_result;
	kunit_try_catch_func_t try;
	kunit_try_catch_func_t catch;
	void *context;
	unsigned int done; /* the word the runner waits on */
};

void kunit_try_catch_run(struct kunit_try_catch *try_catch, void *context);
void __noreturn kunit_try_catch_throw(struct kunit_try_catch *try_catch);

static inline int kunit_try_catch_get_result(struct kunit_try_catch *try_catch)
{
	return try_catch->try_result;
}

#endif

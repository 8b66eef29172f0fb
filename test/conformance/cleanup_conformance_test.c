// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What happens at the end of a scope: frees, classes, guards, conditional guards. */
#include <kunit/test.h>
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

/* What ended, as the digits of a number, in its order. */
static int ended;

DEFINE_FREE(note, int, if (_T) ended = ended * 10 + _T)

static void scopes_free_backwards(struct kunit *test)
{
	ended = 0;
	{
		int one __free(note) = 1, two __free(note) = 2, none __free(note) = 0;

		KUNIT_EXPECT_EQ(test, one + two + none, 3);
		KUNIT_EXPECT_EQ(test, ended, 0);
	}
	KUNIT_EXPECT_EQ(test, ended, 21);
	ended = 0;
	for (int i = 1; i < 4; i++) {
		int each __free(note) = i;

		if (each == 2)
			continue;
		each += 4;
	}
	KUNIT_EXPECT_EQ(test, ended, 527);
}

static int *give_away(int value)
{
	int *p __free(kfree) = kmalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return NULL;
	*p = value;
	return_ptr(p);
}

static void pointers_that_leave_their_scope(struct kunit *test)
{
	int *given = give_away(7), *kept = NULL;

	KUNIT_ASSERT_NOT_NULL(test, given);
	KUNIT_EXPECT_EQ(test, *given, 7);
	kfree(given);
	{
		int *p __free(kfree) = kmalloc(sizeof(*p), GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, p);
		*p = 8;
		kept = p;
		/* Somebody else took it. */
		retain_and_null_ptr(p);
		KUNIT_EXPECT_NULL(test, p);
	}
	KUNIT_EXPECT_EQ(test, *kept, 8);
	kfree(kept);
}

static int opened, closed;

static int handle_open(int how)
{
	opened++;
	return how;
}

DEFINE_CLASS(handle, int, if (_T > 0) closed += _T, handle_open(how), int how)
EXTEND_CLASS(handle, _twice, handle_open(2 * how), int how)

static void classes_have_constructors(struct kunit *test)
{
	opened = closed = 0;
	{
		CLASS(handle, five)(5);
		CLASS(handle, bad)(-1);
		CLASS(handle_twice, six)(3);

		KUNIT_EXPECT_EQ(test, five, 5);
		KUNIT_EXPECT_EQ(test, bad, -1);
		KUNIT_EXPECT_EQ(test, six, 6);
		KUNIT_EXPECT_EQ(test, opened, 3);
		KUNIT_EXPECT_EQ(test, closed, 0);
	}
	KUNIT_EXPECT_EQ(test, closed, 11);
}

/* A lock that counts who has it. */
struct gate { int inside, passes; };

static bool gate_try(struct gate *gate)
{
	if (gate->inside)
		return false;
	gate->inside++;
	return true;
}

DEFINE_LOCK_GUARD_1(gate, struct gate, _T->lock->inside += _T->step, _T->lock->inside -= _T->step,
		    int step)
DEFINE_LOCK_GUARD_1_COND(gate, _try, ({ _T->step = 1; gate_try(_T->lock); }))

static void gate_enter(struct gate *gate) { gate->inside++; }
static void gate_leave(struct gate *gate) { gate->inside--; gate->passes++; }

DEFINE_GUARD(own, struct gate *, gate_enter(_T), gate_leave(_T))
DEFINE_GUARD_COND(own, _try, gate_try(_T))

static int global_depth;

DEFINE_LOCK_GUARD_0(depth, global_depth++, global_depth--)

static void guards_without_an_object(struct kunit *test)
{
	global_depth = 0;
	{
		guard(depth)();
		KUNIT_EXPECT_EQ(test, global_depth, 1);
		scoped_guard(depth) {
			KUNIT_EXPECT_EQ(test, global_depth, 2);
		}
		KUNIT_EXPECT_EQ(test, global_depth, 1);
	}
	KUNIT_EXPECT_EQ(test, global_depth, 0);
}

static int inside_seen(struct gate *gate)
{
	guard(own)(gate);
	return gate->inside;
}

static void guards_of_objects(struct kunit *test)
{
	struct gate gate = {};

	KUNIT_EXPECT_EQ(test, inside_seen(&gate), 1);
	KUNIT_EXPECT_EQ(test, gate.inside, 0);
	KUNIT_EXPECT_EQ(test, gate.passes, 1);
	scoped_guard(own, &gate) {
		if (gate.inside == 1)
			break;
		gate.passes = 100;
	}
	KUNIT_EXPECT_EQ(test, gate.inside, 0);
	KUNIT_EXPECT_EQ(test, gate.passes, 2);
	for (int i = 0; i < 3; i++)
		scoped_guard(own, &gate)
			KUNIT_EXPECT_EQ(test, gate.inside, 1);
	KUNIT_EXPECT_EQ(test, gate.passes, 5);
}

static int try_gate(struct gate *gate)
{
	scoped_cond_guard(own_try, return -EBUSY, gate) {
		return gate->inside;
	}
	return -EINVAL;
}

static void guards_that_may_fail(struct kunit *test)
{
	struct gate gate = {};
	int ran = 0, failed = 0;

	KUNIT_EXPECT_EQ(test, try_gate(&gate), 1);
	KUNIT_EXPECT_EQ(test, gate.inside, 0);
	KUNIT_EXPECT_EQ(test, gate.passes, 1);
	scoped_guard(own_try, &gate) {
		ran++;
		KUNIT_EXPECT_EQ(test, try_gate(&gate), -EBUSY);
		scoped_guard(own_try, &gate)
			ran = 100;
		scoped_cond_guard(own_try, failed++, &gate)
			ran = 100;
		KUNIT_EXPECT_EQ(test, gate.inside, 1);
	}
	KUNIT_EXPECT_EQ(test, ran, 1);
	KUNIT_EXPECT_EQ(test, failed, 1);
	KUNIT_EXPECT_EQ(test, gate.inside, 0);
	KUNIT_EXPECT_EQ(test, gate.passes, 2);
}

static void guards_with_data(struct kunit *test)
{
	struct gate gate = { .inside = 1 };
	int ran = 0;

	scoped_guard(gate_try, &gate)
		ran++;
	KUNIT_EXPECT_EQ(test, ran, 0);
	gate.inside = 0;
	scoped_guard(gate_try, &gate) {
		KUNIT_EXPECT_EQ(test, scope.step, 1);
		KUNIT_EXPECT_PTR_EQ(test, scope.lock, &gate);
		KUNIT_EXPECT_EQ(test, gate.inside, 1);
		ran++;
	}
	KUNIT_EXPECT_EQ(test, ran, 1);
	KUNIT_EXPECT_EQ(test, gate.inside, 0);
}

static void guards_of_kernel_locks(struct kunit *test)
{
	static DEFINE_MUTEX(mutex);
	static DEFINE_SPINLOCK(spin);
	int ran = 0;

	scoped_guard(mutex, &mutex) {
		KUNIT_EXPECT_TRUE(test, mutex_is_locked(&mutex));
		scoped_cond_guard(mutex_try, ran = -1, &mutex)
			ran = 1;
	}
	KUNIT_EXPECT_EQ(test, ran, -1);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&mutex));
	scoped_cond_guard(mutex_intr, ran = -1, &mutex)
		ran = mutex_is_locked(&mutex);
	KUNIT_EXPECT_EQ(test, ran, 1);
	scoped_guard(spinlock_irqsave, &spin) {
		KUNIT_EXPECT_TRUE(test, irqs_disabled());
		KUNIT_EXPECT_TRUE(test, spin_is_locked(&spin));
	}
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	KUNIT_EXPECT_FALSE(test, spin_is_locked(&spin));
}

static struct kunit_case cleanup_cases[] = {
	KUNIT_CASE(scopes_free_backwards),
	KUNIT_CASE(pointers_that_leave_their_scope),
	KUNIT_CASE(classes_have_constructors),
	KUNIT_CASE(guards_without_an_object),
	KUNIT_CASE(guards_of_objects),
	KUNIT_CASE(guards_that_may_fail),
	KUNIT_CASE(guards_with_data),
	KUNIT_CASE(guards_of_kernel_locks),
	{}
};

static struct kunit_suite cleanup_suite = {
	.name = "conformance-cleanup",
	.test_cases = cleanup_cases,
};
kunit_test_suite(cleanup_suite);

MODULE_LICENSE("Dual MIT/GPL");

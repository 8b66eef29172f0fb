// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Saturating reference counts; misuse warns once of each kind, and leaves the count saturated. */
#ifndef KTEST_LIB_REFCOUNT_C
#define KTEST_LIB_REFCOUNT_C

#include <linux/array_size.h>
#include <linux/bug.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>

KTEST_DEF void refcount_warn_saturate(refcount_t *r, enum refcount_saturation_type t)
{
	static const char *const what[] = { /* in the order of the enumeration */
		"refcount_t: saturated; leaking memory.",
		"refcount_t: saturated; leaking memory.",
		"refcount_t: addition on 0; use-after-free.",
		"refcount_t: underflow; use-after-free.",
		"refcount_t: decrement hit 0; leaking memory.",
	};

	static bool warned[ARRAY_SIZE(what)];

	refcount_set(r, REFCOUNT_SATURATED);
	if (!xchg(&warned[t], true))
		kt_warn(__FILE__, __LINE__, "refcount", what[t]);
}

KTEST_DEF bool refcount_add_not_zero(int i, refcount_t *r)
{
	int old = atomic_fetch_add_unless(&r->refs, i, 0);

	if (old && (old < 0 || (int)((unsigned int)old + i) < 0))
		refcount_warn_saturate(r, REFCOUNT_ADD_NOT_ZERO_OVF);
	return old != 0;
}

KTEST_DEF bool refcount_inc_not_zero(refcount_t *r)
{
	return refcount_add_not_zero(1, r);
}

KTEST_DEF void refcount_add(int i, refcount_t *r)
{
	int old = atomic_fetch_add_relaxed(i, &r->refs);

	if (!old)
		refcount_warn_saturate(r, REFCOUNT_ADD_UAF);
	else if (old < 0 || (int)((unsigned int)old + i) < 0)
		refcount_warn_saturate(r, REFCOUNT_ADD_OVF);
}

KTEST_DEF void refcount_inc(refcount_t *r)
{
	refcount_add(1, r);
}

KTEST_DEF bool refcount_sub_and_test(int i, refcount_t *r)
{
	int old;

	kt_order_release(&r->refs);
	old = atomic_fetch_sub_release(i, &r->refs);
	if (old > 0 && old == i) {
		(void)atomic_read_acquire(&r->refs);
		kt_order_acquire(&r->refs);
		return true;
	}
	if (old <= 0 || old < i)
		refcount_warn_saturate(r, REFCOUNT_SUB_UAF);
	return false;
}

KTEST_DEF bool refcount_dec_and_test(refcount_t *r)
{
	return refcount_sub_and_test(1, r);
}

KTEST_DEF void refcount_dec(refcount_t *r)
{
	kt_order_release(&r->refs);
	if (atomic_fetch_sub_release(1, &r->refs) <= 1)
		refcount_warn_saturate(r, REFCOUNT_DEC_LEAK);
}

KTEST_DEF bool refcount_dec_if_one(refcount_t *r)
{
	int val = 1;

	kt_order_release(&r->refs);
	return atomic_try_cmpxchg_release(&r->refs, &val, 0);
}

KTEST_DEF bool refcount_dec_not_one(refcount_t *r)
{
	int val = atomic_read(&r->refs);

	kt_order_release(&r->refs);
	do {
		if (val == REFCOUNT_SATURATED)
			return true;
		if (val == 1)
			return false;
		if (WARN_ONCE(!val, "refcount_t: underflow; use-after-free.\n"))
			return true; /* unchanged, other than by the calls above */
	} while (!atomic_try_cmpxchg_release(&r->refs, &val, val - 1));
	return true;
}

KTEST_DEF bool refcount_dec_and_mutex_lock(refcount_t *r, struct mutex *lock)
{
	if (refcount_dec_not_one(r))
		return false;
	mutex_lock(lock);
	if (refcount_dec_and_test(r))
		return true;
	mutex_unlock(lock);
	return false;
}

KTEST_DEF bool refcount_dec_and_lock(refcount_t *r, spinlock_t *lock)
{
	if (refcount_dec_not_one(r))
		return false;
	spin_lock(lock);
	if (refcount_dec_and_test(r))
		return true;
	spin_unlock(lock);
	return false;
}

KTEST_DEF bool refcount_dec_and_lock_irqsave(refcount_t *r, spinlock_t *lock, unsigned long *flags)
{
	if (refcount_dec_not_one(r))
		return false;
	spin_lock_irqsave(lock, *flags);
	if (refcount_dec_and_test(r))
		return true;
	spin_unlock_irqrestore(lock, *flags);
	return false;
}

#endif

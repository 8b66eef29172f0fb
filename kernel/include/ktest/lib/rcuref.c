// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Reference counts under RCU, where they are saturated, dead or at their end. */
#ifndef KTEST_LIB_RCUREF_C
#define KTEST_LIB_RCUREF_C

#include <linux/rcuref.h>

KTEST_DEF bool rcuref_get_slowpath(rcuref_t *ref)
{
	unsigned int cnt = atomic_read(&ref->refcnt);

	if (cnt >= RCUREF_RELEASED) {
		atomic_set(&ref->refcnt, RCUREF_DEAD);
		return false;
	}
	if (WARN_ONCE(cnt > RCUREF_MAXREF, "rcuref saturated - leaking memory"))
		atomic_set(&ref->refcnt, RCUREF_SATURATED);
	return true;
}

KTEST_DEF bool rcuref_put_slowpath(rcuref_t *ref, unsigned int cnt)
{
	int none = (int)RCUREF_NOREF;

	/* Another task may have taken it again meanwhile: then that one goes on with it. */
	if (cnt == RCUREF_NOREF)
		return atomic_try_cmpxchg(&ref->refcnt, &none, (int)RCUREF_DEAD);
	if (WARN_ONCE(cnt >= RCUREF_RELEASED, "rcuref - imbalanced put()"))
		atomic_set(&ref->refcnt, RCUREF_DEAD);
	else if (cnt > RCUREF_MAXREF)
		atomic_set(&ref->refcnt, RCUREF_SATURATED);
	return false;
}

#endif

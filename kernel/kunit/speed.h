/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* The name of a case's speed, for whoever lists cases; it overrides its suite's. */
#ifndef KTEST_KUNIT_SPEED_H
#define KTEST_KUNIT_SPEED_H

#include <kunit/test.h>

static inline const char *kunit_speed_name(enum kunit_speed of_case, enum kunit_speed of_suite)
{
	enum kunit_speed speed = of_case != KUNIT_SPEED_UNSET ? of_case : of_suite;

	return speed == KUNIT_SPEED_VERY_SLOW ? "very_slow" :
	       speed == KUNIT_SPEED_SLOW ? "slow" : "normal";
}

#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Sleeping for a time, which is virtual. */
#ifndef KTEST_LIB_DELAY_C
#define KTEST_LIB_DELAY_C

#include <linux/delay.h>
#include <linux/kernel.h>

static inline void delay_sleep(kt_u64 ns)
{
	might_resched();
	kt_sleep_until(kt_now() + ns);
}

KTEST_DEF void msleep(unsigned int msecs)
{
	delay_sleep((kt_u64)msecs * NSEC_PER_MSEC);
}

KTEST_DEF unsigned long msleep_interruptible(unsigned int msecs)
{
	msleep(msecs);
	return 0;
}

KTEST_DEF void usleep_range_state(unsigned long min, unsigned long max, unsigned int state)
{
	(void)max, (void)state;
	delay_sleep((kt_u64)min * NSEC_PER_USEC);
}

#endif

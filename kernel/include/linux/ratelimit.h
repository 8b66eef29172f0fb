/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Rate limits set up at run time.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RATELIMIT_H
#define KTEST_LINUX_RATELIMIT_H

#include <linux/bug.h>
#include <linux/ratelimit_types.h>
#include <linux/string.h>

static inline void ratelimit_state_init(struct ratelimit_state *rs, int interval, int burst)
{
	memset(rs, 0, sizeof(*rs));
	rs->interval = interval;
	rs->burst = burst;
}

static inline void ratelimit_default_init(struct ratelimit_state *rs)
{
	ratelimit_state_init(rs, DEFAULT_RATELIMIT_INTERVAL, DEFAULT_RATELIMIT_BURST);
}

static inline void ratelimit_set_flags(struct ratelimit_state *rs, unsigned long flags)
{
	rs->flags = flags;
}

#define WARN_ON_RATELIMIT(condition, state) \
	({ bool ktest_condition = !!(condition); WARN_ON(ktest_condition && __ratelimit(state)); ktest_condition; })
#define WARN_RATELIMIT(condition, format...) \
	({ \
		static DEFINE_RATELIMIT_STATE(ktest_rs, DEFAULT_RATELIMIT_INTERVAL, \
					      DEFAULT_RATELIMIT_BURST); \
		bool ktest_condition = !!(condition); \
		if (unlikely(ktest_condition && __ratelimit(&ktest_rs))) \
			WARN(1, format); \
		ktest_condition; \
	})

#endif

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

#define WARN_ON_RATELIMIT(condition, state) \
	({ bool ktest_warn = !!(condition); WARN_ON(ktest_warn && __ratelimit(state)); ktest_warn; })
#define WARN_RATELIMIT(condition, format...) \
	({ \
		static DEFINE_RATELIMIT_STATE(ktest_rs, DEFAULT_RATELIMIT_INTERVAL, \
					      DEFAULT_RATELIMIT_BURST); \
		bool ktest_warn = !!(condition); \
		if (unlikely(ktest_warn && __ratelimit(&ktest_rs))) \
			WARN(1, format); \
		ktest_warn; \
	})

#endif

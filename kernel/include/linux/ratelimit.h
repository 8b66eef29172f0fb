/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Rate limits set up at run time.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RATELIMIT_H
#define KTEST_LINUX_RATELIMIT_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/ratelimit_types.h>
#include <linux/sched.h>
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

static inline void ratelimit_state_exit(struct ratelimit_state *rs)
{
	if ((rs->flags & RATELIMIT_MSG_ON_RELEASE) && rs->missed) {
		pr_warn("%s: %d output lines suppressed due to ratelimiting\n", get_current()->comm,
			rs->missed);
		rs->missed = 0;
	}
}

static inline void ratelimit_set_flags(struct ratelimit_state *rs, unsigned long flags)
{
	rs->flags = flags;
}

#define WARN_ON_RATELIMIT(condition, state) \
	({ bool ktest_is = !!(condition); WARN_ON(ktest_is && __ratelimit(state)); ktest_is; })
#define WARN_RATELIMIT(condition, format...) \
	({ \
		static DEFINE_RATELIMIT_STATE(ktest_rs, DEFAULT_RATELIMIT_INTERVAL, \
					      DEFAULT_RATELIMIT_BURST); \
		bool ktest_is = !!(condition); \
		if (unlikely(ktest_is && __ratelimit(&ktest_rs))) \
			WARN(1, format); \
		ktest_is; \
	})

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * At most so many messages in an interval.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RATELIMIT_TYPES_H
#define KTEST_LINUX_RATELIMIT_TYPES_H
#include <ktest/open.h>

#include <linux/bits.h>
#include <linux/param.h>
#include <linux/types.h>
#include <ktest/core.h>

#define DEFAULT_RATELIMIT_INTERVAL (5 * HZ)
#define DEFAULT_RATELIMIT_BURST 10
#define RATELIMIT_MSG_ON_RELEASE BIT(0)

struct ratelimit_state {
	struct kt_lock lock;
	int interval;
	int burst;
	int printed;
	int missed;
	unsigned int flags;
	unsigned long begin;
};

#define RATELIMIT_STATE_INIT(name_, interval_, burst_) \
	{ .interval = interval_, .burst = burst_ }
#define DEFINE_RATELIMIT_STATE(name, interval, burst) \
	struct ratelimit_state name = RATELIMIT_STATE_INIT(name, interval, burst)

KTEST_FN int ___ratelimit(struct ratelimit_state *rs, const char *func);
#define __ratelimit(state) ___ratelimit(state, __func__)

#include <ktest/close.h>
#endif

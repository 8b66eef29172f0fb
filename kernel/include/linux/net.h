/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Messages of network code, which may come as often as packets do.
 * Fidelity: simplified: the limit is each source file's, not that of all network code; no sockets
 */
#ifndef KTEST_LINUX_NET_H
#define KTEST_LINUX_NET_H
#include <ktest/open.h>

#include <linux/fcntl.h>
#include <linux/printk.h>
#include <linux/random.h>
#include <linux/ratelimit.h>
#include <linux/stringify.h>
#include <linux/wait.h>

/* Not 0: the message may be printed. Ten may within five seconds. */
static inline int net_ratelimit(void)
{
	static DEFINE_RATELIMIT_STATE(ktest_state, 5 * HZ, 10);

	return __ratelimit(&ktest_state);
}

#define net_ratelimited_function(function, ...) \
	do { if (net_ratelimit()) function(__VA_ARGS__); } while (0)
#define net_emerg_ratelimited(fmt, ...) net_ratelimited_function(pr_emerg, fmt, ##__VA_ARGS__)
#define net_alert_ratelimited(fmt, ...) net_ratelimited_function(pr_alert, fmt, ##__VA_ARGS__)
#define net_crit_ratelimited(fmt, ...) net_ratelimited_function(pr_crit, fmt, ##__VA_ARGS__)
#define net_err_ratelimited(fmt, ...) net_ratelimited_function(pr_err, fmt, ##__VA_ARGS__)
#define net_notice_ratelimited(fmt, ...) net_ratelimited_function(pr_notice, fmt, ##__VA_ARGS__)
#define net_warn_ratelimited(fmt, ...) net_ratelimited_function(pr_warn, fmt, ##__VA_ARGS__)
#define net_info_ratelimited(fmt, ...) net_ratelimited_function(pr_info, fmt, ##__VA_ARGS__)
#ifdef DEBUG
#define net_dbg_ratelimited(fmt, ...) net_ratelimited_function(pr_debug, fmt, ##__VA_ARGS__)
#else
#define net_dbg_ratelimited(fmt, ...) no_printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#endif

#include <ktest/close.h>
#endif

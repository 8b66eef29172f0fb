/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Doing something once, race-free.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_ONCE_H
#define KTEST_LINUX_ONCE_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/once_lite.h>
#include <linux/types.h>

/* True for the one call that did it; func runs while others may pass by. */
#define DO_ONCE(func, ...) \
	({ \
		static unsigned int ktest_done; \
		bool ktest_first = !READ_ONCE(ktest_done) && !xchg(&ktest_done, 1); \
		if (unlikely(ktest_first)) \
			func(__VA_ARGS__); \
		ktest_first; \
	})
#define DO_ONCE_SLEEPABLE(func, ...) DO_ONCE(func, ##__VA_ARGS__)
#define get_random_once(buf, nbytes) DO_ONCE(get_random_bytes, (buf), (nbytes))
#define get_random_sleepable_once(buf, nbytes) get_random_once(buf, nbytes)

#include <ktest/close.h>
#endif

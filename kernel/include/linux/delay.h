/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Waiting in virtual time.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_DELAY_H
#define KTEST_LINUX_DELAY_H

#include <linux/kernel.h>
#include <linux/math.h>
#include <linux/sched.h>
#include <vdso/time64.h>
#include <ktest/core.h>

#define ndelay(x) kt_advance(x)
#define udelay(x) kt_advance((kt_u64)(x) * 1000)
#define mdelay(x) kt_advance((kt_u64)(x) * 1000000)
#define ktest_sleep(ns) do { might_sleep(); kt_sleep_until(kt_now() + (ns)); } while (0)
#define msleep(ms) ktest_sleep((kt_u64)(ms) * 1000000)
#define msleep_interruptible(ms) ({ msleep(ms); 0UL; })
#define usleep_range(min, max) do { (void)(max); ktest_sleep((kt_u64)(min) * 1000); } while (0)
#define usleep_range_idle(min, max) usleep_range(min, max)
#define ssleep(s) ktest_sleep((kt_u64)(s) * 1000000000)
#define fsleep(us) ktest_sleep((kt_u64)(us) * 1000)

#endif

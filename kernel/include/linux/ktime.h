/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Nanosecond time values, and the emulated clocks.
 * Fidelity: faithful; all clocks but the real-time one count from boot
 */
#ifndef KTEST_LINUX_KTIME_H
#define KTEST_LINUX_KTIME_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/jiffies.h>
#include <linux/time.h>
#include <ktest/core.h>

typedef s64 ktime_t;
#define LOW_RES_NSEC TICK_NSEC
static inline ktime_t ktime_set(const s64 secs, const unsigned long nsecs)
{
	return secs >= KTIME_SEC_MAX ? KTIME_MAX : secs * NSEC_PER_SEC + (s64)nsecs;
}
#define ktime_sub(lhs, rhs) ((lhs) - (rhs))
#define ktime_add(lhs, rhs) ((lhs) + (rhs))
#define ktime_add_unsafe(lhs, rhs) ((u64)(lhs) + (rhs))
#define ktime_add_ns(kt, nsval) ((kt) + (nsval))
#define ktime_sub_ns(kt, nsval) ((kt) - (nsval))
#define ktime_to_timespec64(kt) ns_to_timespec64((kt))
static inline ktime_t timespec64_to_ktime(struct timespec64 ts) { return ktime_set(ts.tv_sec, ts.tv_nsec); }
static inline s64 ktime_to_ns(const ktime_t kt) { return kt; }
static inline ktime_t ns_to_ktime(u64 ns) { return ns; }
static inline ktime_t ms_to_ktime(u64 ms) { return ms * NSEC_PER_MSEC; }
static inline int ktime_compare(const ktime_t a, const ktime_t b) { return a < b ? -1 : a > b; }
static inline bool ktime_after(const ktime_t a, const ktime_t b) { return a > b; }
static inline bool ktime_before(const ktime_t a, const ktime_t b) { return a < b; }
static inline s64 ktime_divns(const ktime_t kt, s64 div) { return kt / div; }
static inline s64 ktime_to_us(const ktime_t kt) { return kt / NSEC_PER_USEC; }
static inline s64 ktime_to_ms(const ktime_t kt) { return kt / NSEC_PER_MSEC; }
static inline s64 ktime_us_delta(const ktime_t l, const ktime_t e) { return ktime_to_us(l - e); }
static inline s64 ktime_ms_delta(const ktime_t l, const ktime_t e) { return ktime_to_ms(l - e); }
static inline ktime_t ktime_add_us(const ktime_t kt, const u64 us) { return kt + (s64)us * 1000; }
static inline ktime_t ktime_add_ms(const ktime_t kt, const u64 ms) { return kt + (s64)ms * 1000000; }
static inline ktime_t ktime_sub_us(const ktime_t kt, const u64 us) { return kt - (s64)us * 1000; }
static inline ktime_t ktime_sub_ms(const ktime_t kt, const u64 ms) { return kt - (s64)ms * 1000000; }
static inline ktime_t ktime_add_safe(const ktime_t a, const ktime_t b)
{
	ktime_t sum;

	return __builtin_add_overflow(a, b, &sum) || sum < 0 ? KTIME_MAX : sum;
}

static inline ktime_t ktime_get(void) { return kt_now(); }
static inline ktime_t ktime_get_real(void) { return kt_now_real(); }
static inline ktime_t ktime_get_boottime(void) { return kt_now(); }
static inline ktime_t ktime_get_raw(void) { return kt_now(); }
static inline u64 ktime_get_ns(void) { return kt_now(); }
static inline u64 ktime_get_real_ns(void) { return kt_now_real(); }
static inline u64 ktime_get_boottime_ns(void) { return kt_now(); }
static inline u64 ktime_get_raw_ns(void) { return kt_now(); }
static inline u64 ktime_get_mono_fast_ns(void) { return kt_now(); }
static inline time64_t ktime_get_seconds(void) { return kt_now() / NSEC_PER_SEC; }
static inline time64_t ktime_get_real_seconds(void) { return kt_now_real() / NSEC_PER_SEC; }
static inline time64_t ktime_get_boottime_seconds(void) { return kt_now() / NSEC_PER_SEC; }
static inline void ktime_get_ts64(struct timespec64 *ts) { *ts = ns_to_timespec64(kt_now()); }
static inline void ktime_get_real_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(kt_now_real());
}
static inline void ktime_get_coarse_real_ts64(struct timespec64 *ts) { ktime_get_real_ts64(ts); }
static inline ktime_t ktime_get_coarse(void) { return ktime_get(); }

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: the host's clocks, and waiting for a word by futex, also between processes. */
#ifndef KTEST_PLAIN_TIME_H
#define KTEST_PLAIN_TIME_H

#if defined(__x86_64__)
#define KTP_SYS_FUTEX 202
#define KTP_SYS_GETTID 186
#else
#define KTP_SYS_FUTEX 98
#define KTP_SYS_GETTID 178
#endif

KTP_FN kt_u64 ktp_clock_ns(int clock)
{
	struct ktp_timespec t;

	ktp_clock(clock, &t);
	return (kt_u64)t.sec * 1000000000u + (kt_u64)t.nsec;
}

KTP_FN kt_u64 kt_now(void) { return ktp_clock_ns(1); }
KTP_FN kt_u64 kt_now_real(void) { return ktp_clock_ns(0); }

KTP_FN void ktp_sleep(kt_u64 ns)
{
	struct ktp_timespec t;

	t.sec = (long)(ns / 1000000000u);
	t.nsec = (long)(ns % 1000000000u);
	ktp_nanosleep(&t, (void *)0);
}

/* A signal may end a sleep before its time. */
KTP_FN void kt_sleep_until(kt_u64 deadline)
{
	kt_u64 now;

	while ((now = kt_now()) < deadline)
		ktp_sleep(deadline - now);
}

KTP_FN void kt_advance(kt_u64 ns)
{
	kt_u64 deadline = kt_now() + ns;

	while (kt_now() < deadline)
		ktp_yield();
}

KTP_FN void kt_relax(void) { ktp_yield(); }

/* FUTEX_WAIT takes the time that is left. */
KTP_FN int kt_wait(const volatile unsigned int *word, unsigned int expected, kt_u64 deadline)
{
	struct ktp_timespec left;
	kt_u64 now = 0;

	if (__atomic_load_n(word, __ATOMIC_ACQUIRE) != expected)
		return KT_CHANGED;
	if (deadline != KT_FOREVER) {
		now = kt_now();
		if (now >= deadline)
			return KT_TIMEOUT;
		left.sec = (long)((deadline - now) / 1000000000u);
		left.nsec = (long)((deadline - now) % 1000000000u);
	}
	ktp_syscall(KTP_SYS_FUTEX, word, 0, expected, deadline == KT_FOREVER ? (void *)0 : &left,
		    (void *)0, 0);
	if (__atomic_load_n(word, __ATOMIC_ACQUIRE) != expected)
		return KT_WOKEN;
	return deadline != KT_FOREVER && kt_now() >= deadline ? KT_TIMEOUT : KT_WOKEN;
}

KTP_FN unsigned int kt_wake(const volatile unsigned int *word, unsigned int n)
{
	long woken = ktp_syscall(KTP_SYS_FUTEX, word, 1, n > 0x7fffffffu ? 0x7fffffff : (int)n,
				 (void *)0, (void *)0, 0);

	return woken > 0 ? (unsigned int)woken : 0;
}

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Virtual time: it moves when it is read, waited for or slept through. */
#include "engine.h"

/* 2024-01-01 00:00:00 UTC, where every emulated machine boots. */
#define TIME_BOOT_REAL (1704067200ull * 1000000000ull)

kt_u64 kt_clock = 1;
void (*kt_clock_moved)(kt_u64 now);

void kt_clock_set(kt_u64 now)
{
	if (now > kt_clock)
		__atomic_store_n(&kt_clock, now, __ATOMIC_RELAXED);
	if (kt_clock_moved)
		kt_clock_moved(kt_clock);
}

kt_u64 kt_now(void)
{
	kt_clock_advance(1);
	return __atomic_load_n(&kt_clock, __ATOMIC_RELAXED);
}

kt_u64 kt_now_real(void)
{
	return TIME_BOOT_REAL + kt_now();
}

void kt_sleep_until(kt_u64 deadline)
{
	static const unsigned int time_never;

	kt_wait_on(&time_never, 0, deadline, 0, 0, __builtin_frame_address(0));
}

void kt_advance(kt_u64 ns)
{
	kt_self();
	kt_tasks_start_held();
	kt_clock_delay(ns);
}

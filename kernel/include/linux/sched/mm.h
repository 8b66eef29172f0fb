/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The rest of the kernel's header is declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SCHED_MM_H
#define KTEST_LINUX_SCHED_MM_H
#include <ktest/open.h>

#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/sched.h>

/* An allocation with these flags may come: warns where one that sleeps must not. */
static inline void might_alloc(gfp_t gfp_mask) { might_sleep_if(gfpflags_allow_blocking(gfp_mask)); }

#include <ktest/close.h>

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_TIMEX_H
#define KTEST_LINUX_TIMEX_H
#include <ktest/open.h>

#include <asm/timex.h>
#include <linux/time.h>

#include <ktest/close.h>
#endif

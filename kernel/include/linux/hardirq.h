/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What an interrupt's code asks.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_HARDIRQ_H
#define KTEST_LINUX_HARDIRQ_H
#include <ktest/open.h>

#include <linux/preempt.h>

KTEST_FN void synchronize_irq(unsigned int irq);
KTEST_FN bool synchronize_hardirq(unsigned int irq);

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What an interrupt's code asks.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_HARDIRQ_H
#define KTEST_LINUX_HARDIRQ_H
#include <ktest/open.h>

#include <linux/preempt.h>

#ifdef KTEST_HOSTED
void synchronize_irq(unsigned int irq);
bool synchronize_hardirq(unsigned int irq);
#endif

#include <ktest/close.h>
#endif

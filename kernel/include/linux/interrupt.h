/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What drivers ask about interrupts.
 * Fidelity: simplified: no lines can be requested yet
 */
#ifndef KTEST_LINUX_INTERRUPT_H
#define KTEST_LINUX_INTERRUPT_H
#include <ktest/open.h>

#include <linux/bottom_half.h>
#include <linux/irqflags.h>
#include <linux/irqreturn.h>

#include <ktest/close.h>
#endif

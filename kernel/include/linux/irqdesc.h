/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Handling a line's interrupt.
 * Fidelity: simplified: descriptors are hidden. Both functions may be called in any context, and handle the line in an
 * interrupt of the running CPU, with interrupts disabled
 */
#ifndef KTEST_LINUX_IRQDESC_H
#define KTEST_LINUX_IRQDESC_H
#include <ktest/open.h>

#include <linux/interrupt.h>

/* -EINVAL: there is no such line. */
KTEST_FN int generic_handle_irq(unsigned int irq);
static inline int generic_handle_irq_safe(unsigned int irq) { return generic_handle_irq(irq); }

#include <ktest/close.h>
#endif

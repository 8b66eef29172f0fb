/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What drivers ask of a line beyond linux/interrupt.h.
 * Fidelity: simplified: there are no chips; a type is checked and forgotten
 */
#ifndef KTEST_LINUX_IRQ_H
#define KTEST_LINUX_IRQ_H
#include <ktest/open.h>

#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/irqdesc.h>

#define NR_IRQS 256
enum {
	IRQ_TYPE_NONE = 0x00000000,
	IRQ_TYPE_EDGE_RISING = 0x00000001,
	IRQ_TYPE_EDGE_FALLING = 0x00000002,
	IRQ_TYPE_EDGE_BOTH = IRQ_TYPE_EDGE_FALLING | IRQ_TYPE_EDGE_RISING,
	IRQ_TYPE_LEVEL_HIGH = 0x00000004,
	IRQ_TYPE_LEVEL_LOW = 0x00000008,
	IRQ_TYPE_LEVEL_MASK = IRQ_TYPE_LEVEL_LOW | IRQ_TYPE_LEVEL_HIGH,
	IRQ_TYPE_SENSE_MASK = 0x0000000f,
};
static inline int irq_set_irq_type(unsigned int irq, unsigned int type)
{
	return irq == 0 || irq >= NR_IRQS || type & ~IRQ_TYPE_SENSE_MASK ? -EINVAL : 0;
}

#include <ktest/close.h>
#endif

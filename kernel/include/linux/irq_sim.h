/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A simulated interrupt controller: irq_set_irqchip_state(line, IRQCHIP_STATE_PENDING, true) raises a line of it, as the
 * kernel's CONFIG_IRQ_SIM has it.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_IRQ_SIM_H
#define KTEST_LINUX_IRQ_SIM_H
#include <ktest/open.h>

#include <linux/device.h>
#include <linux/fwnode.h>
#include <linux/irqdomain.h>

/* With so many lines; an error pointer: -ENOMEM. */
KTEST_FN struct irq_domain *irq_domain_create_sim(struct fwnode_handle *fwnode, unsigned int num_irqs);
struct irq_domain *devm_irq_domain_create_sim(struct device *dev, struct fwnode_handle *fwnode, unsigned int num_irqs);
KTEST_FN void irq_domain_remove_sim(struct irq_domain *domain);

#include <ktest/close.h>
#endif

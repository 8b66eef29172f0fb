/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Lines of a controller, by the controller's numbers.
 * Fidelity: simplified: the only controllers are simulators (linux/irq_sim.h)
 */
#ifndef KTEST_LINUX_IRQDOMAIN_H
#define KTEST_LINUX_IRQDOMAIN_H
#include <ktest/open.h>

#include <linux/irq.h>
#include <linux/types.h>

struct irq_domain;
struct fwnode_handle;

/* The line of that number, made when it is asked for first; 0: the controller has no such, or all lines are used. */
KTEST_FN unsigned int irq_create_mapping(struct irq_domain *domain, irq_hw_number_t hwirq);
/* 0: it was not made. */
KTEST_FN unsigned int irq_find_mapping(struct irq_domain *domain, irq_hw_number_t hwirq);
KTEST_FN void irq_dispose_mapping(unsigned int virq);

#include <ktest/close.h>
#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* A simulated interrupt controller: it gives away lines from IRQ_SIM_FIRST on. */
#ifndef KTEST_LIB_IRQ_SIM_C
#define KTEST_LIB_IRQ_SIM_C

#include <ktest/lib/irq_line.h>

struct irq_domain {
	unsigned int size;
};

#define IRQ_SIM_FIRST 64	/* lines below are for who names one */

KTEST_DEF struct irq_domain *irq_domain_create_sim(struct fwnode_handle *fwnode, unsigned int num_irqs)
{
	struct irq_domain *domain = (struct irq_domain *)kzalloc(sizeof(*domain), GFP_KERNEL);

	(void)fwnode;
	if (!domain)
		return (struct irq_domain *)ERR_PTR(-ENOMEM);
	domain->size = num_irqs;
	return domain;
}

KTEST_DEF unsigned int irq_find_mapping(struct irq_domain *domain, irq_hw_number_t hwirq)
{
	unsigned int irq;

	for (irq = IRQ_SIM_FIRST; irq < NR_IRQS; irq++)
		if (domain && ktest_irq_lines[irq].domain == domain && ktest_irq_lines[irq].hwirq == hwirq)
			return irq;
	return 0;
}

KTEST_DEF unsigned int irq_create_mapping(struct irq_domain *domain, irq_hw_number_t hwirq)
{
	unsigned int irq = irq_find_mapping(domain, hwirq);

	if (WARN_ON(!domain) || irq || hwirq >= domain->size)
		return irq;
	for (irq = IRQ_SIM_FIRST; irq < NR_IRQS && ktest_irq_lines[irq].domain; irq++)
		;
	if (irq == NR_IRQS)
		return 0;
	ktest_irq_lines[irq].domain = domain;
	ktest_irq_lines[irq].hwirq = hwirq;
	ktest_irq_lines[irq].depth = 0;
	ktest_irq_lines[irq].is_pending = false;
	return irq;
}

KTEST_DEF void irq_dispose_mapping(unsigned int virq)
{
	struct ktest_irq_line *line = irq_line(virq);

	if (!line || WARN_ON(!line->domain))
		return;
	line->domain = NULL;
}

KTEST_DEF void irq_domain_remove_sim(struct irq_domain *domain)
{
	unsigned int irq;

	for (irq = IRQ_SIM_FIRST; irq < NR_IRQS; irq++)
		if (ktest_irq_lines[irq].domain == domain)
			ktest_irq_lines[irq].domain = NULL;
	kfree(domain);
}

KTEST_DEF int irq_get_irqchip_state(unsigned int irq, enum irqchip_irq_state which, bool *state)
{
	struct ktest_irq_line *line = irq_line(irq);

	if (!line || !line->domain || which != IRQCHIP_STATE_PENDING)
		return -EINVAL;
	*state = line->is_pending || irq_work_is_pending(&line->again);
	return 0;
}

KTEST_DEF int irq_set_irqchip_state(unsigned int irq, enum irqchip_irq_state which, bool state)
{
	struct ktest_irq_line *line = irq_line(irq);

	if (!line || !line->domain || which != IRQCHIP_STATE_PENDING)
		return -EINVAL;
	if (!state) {
		line->is_pending = false;
		return 0;
	}
	ktest_irq_raise_on(line, -1);
	return 0;
}

#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/irq_sim.h>
#include <linux/irqdomain.h>
#include <linux/module.h>

static DECLARE_COMPLETION(raised);
static struct irq_domain *domain;
static unsigned int line;
static bool is_interrupt;

static irqreturn_t ksim_handler(int irq, void *data)
{
	is_interrupt = in_hardirq();
	complete(data);
	return IRQ_HANDLED;
}

static int __init ksim_init(void)
{
	int err;

	domain = irq_domain_create_sim(NULL, 4);
	if (IS_ERR(domain))
		return PTR_ERR(domain);
	line = irq_create_mapping(domain, 2);
	err = line ? request_irq(line, ksim_handler, IRQF_TRIGGER_RISING, "ksim", &raised) : -ENXIO;
	if (err) {
		irq_domain_remove_sim(domain);
		return err;
	}
	err = irq_set_irqchip_state(line, IRQCHIP_STATE_PENDING, true);
	wait_for_completion(&raised);
	pr_info("set: %d, in an interrupt: %d\n", err, is_interrupt);
	return 0;
}

static void __exit ksim_exit(void)
{
	free_irq(line, &raised);
	irq_dispose_mapping(line);
	irq_domain_remove_sim(domain);
}

module_init(ksim_init);
module_exit(ksim_exit);
MODULE_LICENSE("GPL");

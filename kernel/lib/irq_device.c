// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Interrupt handlers that a device gives back when it goes. */
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/irq_sim.h>

struct irq_devres { unsigned int irq; void *dev_id; };

static void irq_devres_release(struct device *dev, void *res)
{
	struct irq_devres *mine = res;

	free_irq(mine->irq, mine->dev_id);
}

static int irq_devres_match(struct device *dev, void *res, void *data)
{
	struct irq_devres *mine = res, *wanted = data;

	return mine->irq == wanted->irq && mine->dev_id == wanted->dev_id;
}

__weak int devm_request_threaded_irq(struct device *dev, unsigned int irq, irq_handler_t handler, irq_handler_t thread_fn,
				     unsigned long flags, const char *name, void *dev_id)
{
	struct irq_devres *mine = devres_alloc(irq_devres_release, sizeof(*mine), GFP_KERNEL);
	int err;

	if (!mine)
		return -ENOMEM;
	err = request_threaded_irq(irq, handler, thread_fn, flags, name ?: dev_name(dev), dev_id);
	if (err) {
		devres_free(mine);
		return err;
	}
	mine->irq = irq;
	mine->dev_id = dev_id;
	devres_add(dev, mine);
	return 0;
}

__weak void devm_free_irq(struct device *dev, unsigned int irq, void *dev_id)
{
	struct irq_devres wanted = { irq, dev_id };

	WARN_ON(devres_destroy(dev, irq_devres_release, irq_devres_match, &wanted));
	free_irq(irq, dev_id);
}

static void irq_sim_devres_release(void *domain)
{
	irq_domain_remove_sim(domain);
}

__weak struct irq_domain *devm_irq_domain_create_sim(struct device *dev, struct fwnode_handle *fwnode, unsigned int num_irqs)
{
	struct irq_domain *domain = irq_domain_create_sim(fwnode, num_irqs);
	int err;

	if (IS_ERR(domain))
		return domain;
	err = devm_add_action_or_reset(dev, irq_sim_devres_release, domain);
	return err ? ERR_PTR(err) : domain;
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/irqdesc.h>
#include <linux/module.h>

#define LINE 5

static DECLARE_COMPLETION(threaded);
static int raised;

static irqreturn_t kirq_handler(int irq, void *data)
{
	raised++;
	return IRQ_WAKE_THREAD;
}

static irqreturn_t kirq_thread(int irq, void *data)
{
	complete(&threaded);
	return IRQ_HANDLED;
}

static int __init kirq_init(void)
{
	int err = request_threaded_irq(LINE, kirq_handler, kirq_thread, IRQF_SHARED, "kirq", &raised);

	if (err)
		return err;
	pr_info("not shared: %d\n", request_irq(LINE, kirq_handler, 0, "kirq", NULL));
	generic_handle_irq_safe(LINE);
	wait_for_completion(&threaded);
	disable_irq(LINE);
	generic_handle_irq_safe(LINE);
	pr_info("raised %d times\n", raised);
	enable_irq(LINE);
	pr_info("raised %d times\n", raised);
	return 0;
}

static void __exit kirq_exit(void)
{
	free_irq(LINE, &raised);
}

module_init(kirq_init);
module_exit(kirq_exit);
MODULE_LICENSE("GPL");

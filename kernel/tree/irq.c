// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The machine's interrupt lines: they are there, as in a kernel that has booted, and may be requested. No device raises
 * them; a test does, by generic_handle_irq_safe(LINE), or by an interrupt controller of its own (linux/irq_sim.h).
 */
#include "tree.h"
#include <linux/irq.h>

/* Boot calls it in a program that has the tree's kernel/irq/manage.c. */
void __init init_IRQ(void)
{
	for (unsigned int line = 0; line < KTREE_IRQ_LINES; line++)
		irq_set_chip_and_handler(line, &dummy_irq_chip, handle_edge_irq);
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * What User Mode Linux's headers expect of its architecture code, and the few words about the
 * machine that every kernel has. No device interrupts: the flag is only kept.
 */
#include "tree.h"
#include <linux/cpumask.h>
#include <linux/init.h>
#include <linux/io.h>
#include <linux/irq.h>
#include <linux/kernel.h>
#include <linux/kernel_stat.h>
#include <linux/sched.h>
#include <asm/processor.h>

int signals_enabled = 1;
struct cpuinfo_um boot_cpu_data = { .cache_alignment = L1_CACHE_BYTES };
enum system_states system_state = SYSTEM_RUNNING;
bool early_boot_irqs_disabled, initcall_debug, rodata_enabled;
char *saved_command_line = "";
unsigned int reset_devices;
bool static_key_initialized = true;
unsigned long stacksizelim;
DEFINE_PER_CPU(struct kernel_stat, kstat);

/* The lines of interrupts are an array. */
int __init arch_early_irq_init(void)
{
	return 0;
}

/* Interrupt controllers that a test makes get lines behind the machine's. */
unsigned int arch_dynirq_lower_bound(unsigned int from)
{
	return max_t(unsigned int, from, KTREE_IRQ_LINES);
}

/* Weak: a program that has the tree's kernel/cpu.c has its masks, and boots them. */
#undef nr_cpu_ids
__weak struct cpumask __cpu_possible_mask = { { 1 } };
__weak struct cpumask __cpu_online_mask = { { 1 } };
__weak struct cpumask __cpu_present_mask = { { 1 } };
__weak struct cpumask __cpu_active_mask = { { 1 } };
__weak struct cpumask __cpu_enabled_mask = { { 1 } };
__weak struct cpumask __cpu_dying_mask;
__weak atomic_t __num_online_cpus = ATOMIC_INIT(1);

int um_get_signals(void)
{
	return signals_enabled;
}

int um_set_signals(int enable)
{
	int was = signals_enabled;

	signals_enabled = enable;
	return was;
}

int um_set_signals_trace(int enable)
{
	return um_set_signals(enable);
}

void block_signals(void)
{
	signals_enabled = 0;
}

void unblock_signals(void)
{
	signals_enabled = 1;
}

void block_signals_trace(void)
{
	signals_enabled = 0;
}

void unblock_signals_trace(void)
{
	signals_enabled = 1;
}

/* Device memory is memory. */
#ifdef CONFIG_INDIRECT_IOMEM
#define UM_IO(letter, type) \
	type __raw_read##letter(const volatile void __iomem *at) \
	{ \
		return *(const volatile type __force *)at; \
	} \
	void __raw_write##letter(type value, volatile void __iomem *at) \
	{ \
		*(volatile type __force *)at = value; \
	}
UM_IO(b, u8)
UM_IO(w, u16)
UM_IO(l, u32)
UM_IO(q, u64)
#endif

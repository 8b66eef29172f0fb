// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Start-up: CPU masks, the tick, then every file's initcalls in the order of their levels. */
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/printk.h>

__weak unsigned long volatile jiffies = INITIAL_JIFFIES;
__weak u64 jiffies_64 = INITIAL_JIFFIES;

static void boot_tick(kt_u64 now)
{
	jiffies_64 = INITIAL_JIFFIES + now / TICK_NSEC;
	jiffies = jiffies_64;
}

__weak u64 get_jiffies_64(void)
{
	return INITIAL_JIFFIES + kt_now() / TICK_NSEC;
}

#define BOOT_LEVEL(n) \
	extern initcall_t __start_ktest_initcall##n[] __weak; \
	extern initcall_t __stop_ktest_initcall##n[] __weak;
BOOT_LEVEL(0)
BOOT_LEVEL(1)
BOOT_LEVEL(2)
BOOT_LEVEL(3)
BOOT_LEVEL(4)
BOOT_LEVEL(5)
BOOT_LEVEL(6)
BOOT_LEVEL(7)

static void boot_run(initcall_t *from, initcall_t *to)
{
	for (; from < to; from++) {
		int err = *from ? (*from)() : 0;

		if (err)
			pr_debug("initcall %ps returned %d\n", *from, err);
	}
}

void ktest_boot_cpus(void);
void ktest_boot_pages(void);

__weak void kt_skin_boot(void)
{
	ktest_boot_cpus();
	ktest_boot_pages();
	kt_clock_moved = boot_tick;
	boot_run(__start_ktest_initcall0, __stop_ktest_initcall0);
	boot_run(__start_ktest_initcall1, __stop_ktest_initcall1);
	boot_run(__start_ktest_initcall2, __stop_ktest_initcall2);
	boot_run(__start_ktest_initcall3, __stop_ktest_initcall3);
	boot_run(__start_ktest_initcall4, __stop_ktest_initcall4);
	boot_run(__start_ktest_initcall5, __stop_ktest_initcall5);
	boot_run(__start_ktest_initcall6, __stop_ktest_initcall6);
	boot_run(__start_ktest_initcall7, __stop_ktest_initcall7);
}

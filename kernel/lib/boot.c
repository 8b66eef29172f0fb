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

/* In the order in which they run. */
#define BOOT_LEVELS(X) \
	X(con) X(early) X(0) X(1) X(1s) X(2) X(2s) X(3) X(3s) X(4) X(4s) X(5) X(5s) X(rootfs) X(6) \
	X(6s) X(7) X(7s)
#define BOOT_DECLARE(n) \
	extern initcall_t __start_ktest_initcall##n[] __weak; \
	extern initcall_t __stop_ktest_initcall##n[] __weak;
BOOT_LEVELS(BOOT_DECLARE)

static void boot_run(initcall_t *from, initcall_t *to)
{
	for (; from < to; from++) {
		int err = *from ? (*from)() : 0;

		if (err)
			pr_debug("initcall %ps returned %d\n", *from, err);
	}
}

void ktest_boot_cpus(void);
/* A kernel calls these before any initcall; they are there if the code under test is that of a tree. */
void radix_tree_init(void) __weak;
void maple_tree_init(void) __weak;

__weak void kt_skin_boot(void)
{
	ktest_boot_cpus();
	kt_clock_moved = boot_tick;
	if (radix_tree_init)
		radix_tree_init();
	if (maple_tree_init)
		maple_tree_init();
#define BOOT_RUN(n) boot_run(__start_ktest_initcall##n, __stop_ktest_initcall##n);
	BOOT_LEVELS(BOOT_RUN)
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Who wants to be told that the machine goes down. */
#ifndef KTEST_LIB_REBOOT_C
#define KTEST_LIB_REBOOT_C

#include <linux/kernel.h>
#include <linux/reboot.h>

__weak enum reboot_mode reboot_mode = REBOOT_HARD;
__weak ATOMIC_NOTIFIER_HEAD(reboot_restart_handlers);

KTEST_DEF int register_reboot_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_register(&reboot_notifier_list, nb);
}

KTEST_DEF int unregister_reboot_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_unregister(&reboot_notifier_list, nb);
}

KTEST_DEF int register_restart_handler(struct notifier_block *nb)
{
	return atomic_notifier_chain_register(&reboot_restart_handlers, nb);
}

KTEST_DEF int unregister_restart_handler(struct notifier_block *nb)
{
	return atomic_notifier_chain_unregister(&reboot_restart_handlers, nb);
}

KTEST_DEF void do_kernel_restart(char *cmd)
{
	atomic_notifier_call_chain(&reboot_restart_handlers, reboot_mode, cmd);
}

KTEST_DEF void kernel_restart_prepare(char *cmd)
{
	blocking_notifier_call_chain(&reboot_notifier_list, SYS_RESTART, cmd);
	system_state = SYSTEM_RESTART;
}

#endif

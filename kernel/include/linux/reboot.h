/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Who wants to be told that the machine goes down, and who can restart it.
 * Fidelity: faithful up to where the machine would go down: what would do that is not emulated
 */
#ifndef KTEST_LINUX_REBOOT_H
#define KTEST_LINUX_REBOOT_H
#include <ktest/open.h>

#include <linux/notifier.h>
#include <uapi/linux/reboot.h>

struct device;

#define SYS_DOWN 0x0001
#define SYS_RESTART SYS_DOWN
#define SYS_HALT 0x0002
#define SYS_POWER_OFF 0x0003

enum reboot_mode {
	REBOOT_UNDEFINED = -1,
	REBOOT_COLD = 0,
	REBOOT_WARM,
	REBOOT_HARD,
	REBOOT_SOFT,
	REBOOT_GPIO,
};
extern enum reboot_mode reboot_mode;

/* 0, or an error of notifier chains. */
KTEST_FN int register_reboot_notifier(struct notifier_block *nb);
KTEST_FN int unregister_reboot_notifier(struct notifier_block *nb);
/* Called with the reboot mode and the command. */
KTEST_FN int register_restart_handler(struct notifier_block *nb);
KTEST_FN int unregister_restart_handler(struct notifier_block *nb);
KTEST_FN void do_kernel_restart(char *cmd);
/* Tells the reboot notifiers SYS_RESTART. */
KTEST_FN void kernel_restart_prepare(char *cmd);

#ifdef KTEST_HOSTED
int devm_register_reboot_notifier(struct device *dev, struct notifier_block *nb);
void kernel_restart(char *cmd);
void kernel_halt(void);
void kernel_power_off(void);
void emergency_restart(void);
void orderly_poweroff(bool force);
void orderly_reboot(void);
void machine_restart(char *cmd);
void machine_halt(void);
void machine_power_off(void);
#endif

#include <ktest/close.h>
#endif

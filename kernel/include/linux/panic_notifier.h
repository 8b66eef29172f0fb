/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Who wants to be told of a panic.
 * Fidelity: simplified: panic() ends the case and calls nobody; a test calls the chain itself
 */
#ifndef KTEST_LINUX_PANIC_NOTIFIER_H
#define KTEST_LINUX_PANIC_NOTIFIER_H
#include <ktest/open.h>

#include <linux/notifier.h>
#include <linux/types.h>

extern struct atomic_notifier_head panic_notifier_list;
extern bool crash_kexec_post_notifiers;

enum panic_notifier_val {
	PANIC_UNUSED,
	PANIC_NOTIFIER = 0xdead,
};

#include <ktest/close.h>
#endif

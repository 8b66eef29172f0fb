// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The chain of those who want to be told of a panic. */
#ifndef KTEST_LIB_PANIC_NOTIFIER_C
#define KTEST_LIB_PANIC_NOTIFIER_C

#include <linux/panic_notifier.h>

__weak ATOMIC_NOTIFIER_HEAD(panic_notifier_list);
__weak bool crash_kexec_post_notifiers;

#endif

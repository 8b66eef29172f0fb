/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * There is one user namespace, init_user_ns.
 * Fidelity: faithful, as without CONFIG_USER_NS
 */
#ifndef KTEST_LINUX_USER_NAMESPACE_H
#define KTEST_LINUX_USER_NAMESPACE_H
#include <ktest/open.h>

#include <linux/sched.h>
#include <linux/uidgid.h>

static inline struct user_namespace *get_user_ns(struct user_namespace *ns) { (void)ns; return &init_user_ns; }
static inline void put_user_ns(struct user_namespace *ns) { (void)ns; }

#include <ktest/close.h>
#endif

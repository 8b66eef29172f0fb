/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Users, as far as they are counted.
 * Fidelity: simplified: a count and the id
 */
#ifndef KTEST_LINUX_SCHED_USER_H
#define KTEST_LINUX_SCHED_USER_H
#include <ktest/open.h>

#include <linux/refcount.h>
#include <linux/uidgid.h>

struct user_struct {
	refcount_t __count;
	kuid_t uid;
};
extern struct user_struct root_user;
#define INIT_USER (&root_user)

static inline struct user_struct *get_uid(struct user_struct *u)
{
	refcount_inc(&u->__count);
	return u;
}
/* The test's own users are the test's to free. */
static inline void free_uid(struct user_struct *u) { (void)refcount_dec_and_test(&u->__count); }

#include <ktest/close.h>
#endif

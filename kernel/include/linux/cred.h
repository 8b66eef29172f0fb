/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Who a task is: users, groups and capabilities. All tasks begin as root with every capability; a test changes that
 * as the kernel does: prepare_creds(), then commit_creds() or override_creds().
 * Synchronization table: a task changes its own; others read under RCU.
 * Fidelity: faithful; without keys, security modules and counts of users' processes
 */
#ifndef KTEST_LINUX_CRED_H
#define KTEST_LINUX_CRED_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/capability.h>
#include <linux/cleanup.h>
#include <linux/init.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/sched/user.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

struct group_info {
	refcount_t usage;
	int ngroups;
	kgid_t gid[];
};

struct cred {
	atomic_long_t usage;
	kuid_t uid;
	kgid_t gid;
	kuid_t suid;
	kgid_t sgid;
	kuid_t euid;
	kgid_t egid;
	kuid_t fsuid;
	kgid_t fsgid;
	unsigned int securebits;
	kernel_cap_t cap_inheritable;
	kernel_cap_t cap_permitted;
	kernel_cap_t cap_effective;
	kernel_cap_t cap_bset;
	kernel_cap_t cap_ambient;
	struct user_struct *user;
	struct user_namespace *user_ns;
	struct group_info *group_info;
	union {
		int non_rcu;
		struct rcu_head rcu;
	};
};
extern struct cred init_cred;

/* ---- groups. NULL: no memory */
KTEST_FN struct group_info *groups_alloc(int gidsetsize);
KTEST_FN void groups_free(struct group_info *group_info);
static inline struct group_info *get_group_info(struct group_info *gi)
{
	refcount_inc(&gi->usage);
	return gi;
}
static inline void put_group_info(struct group_info *gi)
{
	if (refcount_dec_and_test(&gi->usage))
		groups_free(gi);
}
KTEST_FN void groups_sort(struct group_info *group_info);
/* In sorted ones. */
KTEST_FN int groups_search(const struct group_info *group_info, kgid_t grp);
KTEST_FN void set_groups(struct cred *cred, struct group_info *group_info);
KTEST_FN int set_current_groups(struct group_info *group_info);
/* Of the file system's group and the task's others; of the effective one. */
KTEST_FN int in_group_p(kgid_t grp);
KTEST_FN int in_egroup_p(kgid_t grp);

/* ---- references */
KTEST_FN void __put_cred(struct cred *cred);
static inline struct cred *get_new_cred_many(struct cred *cred, int nr)
{
	atomic_long_add(nr, &cred->usage);
	return cred;
}
static inline struct cred *get_new_cred(struct cred *cred) { return get_new_cred_many(cred, 1); }
static inline const struct cred *get_cred_many(const struct cred *cred, int nr)
{
	return cred ? get_new_cred_many((struct cred *)cred, nr) : NULL;
}
static inline const struct cred *get_cred(const struct cred *cred) { return get_cred_many(cred, 1); }
static inline const struct cred *get_cred_rcu(const struct cred *cred)
{
	return cred && atomic_long_inc_not_zero(&((struct cred *)cred)->usage) ? cred : NULL;
}
static inline void put_cred_many(const struct cred *cred, int nr)
{
	if (cred && atomic_long_sub_and_test(nr, &((struct cred *)cred)->usage))
		__put_cred((struct cred *)cred);
}
static inline void put_cred(const struct cred *cred) { put_cred_many(cred, 1); }

/* ---- a task's */
static inline const struct cred *ktest_cred(const struct cred *cred) { return cred ? cred : &init_cred; }
#define current_cred() ktest_cred(READ_ONCE(get_current()->cred))
#define current_real_cred() ktest_cred(READ_ONCE(get_current()->real_cred))
#define __task_cred(task) ktest_cred(READ_ONCE((task)->real_cred))
#define get_current_cred() get_cred(current_cred())
KTEST_FN const struct cred *get_task_cred(struct task_struct *task);
static inline const struct cred *kernel_cred(void) { return &init_cred; }

/* A copy of the running task's, or of the kernel's, to change; NULL: no memory. */
KTEST_FN struct cred *prepare_creds(void);
KTEST_FN struct cred *prepare_kernel_cred(struct task_struct *daemon);
/* 0. They are the task's from now on. */
KTEST_FN int commit_creds(struct cred *cred);
KTEST_FN void abort_creds(struct cred *cred);
/* For a while: returns what revert_creds() wants. */
KTEST_FN const struct cred *override_creds(const struct cred *cred);
KTEST_FN void revert_creds(const struct cred *old);
/* -1, 0 or 1, by what file systems look at. */
KTEST_FN int cred_fscmp(const struct cred *a, const struct cred *b);

DEFINE_CLASS(override_creds, const struct cred *, revert_creds(_T), override_creds(override_cred),
	     const struct cred *override_cred)

static inline bool cap_ambient_invariant_ok(const struct cred *cred)
{
	return cap_issubset(cred->cap_ambient, cap_intersect(cred->cap_permitted, cred->cap_inheritable));
}

#define task_cred_xxx(task, xxx) (__task_cred(task)->xxx)
#define task_uid(task) task_cred_xxx(task, uid)
#define task_euid(task) task_cred_xxx(task, euid)
#define current_cred_xxx(xxx) (current_cred()->xxx)
#define current_uid() current_cred_xxx(uid)
#define current_gid() current_cred_xxx(gid)
#define current_euid() current_cred_xxx(euid)
#define current_egid() current_cred_xxx(egid)
#define current_suid() current_cred_xxx(suid)
#define current_sgid() current_cred_xxx(sgid)
#define current_fsuid() current_cred_xxx(fsuid)
#define current_fsgid() current_cred_xxx(fsgid)
#define current_cap() current_cred_xxx(cap_effective)
#define current_user() current_cred_xxx(user)
#define get_current_user() get_uid(current_user())
#define get_current_groups() get_group_info(current_cred()->group_info)
static inline struct user_namespace *current_user_ns(void) { return &init_user_ns; }
#define KTEST_CURRENT_IDS(uid_at, gid_at, uid_member, gid_member) \
	do { \
		const struct cred *ktest_who = current_cred(); \
		*(uid_at) = ktest_who->uid_member; \
		*(gid_at) = ktest_who->gid_member; \
	} while (0)
#define current_uid_gid(_uid, _gid) KTEST_CURRENT_IDS(_uid, _gid, uid, gid)
#define current_euid_egid(_euid, _egid) KTEST_CURRENT_IDS(_euid, _egid, euid, egid)
#define current_fsuid_fsgid(_fsuid, _fsgid) KTEST_CURRENT_IDS(_fsuid, _fsgid, fsuid, fsgid)

#include <ktest/close.h>
#endif

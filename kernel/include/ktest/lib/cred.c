// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Who a task is, and what it may. */
#ifndef KTEST_LIB_CRED_C
#define KTEST_LIB_CRED_C

#include <linux/bug.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>

__weak struct user_struct root_user = { REFCOUNT_INIT(1), { 0 } };
__weak struct group_info cred_no_groups = { REFCOUNT_INIT(2), 0, {} };
__weak struct cred init_cred = {
	.usage = ATOMIC_LONG_INIT(4),
	.cap_permitted = { CAP_VALID_MASK },
	.cap_effective = { CAP_VALID_MASK },
	.cap_bset = { CAP_VALID_MASK },
	.user = &root_user,
	.user_ns = &init_user_ns,
	.group_info = &cred_no_groups,
};

/* ---- capabilities -------------------------------------------------------------------------- */

KTEST_DEF bool ns_capable(struct user_namespace *ns, int cap)
{
	(void)ns;
	if (!cap_valid(cap)) {
		pr_crit("capable() called with invalid cap=%u\n", cap);
		BUG();
	}
	return cap_raised(current_cred()->cap_effective, cap);
}

KTEST_DEF bool has_ns_capability(struct task_struct *t, struct user_namespace *ns, int cap)
{
	(void)ns;
	return cap_raised(__task_cred(t)->cap_effective, cap);
}

/* ---- groups -------------------------------------------------------------------------------- */

KTEST_DEF struct group_info *groups_alloc(int gidsetsize)
{
	struct group_info *gi = (struct group_info *)kvmalloc(sizeof(*gi) + gidsetsize * sizeof(kgid_t), GFP_KERNEL);

	if (gi) {
		refcount_set(&gi->usage, 1);
		gi->ngroups = gidsetsize;
	}
	return gi;
}

KTEST_DEF void groups_free(struct group_info *group_info)
{
	kvfree(group_info);
}

static inline int cred_compare_groups(const void *a, const void *b)
{
	kgid_t left = *(const kgid_t *)a, right = *(const kgid_t *)b;

	return gid_gt(left, right) - gid_lt(left, right);
}

KTEST_DEF void groups_sort(struct group_info *group_info)
{
	sort(group_info->gid, group_info->ngroups, sizeof(kgid_t), cred_compare_groups, NULL);
}

KTEST_DEF int groups_search(const struct group_info *group_info, kgid_t grp)
{
	int low = 0, high = group_info ? group_info->ngroups : 0;

	while (low < high) {
		int mid = (low + high) / 2;

		if (gid_eq(group_info->gid[mid], grp))
			return 1;
		if (gid_lt(group_info->gid[mid], grp))
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

KTEST_DEF void set_groups(struct cred *cred, struct group_info *group_info)
{
	get_group_info(group_info);
	put_group_info(cred->group_info);
	cred->group_info = group_info;
}

KTEST_DEF int set_current_groups(struct group_info *group_info)
{
	struct cred *copy = prepare_creds();

	if (!copy)
		return -ENOMEM;
	set_groups(copy, group_info);
	return commit_creds(copy);
}

KTEST_DEF int in_group_p(kgid_t grp)
{
	const struct cred *cred = current_cred();

	return gid_eq(grp, cred->fsgid) || groups_search(cred->group_info, grp);
}

KTEST_DEF int in_egroup_p(kgid_t grp)
{
	const struct cred *cred = current_cred();

	return gid_eq(grp, cred->egid) || groups_search(cred->group_info, grp);
}

/* ---- credentials --------------------------------------------------------------------------- */

static inline struct cred *cred_copy(const struct cred *old)
{
	struct cred *copy = (struct cred *)kmemdup(old, sizeof(*old), GFP_KERNEL);

	if (!copy)
		return NULL;
	atomic_long_set(&copy->usage, 1);
	memset(&copy->rcu, 0, sizeof(copy->rcu));
	get_uid(copy->user);
	get_group_info(copy->group_info);
	return copy;
}

static inline void cred_free(struct rcu_head *rcu)
{
	struct cred *cred = container_of(rcu, struct cred, rcu);

	put_group_info(cred->group_info);
	free_uid(cred->user);
	kfree(cred);
}

KTEST_DEF void __put_cred(struct cred *cred)
{
	BUG_ON(atomic_long_read(&cred->usage) != 0);
	BUG_ON(cred == get_current()->cred || cred == get_current()->real_cred);
	call_rcu(&cred->rcu, cred_free);
}

KTEST_DEF const struct cred *get_task_cred(struct task_struct *task)
{
	const struct cred *cred;

	rcu_read_lock();
	do
		cred = get_cred_rcu(__task_cred(task));
	while (!cred);
	rcu_read_unlock();
	return cred;
}

KTEST_DEF struct cred *prepare_creds(void)
{
	return cred_copy(current_cred());
}

KTEST_DEF struct cred *prepare_kernel_cred(struct task_struct *daemon)
{
	return WARN_ON_ONCE(!daemon) ? NULL : cred_copy(__task_cred(daemon));
}

/* A task that was never given any has the kernel's, without a count of its own. */
static inline void cred_drop(const struct cred *old, int nr)
{
	if (old && old != &init_cred)
		put_cred_many(old, nr);
}

KTEST_DEF int commit_creds(struct cred *cred)
{
	struct task_struct *task = get_current();
	const struct cred *old = task->real_cred;

	BUG_ON(task->cred != old);
	BUG_ON(atomic_long_read(&cred->usage) < 1);
	if (cred != &init_cred)
		get_cred(cred);
	smp_store_release(&task->real_cred, (const struct cred *)cred);
	smp_store_release(&task->cred, (const struct cred *)cred);
	cred_drop(old, 2);
	return 0;
}

KTEST_DEF void abort_creds(struct cred *cred)
{
	BUG_ON(atomic_long_read(&cred->usage) < 1);
	put_cred(cred);
}

KTEST_DEF const struct cred *override_creds(const struct cred *cred)
{
	struct task_struct *task = get_current();
	const struct cred *old = ktest_cred(task->cred);

	get_new_cred((struct cred *)cred);
	smp_store_release(&task->cred, cred);
	return old;
}

KTEST_DEF void revert_creds(const struct cred *old)
{
	struct task_struct *task = get_current();
	const struct cred *override = task->cred;

	/* As it was: NULL for the kernel's own. */
	smp_store_release(&task->cred, task->real_cred ? old : old == &init_cred ? NULL : old);
	put_cred(override);
}

static inline int cred_compare(unsigned int a, unsigned int b)
{
	return (a > b) - (a < b);
}

KTEST_DEF int cred_fscmp(const struct cred *a, const struct cred *b)
{
	const struct group_info *ga = a->group_info, *gb = b->group_info;
	int order = a == b ? 0 : cred_compare(a->fsuid.val, b->fsuid.val), i;

	if (a == b || order)
		return order;
	order = cred_compare(a->fsgid.val, b->fsgid.val);
	if (order || ga == gb)
		return order;
	if (!ga || !gb)
		return ga ? 1 : -1;
	order = cred_compare(ga->ngroups, gb->ngroups);
	for (i = 0; !order && i < ga->ngroups; i++)
		order = cred_compare(ga->gid[i].val, gb->gid[i].val);
	return order;
}

#endif

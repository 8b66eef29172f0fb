// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Who a task is and what it may; the system's names. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cred.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/utsname.h>

static void a_task_is_root(struct kunit *test)
{
	struct user_namespace *ns = current_user_ns();
	kuid_t uid;
	kgid_t gid;

	KUNIT_EXPECT_TRUE(test, uid_eq(current_uid(), GLOBAL_ROOT_UID));
	KUNIT_EXPECT_TRUE(test, uid_eq(current_euid(), GLOBAL_ROOT_UID));
	KUNIT_EXPECT_TRUE(test, uid_eq(current_fsuid(), current_suid()));
	KUNIT_EXPECT_TRUE(test, gid_eq(current_gid(), GLOBAL_ROOT_GID));
	KUNIT_EXPECT_TRUE(test, gid_eq(current_fsgid(), current_sgid()));
	KUNIT_EXPECT_TRUE(test, gid_eq(current_egid(), current_gid()));
	KUNIT_EXPECT_TRUE(test, uid_eq(task_uid(current), task_euid(current)));
	current_uid_gid(&uid, &gid);
	KUNIT_EXPECT_EQ(test, from_kuid(ns, uid), 0u);
	KUNIT_EXPECT_EQ(test, from_kgid(ns, gid), 0u);
	current_euid_egid(&uid, &gid);
	current_fsuid_fsgid(&uid, &gid);
	KUNIT_EXPECT_EQ(test, from_kuid_munged(ns, uid), 0u);
	KUNIT_EXPECT_TRUE(test, capable(CAP_SYS_ADMIN));
	KUNIT_EXPECT_TRUE(test, capable(CAP_CHOWN));
	KUNIT_EXPECT_TRUE(test, capable(CAP_LAST_CAP));
	KUNIT_EXPECT_TRUE(test, ns_capable(ns, CAP_NET_ADMIN));
	KUNIT_EXPECT_TRUE(test, ns_capable_noaudit(ns, CAP_NET_ADMIN));
	KUNIT_EXPECT_TRUE(test, perfmon_capable());
	KUNIT_EXPECT_TRUE(test, bpf_capable());
	KUNIT_EXPECT_TRUE(test, checkpoint_restore_ns_capable(ns));
	KUNIT_EXPECT_TRUE(test, cap_isclear(cap_drop(CAP_FULL_SET, current_cap())));
	KUNIT_EXPECT_TRUE(test, in_group_p(GLOBAL_ROOT_GID));
	KUNIT_EXPECT_TRUE(test, in_egroup_p(GLOBAL_ROOT_GID));
	KUNIT_EXPECT_FALSE(test, in_group_p(KGIDT_INIT(4711)));
	KUNIT_EXPECT_TRUE(test, cap_ambient_invariant_ok(current_cred()));
}

static void somebody_for_a_while(struct kunit *test)
{
	struct cred *other = prepare_creds();
	const struct cred *old, *before = current_cred();

	KUNIT_ASSERT_NOT_NULL(test, other);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&other->usage), 1);
	other->fsuid = KUIDT_INIT(1000);
	other->euid = KUIDT_INIT(1001);
	cap_lower(other->cap_effective, CAP_SYS_ADMIN);
	old = override_creds(other);
	KUNIT_EXPECT_EQ(test, __kuid_val(current_fsuid()), 1000u);
	KUNIT_EXPECT_EQ(test, __kuid_val(current_euid()), 1001u);
	KUNIT_EXPECT_EQ(test, __kuid_val(current_uid()), 0u);
	KUNIT_EXPECT_FALSE(test, capable(CAP_SYS_ADMIN));
	KUNIT_EXPECT_TRUE(test, capable(CAP_SYS_NICE));
	/* Others see who it really is. */
	KUNIT_EXPECT_TRUE(test, has_capability_noaudit(current, CAP_SYS_ADMIN));
	KUNIT_EXPECT_TRUE(test, uid_eq(task_euid(current), GLOBAL_ROOT_UID));
	KUNIT_EXPECT_PTR_EQ(test, current_cred(), (const struct cred *)other);
	KUNIT_EXPECT_PTR_EQ(test, current_real_cred(), before);
	KUNIT_EXPECT_EQ(test, cred_fscmp(current_cred(), before), 1);
	KUNIT_EXPECT_EQ(test, cred_fscmp(before, current_cred()), -1);
	KUNIT_EXPECT_EQ(test, cred_fscmp(before, before), 0);
	revert_creds(old);
	KUNIT_EXPECT_TRUE(test, capable(CAP_SYS_ADMIN));
	KUNIT_EXPECT_PTR_EQ(test, current_cred(), before);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&other->usage), 1);
	KUNIT_EXPECT_PTR_EQ(test, get_cred(other), (const struct cred *)other);
	KUNIT_EXPECT_PTR_EQ(test, get_cred_rcu(other), (const struct cred *)other);
	put_cred_many(other, 2);
	{
		CLASS(override_creds, saved)(other);
		KUNIT_EXPECT_EQ(test, __kuid_val(current_fsuid()), 1000u);
	}
	KUNIT_EXPECT_EQ(test, __kuid_val(current_fsuid()), 0u);
	put_cred(other);
	put_cred(NULL);
	abort_creds(prepare_creds());
	put_cred(get_task_cred(current));
}

static DECLARE_COMPLETION(runs);

static int committed(void *arg)
{
	struct cred *other = prepare_creds();
	struct group_info *groups = groups_alloc(3);
	int bad = !other || !groups;

	complete(&runs);
	if (bad)
		return 1;
	groups->gid[0] = KGIDT_INIT(30);
	groups->gid[1] = KGIDT_INIT(10);
	groups->gid[2] = KGIDT_INIT(20);
	groups_sort(groups);
	bad += groups->ngroups != 3 || __kgid_val(groups->gid[0]) != 10 || __kgid_val(groups->gid[2]) != 30;
	bad += set_current_groups(groups) != 0;
	put_group_info(groups);
	bad += !in_group_p(KGIDT_INIT(20)) || !in_egroup_p(KGIDT_INIT(30)) || in_group_p(KGIDT_INIT(25));
	other->uid = other->euid = other->suid = other->fsuid = KUIDT_INIT(5);
	cap_clear(other->cap_effective);
	bad += commit_creds(other) != 0;
	bad += __kuid_val(current_uid()) != 5 || capable(CAP_CHOWN) || __kuid_val(task_uid(current)) != 5;
	bad += current_cred() != current_real_cred();
	/* The groups went with the credentials before. */
	bad += in_group_p(KGIDT_INIT(20)) != 0;
	/* Back, so that the thread may end as what it was. */
	other = prepare_kernel_cred(arg);
	bad += !other || commit_creds(other) != 0 || !capable(CAP_CHOWN);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return bad;
}

static void somebody_from_now_on(struct kunit *test)
{
	struct task_struct *thread = kthread_run(committed, current, "somebody");

	KUNIT_ASSERT_FALSE(test, IS_ERR(thread));
	/* One that is stopped before it ran does not run. */
	wait_for_completion(&runs);
	KUNIT_EXPECT_EQ(test, kthread_stop(thread), 0);
	KUNIT_EXPECT_TRUE(test, uid_eq(current_uid(), GLOBAL_ROOT_UID));
}

static void sets_of_capabilities(struct kunit *test)
{
	kernel_cap_t set = CAP_EMPTY_SET;

	KUNIT_EXPECT_TRUE(test, cap_isclear(set));
	cap_raise(set, CAP_NET_RAW);
	KUNIT_EXPECT_TRUE(test, cap_raised(set, CAP_NET_RAW));
	KUNIT_EXPECT_FALSE(test, cap_raised(set, CAP_NET_ADMIN));
	KUNIT_EXPECT_TRUE(test, cap_issubset(set, CAP_FULL_SET));
	KUNIT_EXPECT_FALSE(test, cap_issubset(CAP_FULL_SET, set));
	KUNIT_EXPECT_TRUE(test, cap_isidentical(cap_intersect(set, CAP_FULL_SET), set));
	KUNIT_EXPECT_TRUE(test, cap_isidentical(cap_combine(set, CAP_FULL_SET), CAP_FULL_SET));
	KUNIT_EXPECT_FALSE(test, cap_raised(cap_drop_fs_set(CAP_FULL_SET), CAP_FOWNER));
	KUNIT_EXPECT_TRUE(test, cap_raised(cap_raise_fs_set(set, CAP_FULL_SET), CAP_FOWNER));
	KUNIT_EXPECT_FALSE(test, cap_raised(cap_drop_nfsd_set(CAP_FULL_SET), CAP_SYS_RESOURCE));
	KUNIT_EXPECT_TRUE(test, cap_raised(cap_raise_nfsd_set(set, CAP_FULL_SET), CAP_SYS_RESOURCE));
	cap_lower(set, CAP_NET_RAW);
	KUNIT_EXPECT_TRUE(test, cap_isclear(set));
	KUNIT_EXPECT_EQ(test, CAP_LAST_CAP, 40);
	KUNIT_EXPECT_FALSE(test, cap_valid(41));
	KUNIT_EXPECT_EQ(test, CAP_VALID_MASK, 0x1ffffffffffull);
	KUNIT_EXPECT_EQ(test, CAP_NFSD_SET.val, 0x10900001full);
	KUNIT_EXPECT_EQ(test, CAP_AUDIT_READ, 37);
}

static void ids(struct kunit *test)
{
	kuid_t one = make_kuid(&init_user_ns, 1), two = KUIDT_INIT(2);
	kgid_t small = make_kgid(&init_user_ns, 1), large = KGIDT_INIT(2);

	KUNIT_EXPECT_TRUE(test, uid_lt(one, two) && uid_lte(one, two) && uid_gt(two, one) && uid_gte(two, two));
	KUNIT_EXPECT_TRUE(test, gid_lt(small, large) && gid_lte(small, small) && gid_gt(large, small) && gid_gte(large, small));
	KUNIT_EXPECT_FALSE(test, uid_valid(INVALID_UID) || gid_valid(INVALID_GID));
	KUNIT_EXPECT_TRUE(test, uid_valid(one) && gid_valid(small));
	KUNIT_EXPECT_EQ(test, from_kuid(&init_user_ns, two), 2u);
	KUNIT_EXPECT_EQ(test, from_kgid_munged(&init_user_ns, large), 2u);
	KUNIT_EXPECT_EQ(test, from_kuid_munged(&init_user_ns, INVALID_UID), 65534u);
	KUNIT_EXPECT_EQ(test, from_kgid_munged(&init_user_ns, INVALID_GID), 65534u);
	KUNIT_EXPECT_TRUE(test, kuid_has_mapping(&init_user_ns, one));
	KUNIT_EXPECT_TRUE(test, kgid_has_mapping(&init_user_ns, small));
	KUNIT_EXPECT_FALSE(test, kuid_has_mapping(&init_user_ns, INVALID_UID));
}

static void names_of_the_system(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, utsname()->sysname, "Linux");
	KUNIT_EXPECT_STREQ(test, utsname()->machine, "x86_64");
	KUNIT_EXPECT_EQ(test, strncmp(init_utsname()->release, "6.12.", 5), 0);
	KUNIT_EXPECT_EQ(test, init_utsname()->version[0], '#');
	KUNIT_EXPECT_PTR_EQ(test, init_utsname(), &init_uts_ns.name);
	KUNIT_EXPECT_EQ(test, sizeof(utsname()->nodename), 65u);
	KUNIT_EXPECT_EQ(test, __NEW_UTS_LEN, 64);
}

static struct kunit_case cred_cases[] = {
	KUNIT_CASE(a_task_is_root),
	KUNIT_CASE(somebody_for_a_while),
	KUNIT_CASE(somebody_from_now_on),
	KUNIT_CASE(sets_of_capabilities),
	KUNIT_CASE(ids),
	KUNIT_CASE(names_of_the_system),
	{}
};

static struct kunit_suite cred_suite = {
	.name = "conformance-cred",
	.test_cases = cred_cases,
};
kunit_test_suite(cred_suite);
MODULE_LICENSE("GPL");

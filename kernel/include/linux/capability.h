/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Capabilities. The running task has all, as a kernel's own: a test takes some away by override_creds().
 * Fidelity: faithful; there is one user namespace
 */
#ifndef KTEST_LINUX_CAPABILITY_H
#define KTEST_LINUX_CAPABILITY_H
#include <ktest/open.h>

#include <linux/bits.h>
#include <linux/uidgid.h>
#include <uapi/linux/capability.h>

#define _KERNEL_CAPABILITY_VERSION _LINUX_CAPABILITY_VERSION_3

typedef struct {
	u64 val;
} kernel_cap_t;

struct task_struct;

#define CAP_FS_MASK \
	(BIT_ULL(CAP_CHOWN) | BIT_ULL(CAP_MKNOD) | BIT_ULL(CAP_DAC_OVERRIDE) | BIT_ULL(CAP_DAC_READ_SEARCH) | \
	 BIT_ULL(CAP_FOWNER) | BIT_ULL(CAP_FSETID) | BIT_ULL(CAP_MAC_OVERRIDE))
#define CAP_VALID_MASK (BIT_ULL(CAP_LAST_CAP + 1) - 1)
#define CAP_EMPTY_SET ((kernel_cap_t){ 0 })
#define CAP_FULL_SET ((kernel_cap_t){ CAP_VALID_MASK })
#define CAP_FS_SET ((kernel_cap_t){ CAP_FS_MASK | BIT_ULL(CAP_LINUX_IMMUTABLE) })
#define CAP_NFSD_SET ((kernel_cap_t){ CAP_FS_MASK | BIT_ULL(CAP_SYS_RESOURCE) })

#define cap_clear(c) do { (c).val = 0; } while (0)
#define cap_raise(c, flag) ((c).val |= BIT_ULL(flag))
#define cap_lower(c, flag) ((c).val &= ~BIT_ULL(flag))
#define cap_raised(c, flag) (((c).val & BIT_ULL(flag)) != 0)

static inline kernel_cap_t cap_combine(const kernel_cap_t a, const kernel_cap_t b)
{
	return (kernel_cap_t){ a.val | b.val };
}
static inline kernel_cap_t cap_intersect(const kernel_cap_t a, const kernel_cap_t b)
{
	return (kernel_cap_t){ a.val & b.val };
}
static inline kernel_cap_t cap_drop(const kernel_cap_t a, const kernel_cap_t drop)
{
	return (kernel_cap_t){ a.val & ~drop.val };
}
static inline bool cap_isclear(const kernel_cap_t a) { return !a.val; }
static inline bool cap_isidentical(const kernel_cap_t a, const kernel_cap_t b) { return a.val == b.val; }
static inline bool cap_issubset(const kernel_cap_t a, const kernel_cap_t set) { return !(a.val & ~set.val); }
static inline kernel_cap_t cap_drop_fs_set(const kernel_cap_t a) { return cap_drop(a, CAP_FS_SET); }
static inline kernel_cap_t cap_raise_fs_set(const kernel_cap_t a, const kernel_cap_t permitted)
{
	return cap_combine(a, cap_intersect(permitted, CAP_FS_SET));
}
static inline kernel_cap_t cap_drop_nfsd_set(const kernel_cap_t a) { return cap_drop(a, CAP_NFSD_SET); }
static inline kernel_cap_t cap_raise_nfsd_set(const kernel_cap_t a, const kernel_cap_t permitted)
{
	return cap_combine(a, cap_intersect(permitted, CAP_NFSD_SET));
}

/* Of the running task's effective ones. A number that is none is a bug. */
KTEST_FN bool ns_capable(struct user_namespace *ns, int cap);
static inline bool ns_capable_noaudit(struct user_namespace *ns, int cap) { return ns_capable(ns, cap); }
static inline bool ns_capable_setid(struct user_namespace *ns, int cap) { return ns_capable(ns, cap); }
static inline bool capable(int cap) { return ns_capable(&init_user_ns, cap); }
/* Of another task's real ones. */
KTEST_FN bool has_ns_capability(struct task_struct *t, struct user_namespace *ns, int cap);
static inline bool has_capability(struct task_struct *t, int cap) { return has_ns_capability(t, &init_user_ns, cap); }
static inline bool has_capability_noaudit(struct task_struct *t, int cap) { return has_capability(t, cap); }
static inline bool has_ns_capability_noaudit(struct task_struct *t, struct user_namespace *ns, int cap)
{
	return has_ns_capability(t, ns, cap);
}
static inline bool perfmon_capable(void) { return capable(CAP_PERFMON) || capable(CAP_SYS_ADMIN); }
static inline bool bpf_capable(void) { return capable(CAP_BPF) || capable(CAP_SYS_ADMIN); }
static inline bool checkpoint_restore_ns_capable(struct user_namespace *ns)
{
	return ns_capable(ns, CAP_CHECKPOINT_RESTORE) || ns_capable(ns, CAP_SYS_ADMIN);
}

#include <ktest/close.h>
#endif

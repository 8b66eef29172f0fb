/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Ids of users and groups: the kernel's, and those of a namespace, which are the same here.
 * Fidelity: faithful, as without CONFIG_USER_NS
 */
#ifndef KTEST_LINUX_UIDGID_H
#define KTEST_LINUX_UIDGID_H
#include <ktest/open.h>

#include <linux/uidgid_types.h>

struct user_namespace {
	struct user_namespace *parent;
	int level;
};
extern struct user_namespace init_user_ns;

#define KUIDT_INIT(value) ((kuid_t){ (uid_t)(value) })
#define KGIDT_INIT(value) ((kgid_t){ (gid_t)(value) })
#define GLOBAL_ROOT_UID KUIDT_INIT(0)
#define GLOBAL_ROOT_GID KGIDT_INIT(0)
#define INVALID_UID KUIDT_INIT(-1)
#define INVALID_GID KGIDT_INIT(-1)
/* Who has no id in a namespace. */
enum { KTEST_OVERFLOW_ID = 65534 };

static inline uid_t __kuid_val(kuid_t uid) { return uid.val; }
static inline gid_t __kgid_val(kgid_t gid) { return gid.val; }
static inline bool uid_eq(kuid_t left, kuid_t right) { return left.val == right.val; }
static inline bool gid_eq(kgid_t left, kgid_t right) { return left.val == right.val; }
static inline bool uid_gt(kuid_t left, kuid_t right) { return left.val > right.val; }
static inline bool gid_gt(kgid_t left, kgid_t right) { return left.val > right.val; }
static inline bool uid_gte(kuid_t left, kuid_t right) { return left.val >= right.val; }
static inline bool gid_gte(kgid_t left, kgid_t right) { return left.val >= right.val; }
static inline bool uid_lt(kuid_t left, kuid_t right) { return left.val < right.val; }
static inline bool gid_lt(kgid_t left, kgid_t right) { return left.val < right.val; }
static inline bool uid_lte(kuid_t left, kuid_t right) { return left.val <= right.val; }
static inline bool gid_lte(kgid_t left, kgid_t right) { return left.val <= right.val; }
static inline bool uid_valid(kuid_t uid) { return uid.val != (uid_t)-1; }
static inline bool gid_valid(kgid_t gid) { return gid.val != (gid_t)-1; }

static inline kuid_t make_kuid(struct user_namespace *from, uid_t uid) { (void)from; return KUIDT_INIT(uid); }
static inline kgid_t make_kgid(struct user_namespace *from, gid_t gid) { (void)from; return KGIDT_INIT(gid); }
static inline uid_t from_kuid(struct user_namespace *to, kuid_t kuid) { (void)to; return kuid.val; }
static inline gid_t from_kgid(struct user_namespace *to, kgid_t kgid) { (void)to; return kgid.val; }
static inline uid_t from_kuid_munged(struct user_namespace *to, kuid_t kuid)
{
	return uid_valid(kuid) ? from_kuid(to, kuid) : (unsigned int)KTEST_OVERFLOW_ID;
}
static inline gid_t from_kgid_munged(struct user_namespace *to, kgid_t kgid)
{
	return gid_valid(kgid) ? from_kgid(to, kgid) : (unsigned int)KTEST_OVERFLOW_ID;
}
static inline bool kuid_has_mapping(struct user_namespace *ns, kuid_t uid) { (void)ns; return uid_valid(uid); }
static inline bool kgid_has_mapping(struct user_namespace *ns, kgid_t gid) { (void)ns; return gid_valid(gid); }

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Chains of functions that are told of events, the highest priority first.
 * Synchronization table: all but the raw ones lock themselves.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_NOTIFIER_H
#define KTEST_LINUX_NOTIFIER_H
#include <ktest/open.h>

#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>

struct notifier_block;
typedef int (*notifier_fn_t)(struct notifier_block *nb, unsigned long action, void *data);

struct notifier_block {
	notifier_fn_t notifier_call;
	struct notifier_block __rcu *next;
	int priority;
};

struct atomic_notifier_head {
	spinlock_t lock;
	struct notifier_block __rcu *head;
};
struct blocking_notifier_head {
	struct rw_semaphore rwsem;
	struct notifier_block __rcu *head;
};
struct raw_notifier_head {
	struct notifier_block __rcu *head;
};
struct srcu_notifier_head {
	struct mutex mutex;
	struct srcu_struct srcu;
	struct notifier_block __rcu *head;
};

#define ATOMIC_INIT_NOTIFIER_HEAD(name) \
	do { \
		struct atomic_notifier_head *ktest_nh = (name); \
		spin_lock_init(&ktest_nh->lock); \
		ktest_nh->head = NULL; \
	} while (0)
#define BLOCKING_INIT_NOTIFIER_HEAD(name) \
	do { \
		struct blocking_notifier_head *ktest_nh = (name); \
		init_rwsem(&ktest_nh->rwsem); \
		ktest_nh->head = NULL; \
	} while (0)
#define RAW_INIT_NOTIFIER_HEAD(name) do { (name)->head = NULL; } while (0)
#define ATOMIC_NOTIFIER_INIT(name) { KTEST_LOCK_UNLOCKED("notifier chain " #name), NULL }
#define BLOCKING_NOTIFIER_INIT(name) { KTEST_LOCK_UNLOCKED("notifier chain " #name), NULL }
#define RAW_NOTIFIER_INIT(name) { NULL }
#define SRCU_NOTIFIER_INIT(name, pcpu) \
	{ KTEST_LOCK_UNLOCKED("notifier chain " #name), KTEST_SRCU_INIT((name).srcu), NULL }
#define ATOMIC_NOTIFIER_HEAD(name) struct atomic_notifier_head name = ATOMIC_NOTIFIER_INIT(name)
#define BLOCKING_NOTIFIER_HEAD(name) struct blocking_notifier_head name = BLOCKING_NOTIFIER_INIT(name)
#define RAW_NOTIFIER_HEAD(name) struct raw_notifier_head name = RAW_NOTIFIER_INIT(name)
#define SRCU_NOTIFIER_HEAD(name) struct srcu_notifier_head name = SRCU_NOTIFIER_INIT(name, name)
#define SRCU_NOTIFIER_HEAD_STATIC(name) static SRCU_NOTIFIER_HEAD(name)
KTEST_FN void srcu_init_notifier_head(struct srcu_notifier_head *nh);
#define srcu_cleanup_notifier_head(name) cleanup_srcu_struct(&(name)->srcu)

/* 0, -EEXIST (it is there; warns), or -EBUSY: one of this priority is there. */
KTEST_FN int atomic_notifier_chain_register(struct atomic_notifier_head *nh, struct notifier_block *nb);
KTEST_FN int blocking_notifier_chain_register(struct blocking_notifier_head *nh, struct notifier_block *nb);
KTEST_FN int raw_notifier_chain_register(struct raw_notifier_head *nh, struct notifier_block *nb);
KTEST_FN int srcu_notifier_chain_register(struct srcu_notifier_head *nh, struct notifier_block *nb);
KTEST_FN int atomic_notifier_chain_register_unique_prio(struct atomic_notifier_head *nh, struct notifier_block *nb);
KTEST_FN int blocking_notifier_chain_register_unique_prio(struct blocking_notifier_head *nh,
							  struct notifier_block *nb);
/* 0 or -ENOENT. */
KTEST_FN int atomic_notifier_chain_unregister(struct atomic_notifier_head *nh, struct notifier_block *nb);
KTEST_FN int blocking_notifier_chain_unregister(struct blocking_notifier_head *nh, struct notifier_block *nb);
KTEST_FN int raw_notifier_chain_unregister(struct raw_notifier_head *nh, struct notifier_block *nb);
KTEST_FN int srcu_notifier_chain_unregister(struct srcu_notifier_head *nh, struct notifier_block *nb);

/* The last one's result, which ends the call if it has NOTIFY_STOP_MASK; NOTIFY_DONE of an empty chain. */
KTEST_FN int atomic_notifier_call_chain(struct atomic_notifier_head *nh, unsigned long val, void *v);
KTEST_FN int blocking_notifier_call_chain(struct blocking_notifier_head *nh, unsigned long val, void *v);
KTEST_FN int raw_notifier_call_chain(struct raw_notifier_head *nh, unsigned long val, void *v);
KTEST_FN int srcu_notifier_call_chain(struct srcu_notifier_head *nh, unsigned long val, void *v);
/* When one stops it, those before it are told val_down. */
KTEST_FN int blocking_notifier_call_chain_robust(struct blocking_notifier_head *nh, unsigned long val_up,
						 unsigned long val_down, void *v);
KTEST_FN int raw_notifier_call_chain_robust(struct raw_notifier_head *nh, unsigned long val_up, unsigned long val_down,
					    void *v);
static inline bool atomic_notifier_call_chain_is_empty(struct atomic_notifier_head *nh) { return !KTEST_READ_ONCE(nh->head); }

#define NOTIFY_DONE 0x0000
#define NOTIFY_OK 0x0001
#define NOTIFY_STOP_MASK 0x8000
#define NOTIFY_BAD (NOTIFY_STOP_MASK | 0x0002)
#define NOTIFY_STOP (NOTIFY_OK | NOTIFY_STOP_MASK)

/* An error as a result, and back. */
static inline int notifier_from_errno(int err) { return err ? NOTIFY_STOP_MASK | (NOTIFY_OK - err) : NOTIFY_OK; }
static inline int notifier_to_errno(int ret)
{
	ret &= ~NOTIFY_STOP_MASK;
	return ret > NOTIFY_OK ? NOTIFY_OK - ret : 0;
}

#define NETLINK_URELEASE 0x0001
#define KBD_KEYCODE 0x0001
#define KBD_UNBOUND_KEYCODE 0x0002
#define KBD_UNICODE 0x0003
#define KBD_KEYSYM 0x0004
#define KBD_POST_KEYSYM 0x0005

extern struct blocking_notifier_head reboot_notifier_list;

#include <ktest/close.h>
#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Chains of notifiers. */
#ifndef KTEST_LIB_NOTIFIER_C
#define KTEST_LIB_NOTIFIER_C

#include <linux/bug.h>
#include <linux/notifier.h>
#include <linux/rcupdate.h>

static inline int notifier_add(struct notifier_block **at, struct notifier_block *nb, bool unique)
{
	for (; *at && (*at)->priority >= nb->priority; at = &(*at)->next) {
		if (*at == nb) {
			WARN(1, "notifier callback %ps already registered", (void *)nb->notifier_call);
			return -EEXIST;
		}
		if (unique && (*at)->priority == nb->priority)
			return -EBUSY;
	}
	nb->next = *at;
	smp_store_release(at, nb);
	return 0;
}

static inline int notifier_remove(struct notifier_block **at, struct notifier_block *nb)
{
	for (; *at; at = &(*at)->next) {
		if (*at == nb) {
			smp_store_release(at, nb->next);
			return 0;
		}
	}
	return -ENOENT;
}

/* Calls up to *nr, and counts those that it called. */
static inline int notifier_call(struct notifier_block **head, unsigned long val, void *v, int *nr)
{
	struct notifier_block *nb = smp_load_acquire(head), *next;
	int result = NOTIFY_DONE, most = *nr;

	for (*nr = 0; nb && *nr < most; nb = next) {
		next = smp_load_acquire(&nb->next);
		result = nb->notifier_call(nb, val, v);
		++*nr;
		if (result & NOTIFY_STOP_MASK)
			break;
	}
	return result;
}

static inline int notifier_call_all(struct notifier_block **head, unsigned long val, void *v)
{
	int nr = INT_MAX;

	return notifier_call(head, val, v, &nr);
}

static inline int notifier_call_robust(struct notifier_block **head, unsigned long up, unsigned long down, void *v)
{
	int nr = INT_MAX, result = notifier_call(head, up, v, &nr);

	if (result & NOTIFY_STOP_MASK) {
		nr--;
		notifier_call(head, down, v, &nr);
	}
	return result;
}

/* ---- atomic: under RCU --------------------------------------------------------------------- */

static inline int notifier_add_atomic(struct atomic_notifier_head *nh, struct notifier_block *nb, bool unique)
{
	unsigned long flags;
	int err;

	spin_lock_irqsave(&nh->lock, flags);
	err = notifier_add(&nh->head, nb, unique);
	spin_unlock_irqrestore(&nh->lock, flags);
	return err;
}

KTEST_DEF int atomic_notifier_chain_register(struct atomic_notifier_head *nh, struct notifier_block *nb)
{
	return notifier_add_atomic(nh, nb, false);
}

KTEST_DEF int atomic_notifier_chain_register_unique_prio(struct atomic_notifier_head *nh, struct notifier_block *nb)
{
	return notifier_add_atomic(nh, nb, true);
}

KTEST_DEF int atomic_notifier_chain_unregister(struct atomic_notifier_head *nh, struct notifier_block *nb)
{
	unsigned long flags;
	int err;

	spin_lock_irqsave(&nh->lock, flags);
	err = notifier_remove(&nh->head, nb);
	spin_unlock_irqrestore(&nh->lock, flags);
	synchronize_rcu();
	return err;
}

KTEST_DEF int atomic_notifier_call_chain(struct atomic_notifier_head *nh, unsigned long val, void *v)
{
	int result;

	rcu_read_lock();
	result = notifier_call_all(&nh->head, val, v);
	rcu_read_unlock();
	return result;
}

/* ---- blocking: under a reader-writer lock -------------------------------------------------- */

static inline int notifier_add_blocking(struct blocking_notifier_head *nh, struct notifier_block *nb, bool unique)
{
	int err;

	down_write(&nh->rwsem);
	err = notifier_add(&nh->head, nb, unique);
	up_write(&nh->rwsem);
	return err;
}

KTEST_DEF int blocking_notifier_chain_register(struct blocking_notifier_head *nh, struct notifier_block *nb)
{
	return notifier_add_blocking(nh, nb, false);
}

KTEST_DEF int blocking_notifier_chain_register_unique_prio(struct blocking_notifier_head *nh,
							   struct notifier_block *nb)
{
	return notifier_add_blocking(nh, nb, true);
}

KTEST_DEF int blocking_notifier_chain_unregister(struct blocking_notifier_head *nh, struct notifier_block *nb)
{
	int err;

	down_write(&nh->rwsem);
	err = notifier_remove(&nh->head, nb);
	up_write(&nh->rwsem);
	return err;
}

/* An empty chain is no reason to wait for the lock. */
KTEST_DEF int blocking_notifier_call_chain(struct blocking_notifier_head *nh, unsigned long val, void *v)
{
	int result = NOTIFY_DONE;

	if (READ_ONCE(nh->head)) {
		down_read(&nh->rwsem);
		result = notifier_call_all(&nh->head, val, v);
		up_read(&nh->rwsem);
	}
	return result;
}

KTEST_DEF int blocking_notifier_call_chain_robust(struct blocking_notifier_head *nh, unsigned long val_up,
						  unsigned long val_down, void *v)
{
	int result = NOTIFY_DONE;

	if (READ_ONCE(nh->head)) {
		down_read(&nh->rwsem);
		result = notifier_call_robust(&nh->head, val_up, val_down, v);
		up_read(&nh->rwsem);
	}
	return result;
}

/* ---- raw: the caller locks ----------------------------------------------------------------- */

KTEST_DEF int raw_notifier_chain_register(struct raw_notifier_head *nh, struct notifier_block *nb)
{
	return notifier_add(&nh->head, nb, false);
}

KTEST_DEF int raw_notifier_chain_unregister(struct raw_notifier_head *nh, struct notifier_block *nb)
{
	return notifier_remove(&nh->head, nb);
}

KTEST_DEF int raw_notifier_call_chain(struct raw_notifier_head *nh, unsigned long val, void *v)
{
	return notifier_call_all(&nh->head, val, v);
}

KTEST_DEF int raw_notifier_call_chain_robust(struct raw_notifier_head *nh, unsigned long val_up, unsigned long val_down,
					     void *v)
{
	return notifier_call_robust(&nh->head, val_up, val_down, v);
}

/* ---- SRCU ---------------------------------------------------------------------------------- */

KTEST_DEF void srcu_init_notifier_head(struct srcu_notifier_head *nh)
{
	mutex_init(&nh->mutex);
	init_srcu_struct(&nh->srcu);
	nh->head = NULL;
}

KTEST_DEF int srcu_notifier_chain_register(struct srcu_notifier_head *nh, struct notifier_block *nb)
{
	int err;

	mutex_lock(&nh->mutex);
	err = notifier_add(&nh->head, nb, false);
	mutex_unlock(&nh->mutex);
	return err;
}

KTEST_DEF int srcu_notifier_chain_unregister(struct srcu_notifier_head *nh, struct notifier_block *nb)
{
	int err;

	mutex_lock(&nh->mutex);
	err = notifier_remove(&nh->head, nb);
	mutex_unlock(&nh->mutex);
	synchronize_srcu(&nh->srcu);
	return err;
}

KTEST_DEF int srcu_notifier_call_chain(struct srcu_notifier_head *nh, unsigned long val, void *v)
{
	int idx = srcu_read_lock(&nh->srcu), result = notifier_call_all(&nh->head, val, v);

	srcu_read_unlock(&nh->srcu, idx);
	return result;
}

__weak BLOCKING_NOTIFIER_HEAD(reboot_notifier_list);

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Who took a reference, and has not given it back.
 * Fidelity: faithful, as with CONFIG_REF_TRACKER; of a stack, the caller is kept
 */
#ifndef KTEST_LINUX_REF_TRACKER_H
#define KTEST_LINUX_REF_TRACKER_H
#include <ktest/open.h>

#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/types.h>

struct ref_tracker;

struct ref_tracker_dir {
	spinlock_t lock;
	unsigned int quarantine_avail;
	refcount_t untracked;
	refcount_t no_tracker;
	bool dead;
	struct list_head list;
	struct list_head quarantine;
	char name[32];
};

/* The last quarantine_count that were freed are kept, to tell of one that is freed again. */
static inline void ref_tracker_dir_init(struct ref_tracker_dir *dir, unsigned int quarantine_count, const char *name)
{
	spin_lock_init(&dir->lock);
	dir->quarantine_avail = quarantine_count;
	refcount_set(&dir->untracked, 1);
	refcount_set(&dir->no_tracker, 1);
	dir->dead = false;
	INIT_LIST_HEAD(&dir->list);
	INIT_LIST_HEAD(&dir->quarantine);
	strscpy(dir->name, name, sizeof(dir->name));
}
/* Tells of all references that are left, and warns. */
KTEST_FN void ref_tracker_dir_exit(struct ref_tracker_dir *dir);
/* Up to display_limit callers, with the number of their references. */
KTEST_FN void ref_tracker_dir_print_locked(struct ref_tracker_dir *dir, unsigned int display_limit);
KTEST_FN void ref_tracker_dir_print(struct ref_tracker_dir *dir, unsigned int display_limit);
/* Returns how much of buf it took. */
KTEST_FN int ref_tracker_dir_snprint(struct ref_tracker_dir *dir, char *buf, size_t size);

/* 0 or -ENOMEM. trackerp NULL: only counted. */
KTEST_FN int ref_tracker_alloc(struct ref_tracker_dir *dir, struct ref_tracker **trackerp, gfp_t gfp);
/* 0, -EEXIST (*trackerp is NULL) or -EINVAL (freed already; warns). */
KTEST_FN int ref_tracker_free(struct ref_tracker_dir *dir, struct ref_tracker **trackerp);

#include <ktest/close.h>
#endif

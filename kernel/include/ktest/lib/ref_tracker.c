// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Who took a reference: the callers of ref_tracker_alloc(). */
#ifndef KTEST_LIB_REF_TRACKER_C
#define KTEST_LIB_REF_TRACKER_C

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/ref_tracker.h>
#include <linux/slab.h>

struct ref_tracker {
	struct list_head head;
	bool dead;
	void *taken_at, *freed_at;
};

/* Where a report goes: into a text, or to the log if it is NULL. */
struct ref_tracker_report {
	char *text;
	int size, used;
};

static inline __printf(2, 3) void ref_tracker_say(struct ref_tracker_report *to, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	if (to->text)
		to->used += scnprintf(to->text + to->used, to->size - to->used, "ref_tracker: %pV", &vaf);
	else
		printk(KERN_ERR "ref_tracker: %pV", &vaf);
	va_end(args);
}

/* How many of dir's references the caller of `tracker` has; -1: an earlier one in the list was the same caller's. */
static inline int ref_tracker_count(struct ref_tracker_dir *dir, struct ref_tracker *tracker)
{
	bool after = false;
	struct ref_tracker *each;
	int nr = 0;

	list_for_each_entry(each, &dir->list, head) {
		after |= each == tracker;
		if (each->taken_at != tracker->taken_at)
			continue;
		if (!after)
			return -1;
		nr++;
	}
	return nr;
}

static inline void ref_tracker_report(struct ref_tracker_dir *dir, unsigned int limit, struct ref_tracker_report *to)
{
	struct ref_tracker *tracker;
	int total = 0, left;

	list_for_each_entry(tracker, &dir->list, head)
		total++;
	left = total;
	list_for_each_entry(tracker, &dir->list, head) {
		int nr = limit ? ref_tracker_count(dir, tracker) : -1;

		if (nr < 0)
			continue;
		ref_tracker_say(to, "%s@%p has %d/%d users at\n     %pS\n\n", dir->name, (void *)dir, nr, total,
				tracker->taken_at);
		left -= nr;
		limit--;
	}
	if (left)
		ref_tracker_say(to, "%s@%p skipped reports about %d/%d users.\n", dir->name, (void *)dir, left, total);
}

KTEST_DEF void ref_tracker_dir_print_locked(struct ref_tracker_dir *dir, unsigned int display_limit)
{
	struct ref_tracker_report to = { NULL, 0, 0 };

	ref_tracker_report(dir, display_limit, &to);
}

KTEST_DEF void ref_tracker_dir_print(struct ref_tracker_dir *dir, unsigned int display_limit)
{
	unsigned long flags;

	spin_lock_irqsave(&dir->lock, flags);
	ref_tracker_dir_print_locked(dir, display_limit);
	spin_unlock_irqrestore(&dir->lock, flags);
}

KTEST_DEF int ref_tracker_dir_snprint(struct ref_tracker_dir *dir, char *buf, size_t size)
{
	struct ref_tracker_report to = { buf, (int)size, 0 };
	unsigned long flags;

	spin_lock_irqsave(&dir->lock, flags);
	ref_tracker_report(dir, 16, &to);
	spin_unlock_irqrestore(&dir->lock, flags);
	return to.used;
}

static inline void ref_tracker_free_all(struct list_head *list)
{
	struct ref_tracker *tracker, *next;

	list_for_each_entry_safe(tracker, next, list, head)
		kfree(tracker);
	INIT_LIST_HEAD(list);
}

KTEST_DEF void ref_tracker_dir_exit(struct ref_tracker_dir *dir)
{
	unsigned long flags;
	bool leak;

	dir->dead = true;
	spin_lock_irqsave(&dir->lock, flags);
	ref_tracker_free_all(&dir->quarantine);
	leak = !list_empty(&dir->list);
	if (leak)
		ref_tracker_dir_print_locked(dir, 16);
	ref_tracker_free_all(&dir->list);
	spin_unlock_irqrestore(&dir->lock, flags);
	WARN_ON_ONCE(leak);
	WARN_ON_ONCE(refcount_read(&dir->untracked) != 1);
	WARN_ON_ONCE(refcount_read(&dir->no_tracker) != 1);
}

KTEST_DEF int ref_tracker_alloc(struct ref_tracker_dir *dir, struct ref_tracker **trackerp, gfp_t gfp)
{
	struct ref_tracker *tracker;
	unsigned long flags;

	WARN_ON_ONCE(dir->dead);
	if (!trackerp) {
		refcount_inc(&dir->no_tracker);
		return 0;
	}
	if (gfp & __GFP_DIRECT_RECLAIM)
		gfp |= __GFP_NOFAIL;
	*trackerp = tracker = (struct ref_tracker *)kzalloc(sizeof(*tracker), gfp | __GFP_NOWARN);
	if (!tracker) {
		pr_err_once("ref_tracker: memory allocation failure, unreliable refcount tracker.\n");
		refcount_inc(&dir->untracked);
		return -ENOMEM;
	}
	tracker->taken_at = __builtin_return_address(0);
	spin_lock_irqsave(&dir->lock, flags);
	list_add(&tracker->head, &dir->list);
	spin_unlock_irqrestore(&dir->lock, flags);
	return 0;
}

KTEST_DEF int ref_tracker_free(struct ref_tracker_dir *dir, struct ref_tracker **trackerp)
{
	struct ref_tracker *tracker, *oldest = NULL;
	unsigned long flags;
	bool was_dead;

	WARN_ON_ONCE(dir->dead);
	if (!trackerp) {
		refcount_dec(&dir->no_tracker);
		return 0;
	}
	tracker = *trackerp;
	if (!tracker) {
		refcount_dec(&dir->untracked);
		return -EEXIST;
	}
	spin_lock_irqsave(&dir->lock, flags);
	was_dead = tracker->dead;
	if (was_dead) {
		pr_err("ref_tracker: reference already released.\n");
		pr_err("ref_tracker: allocated in:\n     %pS\n", tracker->taken_at);
		pr_err("ref_tracker: freed in:\n     %pS\n", tracker->freed_at);
	} else {
		tracker->dead = true;
		tracker->freed_at = __builtin_return_address(0);
		list_move_tail(&tracker->head, &dir->quarantine);
		if (dir->quarantine_avail) {
			dir->quarantine_avail--;
		} else {
			oldest = list_first_entry(&dir->quarantine, struct ref_tracker, head);
			list_del(&oldest->head);
		}
	}
	spin_unlock_irqrestore(&dir->lock, flags);
	kfree(oldest);
	return WARN_ON_ONCE(was_dead) ? -EINVAL : 0;
}

#endif

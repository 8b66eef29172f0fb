// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The lock checker's interface: every kind of lock of a tree tells it what a task takes, waits for and
 * gives back. Here that list is the engine's, so that reports name locks and their holders. Orders are learned
 * of each lock, not of its class.
 */
#include "tree.h"
#include <linux/debug_locks.h>
#include <linux/lockdep.h>
#include <linux/rcupdate.h>
#include <linux/sched/mm.h>

#ifdef CONFIG_LOCKDEP

int debug_locks = 1, debug_locks_silent;
struct lock_class_key __lockdep_no_validate__;

/* Whether a misused lock is told of. They stay on. */
int debug_locks_off(void)
{
	return debug_locks;
}

/* ---- names ------------------------------------------------------------------------------- */

#define LOCKDEP_NAMES 256

struct lockdep_name {
	const char *name;
	char text[72];
};

static bool lockdep_is_name(const char *text, const char *kind, const char *name)
{
	size_t length = strlen(kind), rest = sizeof(((struct lockdep_name *)0)->text) - 1 - length;

	return !strncmp(text, kind, length) && !strncmp(text + length, name, rest);
}

/* A lock's name with its kind, in memory that outlives the lock. */
static const char *lockdep_what(const struct lockdep_map *map)
{
	static struct lockdep_name names[LOCKDEP_NAMES];
	bool spins = map->wait_type_inner == LD_WAIT_SPIN || map->wait_type_inner == LD_WAIT_CONFIG;
	const char *name = map->name ?: "without a name", *kind = spins ? "spinlock " : "lock ";

	if (map == &rcu_lock_map || map == &rcu_bh_lock_map || map == &rcu_sched_lock_map)
		kind = "";
	for (unsigned int i = 0; i < LOCKDEP_NAMES; i++) {
		struct lockdep_name *at = &names[((unsigned long)name / 8 + i) % LOCKDEP_NAMES];

		if (!at->name) {
			scnprintf(at->text, sizeof(at->text), "%s%s", kind, name);
			at->name = name;
		}
		if (lockdep_is_name(at->text, kind, name))
			return at->text;
	}
	return spins ? "a spinlock" : "a lock";
}

/* ---- what a task holds --------------------------------------------------------------------- */

static struct kt_task *lockdep_self(void)
{
	return ktree_current ? kt_self() : NULL;
}

/* Maps that stand for something else than a lock have no kind: what is done with them is only listed. */
static bool lockdep_is_lock(const struct lockdep_map *map)
{
	return map->wait_type_inner != LD_WAIT_INV;
}

static bool lockdep_is_atomic(const struct lockdep_map *map)
{
	return lockdep_is_lock(map) && map->wait_type_inner < LD_WAIT_SLEEP;
}

static bool lockdep_holds(const struct kt_task *task, const struct lockdep_map *map)
{
	for (unsigned int i = 0; i < task->nr_held && i < KT_HELD_MAX; i++)
		if (task->held[i].lock == map)
			return true;
	return false;
}

/* The frame of the function that returns to `ip`, which is in the code that took the lock. */
static const void *lockdep_frame(const void *frame, unsigned long ip)
{
	const unsigned long *at = frame;

	for (int i = 0; i < 8; i++) {
		if (at[1] == ip)
			return at;
		if (at[0] <= (unsigned long)at || at[0] - (unsigned long)at > PAGE_SIZE)
			break;
		at = (const unsigned long *)at[0];
	}
	return frame;
}

#define LOCKDEP_HERE(ip) lockdep_frame(__builtin_frame_address(0), ip)

static void lockdep_tell_use(const struct lockdep_map *map, int trylock, int read, const void *frame)
{
	unsigned int use = 0;

	/* An interrupt that only tries does not wait. */
	if (in_hardirq())
		use |= trylock ? 0 : KT_USE_IN_HARDIRQ;
	else if (in_serving_softirq())
		use |= trylock ? 0 : KT_USE_IN_SOFTIRQ;
	if (!irqs_disabled() && !in_hardirq())
		use |= KT_USE_HARDIRQS_ON;
	if (!irqs_disabled() && !in_softirq() && !in_hardirq())
		use |= KT_USE_SOFTIRQS_ON;
	for (unsigned int left = use; left; left &= left - 1) {
		unsigned int one = left & -left;

		kt_lock_used(map, lockdep_what(map), read ? KT_USE_READ(one) : one, frame);
	}
}

void lock_acquire(struct lockdep_map *map, unsigned int subclass, int trylock, int read, int check,
		  struct lockdep_map *nest, unsigned long ip)
{
	struct kt_task *self = lockdep_self();
	const void *frame = LOCKDEP_HERE(ip);

	if (!self)
		return;
	if (!trylock && !read && lockdep_is_lock(map) && lockdep_holds(self, map))
		kt_lock_misused(frame, map, "recursive locking: %s (task %u) already holds %s", self->name,
				self->id, lockdep_what(map));
	if (!trylock && read == 1 && lockdep_is_lock(map) && !lockdep_is_atomic(map) && lockdep_holds(self, map))
		kt_rule_broken(frame, map, "recursive locking: %s (task %u) takes %s for reading once more: a writer that comes in between waits for ever, and so does this",
			       self->name, self->id, lockdep_what(map));
	/* A reader that may come again waits for no writer that waits. Who holds `nest` may take its locks in any order. */
	if (!trylock && read < 2 && check && self->nr_held && lockdep_is_lock(map) && !(nest && lockdep_holds(self, nest)))
		kt_lock_wanted(map, lockdep_what(map), read, frame);
	kt_held_add(map, lockdep_what(map), lockdep_is_atomic(map), frame);
	if (read)
		kt_held_read();
	if (check && lockdep_is_atomic(map))
		lockdep_tell_use(map, trylock, read, frame);
}

void lock_contended(struct lockdep_map *map, unsigned long ip)
{
	if (!lockdep_self())
		return;
	kt_held_drop(map);
	ktree_task_of(current)->contended = map;
}

void lock_acquired(struct lockdep_map *map, unsigned long ip)
{
	struct ktree_task *self;

	if (!lockdep_self())
		return;
	self = ktree_task_of(current);
	if (self->contended != map)
		return;
	self->contended = NULL;
	kt_held_add(map, lockdep_what(map), lockdep_is_atomic(map), LOCKDEP_HERE(ip));
}

void lock_release(struct lockdep_map *map, unsigned long ip)
{
	struct kt_task *self = lockdep_self();

	if (!self)
		return;
	if (ktree_task_of(current)->contended == map)
		ktree_task_of(current)->contended = NULL;
	else if (kt_held_how(map) == KT_HELD_NOT && lockdep_is_lock(map))
		kt_lock_misused(LOCKDEP_HERE(ip), map, "unlock of %s, which %s (task %u) does not hold",
				lockdep_what(map), self->name, self->id);
	else
		kt_held_drop(map);
	kt_lock_released(map, LOCKDEP_HERE(ip));
}

void lock_sync(struct lockdep_map *map, unsigned int subclass, int read, int check,
	       struct lockdep_map *nest, unsigned long ip)
{
}

int lock_is_held_type(const struct lockdep_map *map, int read)
{
	int how = lockdep_self() ? kt_held_how(map) : KT_HELD_UNKNOWN;

	if (how == KT_HELD_UNKNOWN)
		return LOCK_STATE_UNKNOWN;
	if (read >= 0)
		return how == (read ? KT_HELD_READ : KT_HELD_WRITE) ? LOCK_STATE_HELD : LOCK_STATE_NOT_HELD;
	return how != KT_HELD_NOT ? LOCK_STATE_HELD : LOCK_STATE_NOT_HELD;
}

const char *ktree_contended(struct kt_task **holder)
{
	const struct lockdep_map *map = ktree_task_of(current)->contended;

	*holder = NULL;
	if (!map)
		return NULL;
	for (struct ktree_task *t = ktree_tasks; t; t = t->next)
		if (t->engine && t->engine != lockdep_self() && lockdep_holds(t->engine, map))
			*holder = t->engine;
	return lockdep_what(map);
}

/* ---- what is kept of a lock, and calls without a meaning here ---------------------------------- */

void lockdep_init_map_type(struct lockdep_map *map, const char *name, struct lock_class_key *key,
			   int subclass, u8 inner, u8 outer, u8 type)
{
	*map = (struct lockdep_map){
		.key = key,
		.name = name,
		.wait_type_inner = inner,
		.wait_type_outer = outer,
		.lock_type = type,
	};
}

void lock_set_class(struct lockdep_map *map, const char *name, struct lock_class_key *key,
		    unsigned int subclass, unsigned long ip)
{
	map->name = name;
	map->key = key;
}

/* A writer becomes a reader. */
void lock_downgrade(struct lockdep_map *map, unsigned long ip)
{
	if (!lockdep_self() || !lockdep_holds(lockdep_self(), map))
		return;
	kt_held_drop(map);
	kt_held_add(map, lockdep_what(map), lockdep_is_atomic(map), LOCKDEP_HERE(ip));
	kt_held_read();
}

struct pin_cookie lock_pin_lock(struct lockdep_map *map)
{
	return NIL_COOKIE;
}

void lock_repin_lock(struct lockdep_map *map, struct pin_cookie cookie)
{
}

void lock_unpin_lock(struct lockdep_map *map, struct pin_cookie cookie)
{
}

void lockdep_register_key(struct lock_class_key *key)
{
}

void lockdep_unregister_key(struct lock_class_key *key)
{
}

void lockdep_init(void)
{
}

void lockdep_init_task(struct task_struct *task)
{
}

void lockdep_set_selftest_task(struct task_struct *task)
{
}

void lockdep_reset(void)
{
}

void lockdep_reset_lock(struct lockdep_map *map)
{
}

void lockdep_free_key_range(void *start, unsigned long size)
{
}

void lockdep_sys_exit(void)
{
}

bool read_lock_is_recursive(void)
{
	return true;
}

void debug_show_all_locks(void)
{
}

void debug_show_held_locks(struct task_struct *task)
{
}

void debug_check_no_locks_freed(const void *from, unsigned long size)
{
}

void debug_check_no_locks_held(void)
{
}

void lockdep_rcu_suspicious(const char *file, const int line, const char *text)
{
	kt_rule_broken(__builtin_frame_address(0), NULL, "suspicious RCU usage: %s at %s:%d", text, file, line);
}

void fs_reclaim_acquire(gfp_t flags)
{
}

void fs_reclaim_release(gfp_t flags)
{
}

/* ---- RCU's readers ------------------------------------------------------------------------------ */

static struct lock_class_key lockdep_rcu_keys[4];

#define LOCKDEP_RCU_MAP(nr, text, inner) { \
	.name = text, .key = &lockdep_rcu_keys[nr], .wait_type_outer = LD_WAIT_FREE, \
	.wait_type_inner = inner, \
}

struct lockdep_map rcu_lock_map = LOCKDEP_RCU_MAP(0, "rcu_read_lock()", LD_WAIT_CONFIG);
struct lockdep_map rcu_bh_lock_map = LOCKDEP_RCU_MAP(1, "rcu_read_lock_bh()", LD_WAIT_CONFIG);
struct lockdep_map rcu_sched_lock_map = LOCKDEP_RCU_MAP(2, "rcu_read_lock_sched()", LD_WAIT_SPIN);
struct lockdep_map rcu_callback_map = { .name = "an RCU callback", .key = &lockdep_rcu_keys[3] };

int notrace debug_lockdep_rcu_enabled(void)
{
	return lockdep_self() != NULL;
}

int rcu_read_lock_held(void)
{
	return !lockdep_self() || lock_is_held(&rcu_lock_map);
}

int rcu_read_lock_bh_held(void)
{
	return !lockdep_self() || in_softirq() || irqs_disabled();
}

int rcu_read_lock_sched_held(void)
{
	return !lockdep_self() || lock_is_held(&rcu_sched_lock_map) || !preemptible();
}

int rcu_read_lock_any_held(void)
{
	return rcu_read_lock_held() || rcu_read_lock_bh_held() || rcu_read_lock_sched_held();
}

#else

const char *ktree_contended(struct kt_task **holder)
{
	return NULL;
}

#endif

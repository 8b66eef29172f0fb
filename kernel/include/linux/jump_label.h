/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Static keys: ordinary flags here.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_JUMP_LABEL_H
#define KTEST_LINUX_JUMP_LABEL_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/types.h>

struct static_key { atomic_t enabled; };
struct static_key_true { struct static_key key; };
struct static_key_false { struct static_key key; };
#define STATIC_KEY_INIT_TRUE { .enabled = { 1 } }
#define STATIC_KEY_INIT_FALSE { .enabled = { 0 } }
#define STATIC_KEY_INIT STATIC_KEY_INIT_FALSE
#define static_key_initialized true
#define STATIC_KEY_CHECK_USE(key) ((void)(key))
#define jump_label_enabled static_key_enabled
#define STATIC_KEY_TRUE_INIT (struct static_key_true) { .key = STATIC_KEY_INIT_TRUE }
#define STATIC_KEY_FALSE_INIT (struct static_key_false) { .key = STATIC_KEY_INIT_FALSE }
#define DEFINE_STATIC_KEY_TRUE(name) struct static_key_true name = STATIC_KEY_TRUE_INIT
#define DEFINE_STATIC_KEY_TRUE_RO(name) DEFINE_STATIC_KEY_TRUE(name)
#define DECLARE_STATIC_KEY_TRUE(name) extern struct static_key_true name
#define DEFINE_STATIC_KEY_FALSE(name) struct static_key_false name = STATIC_KEY_FALSE_INIT
#define DEFINE_STATIC_KEY_FALSE_RO(name) DEFINE_STATIC_KEY_FALSE(name)
#define DECLARE_STATIC_KEY_FALSE(name) extern struct static_key_false name
#define DEFINE_STATIC_KEY_ARRAY_TRUE(name, count) \
	struct static_key_true name[count] = { [0 ... (count) - 1] = { .key = STATIC_KEY_INIT_TRUE } }
#define DEFINE_STATIC_KEY_ARRAY_FALSE(name, count) \
	struct static_key_false name[count] = { [0 ... (count) - 1] = { .key = STATIC_KEY_INIT_FALSE } }
#define _DEFINE_STATIC_KEY_1(name) DEFINE_STATIC_KEY_TRUE(name)
#define _DEFINE_STATIC_KEY_0(name) DEFINE_STATIC_KEY_FALSE(name)
#define DEFINE_STATIC_KEY_MAYBE(cfg, name) __PASTE(_DEFINE_STATIC_KEY_, IS_ENABLED(cfg))(name)
#define DEFINE_STATIC_KEY_MAYBE_RO(cfg, name) DEFINE_STATIC_KEY_MAYBE(cfg, name)
#define _DECLARE_STATIC_KEY_1(name) DECLARE_STATIC_KEY_TRUE(name)
#define _DECLARE_STATIC_KEY_0(name) DECLARE_STATIC_KEY_FALSE(name)
#define DECLARE_STATIC_KEY_MAYBE(cfg, name) __PASTE(_DECLARE_STATIC_KEY_, IS_ENABLED(cfg))(name)

static inline int static_key_count(struct static_key *key)
{
	return atomic_read(&key->enabled);
}
static __always_inline bool static_key_false(struct static_key *key)
{
	return static_key_count(key) > 0;
}
static __always_inline bool static_key_true(struct static_key *key)
{
	return static_key_count(key) > 0;
}
/* false: the key is off, or counts INT_MAX users. */
static inline bool static_key_fast_inc_not_disabled(struct static_key *key)
{
	int users = atomic_read(&key->enabled);

	do {
		if (users <= 0 || users == 0x7fffffff)
			return false;
	} while (!atomic_try_cmpxchg(&key->enabled, &users, users + 1));
	return true;
}
static inline bool static_key_slow_inc(struct static_key *key)
{
	return static_key_fast_inc_not_disabled(key) || atomic_cmpxchg(&key->enabled, 0, 1) == 0 ||
	       !WARN_ON_ONCE(!static_key_fast_inc_not_disabled(key));
}
/* Warns of a key that is off, and leaves it so. */
static inline void static_key_slow_dec(struct static_key *key)
{
	int users = atomic_read(&key->enabled);

	do {
		if (WARN_ON_ONCE(users <= 0))
			return;
	} while (!atomic_try_cmpxchg(&key->enabled, &users, users - 1));
}
static inline void static_key_enable(struct static_key *key)
{
	WARN_ON_ONCE(atomic_cmpxchg(&key->enabled, 0, 1) > 1);
}
static inline void static_key_disable(struct static_key *key)
{
	WARN_ON_ONCE(atomic_cmpxchg(&key->enabled, 1, 0) > 1);
}
static inline bool static_key_slow_inc_cpuslocked(struct static_key *key) { return static_key_slow_inc(key); }
static inline void static_key_slow_dec_cpuslocked(struct static_key *key) { static_key_slow_dec(key); }
static inline void static_key_enable_cpuslocked(struct static_key *key) { static_key_enable(key); }
static inline void static_key_disable_cpuslocked(struct static_key *key) { static_key_disable(key); }
static inline void jump_label_init(void) {}
static inline void jump_label_init_ro(void) {}
static inline void jump_label_lock(void) {}
static inline void jump_label_unlock(void) {}
static inline int jump_label_text_reserved(void *start, void *end)
{
	(void)start, (void)end;
	return 0;
}
#define static_key_enabled(x) (static_key_count((struct static_key *)(x)) > 0)
#define static_branch_likely(x) likely(static_key_enabled(&(x)->key))
#define static_branch_unlikely(x) unlikely(static_key_enabled(&(x)->key))
#define static_branch_maybe(config, x) \
	(IS_ENABLED(config) ? static_branch_likely(x) : static_branch_unlikely(x))
#define static_branch_inc(x) static_key_slow_inc(&(x)->key)
#define static_branch_dec(x) static_key_slow_dec(&(x)->key)
#define static_branch_enable(x) static_key_enable(&(x)->key)
#define static_branch_disable(x) static_key_disable(&(x)->key)
#define static_branch_inc_cpuslocked(x) static_key_slow_inc_cpuslocked(&(x)->key)
#define static_branch_dec_cpuslocked(x) static_key_slow_dec_cpuslocked(&(x)->key)
#define static_branch_enable_cpuslocked(x) static_key_enable_cpuslocked(&(x)->key)
#define static_branch_disable_cpuslocked(x) static_key_disable_cpuslocked(&(x)->key)

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Static keys that are switched off some time after their last user is gone.
 * Fidelity: simplified: they are switched off at once
 */
#ifndef KTEST_LINUX_JUMP_LABEL_RATELIMIT_H
#define KTEST_LINUX_JUMP_LABEL_RATELIMIT_H
#include <ktest/open.h>

#include <linux/jump_label.h>

struct static_key_deferred { struct static_key key; };
struct static_key_true_deferred { struct static_key_true key; };
struct static_key_false_deferred { struct static_key_false key; };
#define DEFINE_STATIC_KEY_DEFERRED_TRUE(name, rl) \
	struct static_key_true_deferred name = { { STATIC_KEY_INIT_TRUE } }
#define DEFINE_STATIC_KEY_DEFERRED_FALSE(name, rl) \
	struct static_key_false_deferred name = { { STATIC_KEY_INIT_FALSE } }

static inline void static_key_slow_dec_deferred(struct static_key_deferred *key) { static_key_slow_dec(&key->key); }
static inline void static_key_deferred_flush(void *key) { (void)key; }
static inline void jump_label_rate_limit(struct static_key_deferred *key, unsigned long rl)
{
	(void)key, (void)rl;
}
#define static_branch_slow_dec_deferred(x) static_branch_dec(&(x)->key)
#define static_branch_deferred_inc(x) static_branch_inc(&(x)->key)

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Searching for a pattern in data that comes in blocks, by an algorithm that is named.
 * Fidelity: faithful; "kmp" and "bm" are always there, "fsm" is not
 */
#ifndef KTEST_LINUX_TEXTSEARCH_H
#define KTEST_LINUX_TEXTSEARCH_H
#include <ktest/open.h>

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/types.h>

struct module;
struct ts_config;

#define TS_AUTOLOAD 1
#define TS_IGNORECASE 2

struct ts_state {
	unsigned int offset;
	char cb[48];
};

struct ts_ops {
	const char *name;
	struct ts_config *(*init)(const void *, unsigned int, gfp_t, int);
	unsigned int (*find)(struct ts_config *, struct ts_state *);
	void (*destroy)(struct ts_config *);
	void *(*get_pattern)(struct ts_config *);
	unsigned int (*get_pattern_len)(struct ts_config *);
	struct module *owner;
	struct list_head list;
};

struct ts_config {
	struct ts_ops *ops;
	int flags;
	/* The block at `consumed`: its address into *dst; returns its length, 0 at the end. */
	unsigned int (*get_next_block)(unsigned int consumed, const u8 **dst, struct ts_config *conf,
				       struct ts_state *state);
	/* After the last block of each search; may be NULL. */
	void (*finish)(struct ts_config *conf, struct ts_state *state);
};

/* Where the next match begins, or UINT_MAX. After "bm", which leaves state->offset alone, it is the first one again. */
static inline unsigned int textsearch_next(struct ts_config *conf, struct ts_state *state)
{
	unsigned int at = conf->ops->find(conf, state);

	if (conf->finish)
		conf->finish(conf, state);
	return at;
}
static inline unsigned int textsearch_find(struct ts_config *conf, struct ts_state *state)
{
	state->offset = 0;
	return textsearch_next(conf, state);
}
static inline void *textsearch_get_pattern(struct ts_config *conf) { return conf->ops->get_pattern(conf); }
static inline unsigned int textsearch_get_pattern_len(struct ts_config *conf)
{
	return conf->ops->get_pattern_len(conf);
}

/* Errors: -EINVAL (something is NULL), -EEXIST. */
KTEST_FN int textsearch_register(struct ts_ops *ops);
KTEST_FN int textsearch_unregister(struct ts_ops *ops);
/* Errors: -EINVAL (no pattern), -ENOENT (no such algorithm), -ENOMEM. */
KTEST_FN struct ts_config *textsearch_prepare(const char *algo, const void *pattern, unsigned int len, gfp_t gfp_mask,
					      int flags);
KTEST_FN void textsearch_destroy(struct ts_config *conf);
KTEST_FN unsigned int textsearch_find_continuous(struct ts_config *conf, struct ts_state *state, const void *data,
						 unsigned int len);

#define TS_PRIV_ALIGNTO 8
#define TS_PRIV_ALIGN(len) (((len) + TS_PRIV_ALIGNTO - 1) & ~(TS_PRIV_ALIGNTO - 1))

/* For algorithms: a configuration with room of the algorithm's own behind it. */
static inline struct ts_config *alloc_ts_config(size_t payload, gfp_t gfp_mask)
{
	void *conf = kzalloc(TS_PRIV_ALIGN(sizeof(struct ts_config)) + payload, gfp_mask);

	return (struct ts_config *)(conf ? conf : ERR_PTR(-ENOMEM));
}
static inline void *ts_config_priv(struct ts_config *conf)
{
	return (u8 *)conf + TS_PRIV_ALIGN(sizeof(struct ts_config));
}

#include <ktest/close.h>
#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Searching in blocks: the algorithms that were registered, and two that are always there. */
#ifndef KTEST_LIB_TEXTSEARCH_C
#define KTEST_LIB_TEXTSEARCH_C

#include <linux/ctype.h>
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/textsearch.h>

/* Both algorithms' pattern. after[i]: how many characters stay matched when the one behind the first i does not. */
struct textsearch_pattern {
	unsigned int len;
	unsigned int *after;
	u8 text[];
};

static inline u8 textsearch_fold(const struct ts_config *conf, u8 c)
{
	return conf->flags & TS_IGNORECASE ? toupper(c) : c;
}

static inline struct ts_config *textsearch_init(const void *pattern, unsigned int len, gfp_t gfp_mask, int flags)
{
	size_t text = ALIGN((size_t)len, sizeof(unsigned int));
	struct textsearch_pattern *p;
	struct ts_config *conf;
	unsigned int i, matched = 0;

	if (!len)
		return (struct ts_config *)ERR_PTR(-EINVAL);
	conf = alloc_ts_config(sizeof(*p) + text + size_mul(len, sizeof(unsigned int)), gfp_mask);
	if (IS_ERR(conf))
		return conf;
	conf->flags = flags;
	p = (struct textsearch_pattern *)ts_config_priv(conf);
	p->len = len;
	p->after = (unsigned int *)(p->text + text);
	for (i = 0; i < len; i++)
		p->text[i] = textsearch_fold(conf, ((const u8 *)pattern)[i]);
	for (i = 1; i < len; i++) {
		while (matched && p->text[matched] != p->text[i])
			matched = p->after[matched - 1];
		matched += p->text[matched] == p->text[i];
		p->after[i] = matched;
	}
	return conf;
}

static inline void *textsearch_pattern_text(struct ts_config *conf)
{
	return ((struct textsearch_pattern *)ts_config_priv(conf))->text;
}

static inline unsigned int textsearch_pattern_len(struct ts_config *conf)
{
	return ((struct textsearch_pattern *)ts_config_priv(conf))->len;
}

/* Goes on behind a match, and finds one that lies in several blocks. "bm" does neither. */
static inline unsigned int textsearch_search(struct ts_config *conf, struct ts_state *state, bool across)
{
	const struct textsearch_pattern *p = (const struct textsearch_pattern *)ts_config_priv(conf);
	unsigned int consumed = state->offset, matched = 0, len, i;
	const u8 *block;

	for (; (len = conf->get_next_block(consumed, &block, conf, state)) != 0; consumed += len) {
		if (!across)
			matched = 0;
		for (i = 0; i < len; i++) {
			u8 c = textsearch_fold(conf, block[i]);

			while (matched && p->text[matched] != c)
				matched = p->after[matched - 1];
			matched += p->text[matched] == c;
			if (matched < p->len)
				continue;
			if (across)
				state->offset = consumed + i + 1;
			return consumed + i + 1 - p->len;
		}
	}
	return UINT_MAX;
}

static inline unsigned int textsearch_kmp(struct ts_config *conf, struct ts_state *state)
{
	return textsearch_search(conf, state, true);
}

static inline unsigned int textsearch_bm(struct ts_config *conf, struct ts_state *state)
{
	return textsearch_search(conf, state, false);
}

static struct ts_ops textsearch_builtin[] = {
	{ "kmp", textsearch_init, textsearch_kmp, NULL, textsearch_pattern_text, textsearch_pattern_len, NULL,
	  { NULL, NULL } },
	{ "bm", textsearch_init, textsearch_bm, NULL, textsearch_pattern_text, textsearch_pattern_len, NULL,
	  { NULL, NULL } },
};

__weak LIST_HEAD(textsearch_registered);
__weak DEFINE_SPINLOCK(textsearch_lock);

/* The caller holds the lock. */
static inline struct ts_ops *textsearch_lookup(const char *name)
{
	struct ts_ops *ops;

	list_for_each_entry(ops, &textsearch_registered, list)
		if (!strcmp(ops->name, name))
			return ops;
	return NULL;
}

KTEST_DEF int textsearch_register(struct ts_ops *ops)
{
	int err = -EEXIST;

	if (!ops->name || !ops->find || !ops->init || !ops->get_pattern || !ops->get_pattern_len)
		return -EINVAL;
	spin_lock(&textsearch_lock);
	if (!textsearch_lookup(ops->name)) {
		list_add_tail(&ops->list, &textsearch_registered);
		err = 0;
	}
	spin_unlock(&textsearch_lock);
	return err;
}

KTEST_DEF int textsearch_unregister(struct ts_ops *ops)
{
	int err = -ENOENT;
	struct ts_ops *each;

	spin_lock(&textsearch_lock);
	list_for_each_entry(each, &textsearch_registered, list) {
		if (each == ops) {
			list_del(&ops->list);
			err = 0;
			break;
		}
	}
	spin_unlock(&textsearch_lock);
	return err;
}

KTEST_DEF struct ts_config *textsearch_prepare(const char *algo, const void *pattern, unsigned int len, gfp_t gfp_mask,
					       int flags)
{
	struct ts_config *conf;
	struct ts_ops *ops;
	size_t i;

	if (!len)
		return (struct ts_config *)ERR_PTR(-EINVAL);
	spin_lock(&textsearch_lock);
	ops = textsearch_lookup(algo);
	spin_unlock(&textsearch_lock);
	for (i = 0; !ops && i < ARRAY_SIZE(textsearch_builtin); i++)
		if (!strcmp(textsearch_builtin[i].name, algo))
			ops = &textsearch_builtin[i];
	if (!ops)
		return (struct ts_config *)ERR_PTR(-ENOENT);
	conf = ops->init(pattern, len, gfp_mask, flags);
	if (!IS_ERR(conf))
		conf->ops = ops;
	return conf;
}

KTEST_DEF void textsearch_destroy(struct ts_config *conf)
{
	if (conf->ops && conf->ops->destroy)
		conf->ops->destroy(conf);
	kfree(conf);
}

/* In ts_state.cb. */
struct textsearch_linear {
	unsigned int len;
	const u8 *data;
};

static inline unsigned int textsearch_linear_block(unsigned int consumed, const u8 **dst, struct ts_config *conf,
						   struct ts_state *state)
{
	struct textsearch_linear linear;

	(void)conf;
	memcpy(&linear, state->cb, sizeof(linear));
	if (consumed >= linear.len)
		return 0;
	*dst = linear.data + consumed;
	return linear.len - consumed;
}

KTEST_DEF unsigned int textsearch_find_continuous(struct ts_config *conf, struct ts_state *state, const void *data,
						  unsigned int len)
{
	struct textsearch_linear linear = { len, (const u8 *)data };

	memcpy(state->cb, &linear, sizeof(linear));
	conf->get_next_block = textsearch_linear_block;
	return textsearch_find(conf, state);
}

#endif

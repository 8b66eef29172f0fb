/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Hash algorithms as drivers describe them.
 * Fidelity: simplified: structures only; there is no registry of algorithms, so that crypto_alloc_shash() is absent
 */
#ifndef KTEST_CRYPTO_HASH_H
#define KTEST_CRYPTO_HASH_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/cache.h>
#include <linux/container_of.h>
#include <linux/list.h>
#include <linux/types.h>

#define CRYPTO_MAX_ALG_NAME 128
#define CRYPTO_MINALIGN 8
#define CRYPTO_MINALIGN_ATTR __aligned(8)

struct module;
struct crypto_type;
struct crypto_alg {
	struct list_head cra_list;
	struct list_head cra_users;
	u32 cra_flags;
	unsigned int cra_blocksize;
	unsigned int cra_ctxsize;
	unsigned int cra_alignmask;
	int cra_priority;
	char cra_name[CRYPTO_MAX_ALG_NAME];
	char cra_driver_name[CRYPTO_MAX_ALG_NAME];
	const struct crypto_type *cra_type;
	struct module *cra_module;
} CRYPTO_MINALIGN_ATTR;

struct crypto_tfm { u32 crt_flags; struct crypto_alg *__crt_alg; };
struct crypto_shash { unsigned int descsize; struct crypto_tfm base; };
struct shash_desc { struct crypto_shash *tfm; void *__ctx[] CRYPTO_MINALIGN_ATTR; };
struct shash_alg {
	int (*init)(struct shash_desc *desc);
	int (*update)(struct shash_desc *desc, const u8 *data, unsigned int len);
	int (*final)(struct shash_desc *desc, u8 *out);
	int (*finup)(struct shash_desc *desc, const u8 *data, unsigned int len, u8 *out);
	int (*digest)(struct shash_desc *desc, const u8 *data, unsigned int len, u8 *out);
	unsigned int descsize;
	unsigned int digestsize;
	unsigned int statesize;
	struct crypto_alg base;
};

static inline void *shash_desc_ctx(struct shash_desc *desc) { return desc->__ctx; }
static inline struct shash_alg *__crypto_shash_alg(struct crypto_alg *alg)
{
	return container_of(alg, struct shash_alg, base);
}

#include <ktest/close.h>
#endif

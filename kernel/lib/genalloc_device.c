// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pools of addresses that are a device's. */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/genalloc.h>
#include <linux/string.h>

static void genalloc_release(struct device *dev, void *res)
{
	(void)dev;
	gen_pool_destroy(*(struct gen_pool **)res);
}

static int genalloc_is_named(struct device *dev, void *res, void *data)
{
	const char *name = (*(struct gen_pool **)res)->name;

	(void)dev;
	return name && data ? !strcmp(name, data) : !name && !data;
}

struct gen_pool *__weak gen_pool_get(struct device *dev, const char *name)
{
	struct gen_pool **res = devres_find(dev, genalloc_release, genalloc_is_named, (void *)name);

	return res ? *res : NULL;
}

struct gen_pool *__weak devm_gen_pool_create(struct device *dev, int min_alloc_order, int nid, const char *name)
{
	const char *copy = kstrdup_const(name, GFP_KERNEL);
	struct gen_pool **res, *pool;

	if (gen_pool_get(dev, name)) {
		kfree_const(copy);
		return ERR_PTR(-EINVAL);
	}
	res = devres_alloc(genalloc_release, sizeof(*res), GFP_KERNEL);
	pool = gen_pool_create(min_alloc_order, nid);
	if (!res || !pool || (name && !copy)) {
		if (res)
			devres_free(res);
		if (pool)
			gen_pool_destroy(pool);
		kfree_const(copy);
		return ERR_PTR(-ENOMEM);
	}
	pool->name = copy;
	*res = pool;
	devres_add(dev, res);
	return pool;
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Resources that a device holds: released with it. */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/ioport.h>

static void resource_release(struct device *dev, void *res)
{
	(void)dev;
	release_resource(*(struct resource **)res);
}

static int resource_match(struct device *dev, void *res, void *data)
{
	(void)dev;
	return *(struct resource **)res == data;
}

KTEST_DEF int devm_request_resource(struct device *dev, struct resource *root, struct resource *new)
{
	struct resource **held = devres_alloc(resource_release, sizeof(*held), GFP_KERNEL), *conflict;

	if (!held)
		return -ENOMEM;
	*held = new;
	conflict = request_resource_conflict(root, new);
	if (conflict) {
		dev_err(dev, "resource collision: %pR conflicts with %s %pR\n", new, conflict->name, conflict);
		devres_free(held);
		return -EBUSY;
	}
	devres_add(dev, held);
	return 0;
}

KTEST_DEF void devm_release_resource(struct device *dev, struct resource *new)
{
	WARN_ON(devres_release(dev, resource_release, resource_match, new));
}

struct resource_region {
	struct resource *parent;
	resource_size_t start, n;
};

static void resource_region_release(struct device *dev, void *res)
{
	const struct resource_region *region = res;

	(void)dev;
	__release_region(region->parent, region->start, region->n);
}

static int resource_region_match(struct device *dev, void *res, void *data)
{
	const struct resource_region *a = res, *b = data;

	(void)dev;
	return a->parent == b->parent && a->start == b->start && a->n == b->n;
}

KTEST_DEF struct resource *__devm_request_region(struct device *dev, struct resource *parent, resource_size_t start,
				       resource_size_t n, const char *name)
{
	struct resource_region *region = devres_alloc(resource_region_release, sizeof(*region), GFP_KERNEL);
	struct resource *res;

	if (!region)
		return NULL;
	*region = (struct resource_region){ parent, start, n };
	res = __request_region(parent, start, n, name, 0);
	if (res)
		devres_add(dev, region);
	else
		devres_free(region);
	return res;
}

KTEST_DEF void __devm_release_region(struct device *dev, struct resource *parent, resource_size_t start, resource_size_t n)
{
	struct resource_region region = { parent, start, n };

	WARN_ON(devres_release(dev, resource_region_release, resource_region_match, &region));
}

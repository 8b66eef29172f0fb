// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What a device gives back when it goes, last in first out. */
#include <linux/bitmap.h>
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/string.h>
#include <linux/string_helpers.h>

struct devres { struct list_head entry; dr_release_t release; size_t size; };

/* The user's part begins at the next multiple of kmalloc's alignment. */
#define DEVRES_OFFSET ALIGN(sizeof(struct devres), 64)

static struct devres *devres_of(const void *res)
{
	return (struct devres *)((char *)res - DEVRES_OFFSET);
}

static void *devres_data(struct devres *dr)
{
	return (char *)dr + DEVRES_OFFSET;
}

static void *devres_new(dr_release_t release, size_t size, gfp_t gfp, int nid)
{
	struct devres *dr;
	size_t total;

	if (check_add_overflow(DEVRES_OFFSET, size, &total))
		return NULL;
	dr = kmalloc_node(total, gfp, nid);
	if (!dr)
		return NULL;
	INIT_LIST_HEAD(&dr->entry);
	dr->release = release;
	dr->size = size;
	return devres_data(dr);
}

__weak void *devres_alloc_node(dr_release_t release, size_t size, gfp_t gfp, int nid)
{
	return devres_new(release, size, gfp | __GFP_ZERO, nid);
}

__weak void devres_free(void *res)
{
	if (res) {
		BUG_ON(!list_empty(&devres_of(res)->entry));
		kfree(devres_of(res));
	}
}

__weak void devres_add(struct device *dev, void *res)
{
	unsigned long flags;

	spin_lock_irqsave(&dev->devres_lock, flags);
	list_add_tail(&devres_of(res)->entry, &dev->devres_head);
	spin_unlock_irqrestore(&dev->devres_lock, flags);
}

static struct devres *devres_search(struct device *dev, dr_release_t release, dr_match_t match,
				    void *match_data)
{
	struct devres *dr;

	list_for_each_entry_reverse(dr, &dev->devres_head, entry)
		if (dr->release == release &&
		    (!match || match(dev, devres_data(dr), match_data)))
			return dr;
	return NULL;
}

__weak void *devres_find(struct device *dev, dr_release_t release, dr_match_t match,
			 void *match_data)
{
	unsigned long flags;
	struct devres *dr;

	spin_lock_irqsave(&dev->devres_lock, flags);
	dr = devres_search(dev, release, match, match_data);
	spin_unlock_irqrestore(&dev->devres_lock, flags);
	return dr ? devres_data(dr) : NULL;
}

/* The one that is there, or else new_res, which is consumed either way. */
__weak void *devres_get(struct device *dev, void *new_res, dr_match_t match, void *match_data)
{
	struct devres *fresh = devres_of(new_res), *dr;
	unsigned long flags;

	spin_lock_irqsave(&dev->devres_lock, flags);
	dr = devres_search(dev, fresh->release, match, match_data);
	if (!dr) {
		list_add_tail(&fresh->entry, &dev->devres_head);
		dr = fresh;
		new_res = NULL;
	}
	spin_unlock_irqrestore(&dev->devres_lock, flags);
	devres_free(new_res);
	return devres_data(dr);
}

__weak void *devres_remove(struct device *dev, dr_release_t release, dr_match_t match,
			   void *match_data)
{
	unsigned long flags;
	struct devres *dr;

	spin_lock_irqsave(&dev->devres_lock, flags);
	dr = devres_search(dev, release, match, match_data);
	if (dr)
		list_del_init(&dr->entry);
	spin_unlock_irqrestore(&dev->devres_lock, flags);
	return dr ? devres_data(dr) : NULL;
}

__weak int devres_destroy(struct device *dev, dr_release_t release, dr_match_t match,
			  void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	if (!res)
		return -ENOENT;
	devres_free(res);
	return 0;
}

__weak int devres_release(struct device *dev, dr_release_t release, dr_match_t match,
			  void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	if (!res)
		return -ENOENT;
	release(dev, res);
	devres_free(res);
	return 0;
}

__weak int devres_release_all(struct device *dev)
{
	unsigned long flags;
	struct devres *dr;
	int count = 0;

	if (!dev->devres_head.next)
		return -ENODEV;
	for (;; count++) {
		spin_lock_irqsave(&dev->devres_lock, flags);
		dr = list_last_entry_or_null(&dev->devres_head, struct devres, entry);
		if (dr)
			list_del_init(&dr->entry);
		spin_unlock_irqrestore(&dev->devres_lock, flags);
		if (!dr)
			return count;
		dr->release(dev, devres_data(dr));
		kfree(dr);
	}
}

static void devres_nothing(struct device *dev, void *res)
{
	(void)dev, (void)res;
}

static int devres_match_data(struct device *dev, void *res, void *wanted)
{
	(void)dev;
	return res == wanted;
}

__weak void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp)
{
	void *res;

	if (!size)
		return ZERO_SIZE_PTR;
	res = devres_new(devres_nothing, size, gfp, dev_to_node(dev));
	if (res)
		devres_add(dev, res);
	return res;
}

__weak void devm_kfree(struct device *dev, const void *p)
{
	if (!ZERO_OR_NULL_PTR(p))
		WARN_ON(devres_destroy(dev, devres_nothing, devres_match_data, (void *)p));
}

__weak void *devm_krealloc(struct device *dev, void *ptr, size_t new_size, gfp_t gfp)
{
	size_t old;
	void *fresh;

	if (!new_size) {
		devm_kfree(dev, ptr);
		return ZERO_SIZE_PTR;
	}
	if (ZERO_OR_NULL_PTR(ptr))
		return devm_kmalloc(dev, new_size, gfp);
	if (WARN_ON(!devres_find(dev, devres_nothing, devres_match_data, ptr)))
		return NULL;
	old = devres_of(ptr)->size;
	if (new_size <= old)
		return ptr;
	fresh = devm_kmalloc(dev, new_size, gfp);
	if (fresh) {
		memcpy(fresh, ptr, old);
		devm_kfree(dev, ptr);
	}
	return fresh;
}

__weak void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp)
{
	void *p = devm_kmalloc(dev, len, gfp);

	if (p)
		memcpy(p, src, len);
	return p;
}

__weak char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp)
{
	return s ? devm_kmemdup(dev, s, strlen(s) + 1, gfp) : NULL;
}

__weak char *devm_kvasprintf(struct device *dev, gfp_t gfp, const char *fmt, va_list ap)
{
	va_list again;
	int len;
	char *p;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	p = devm_kmalloc(dev, len + 1, gfp);
	if (p)
		vsnprintf(p, len + 1, fmt, ap);
	return p;
}

__weak char *devm_kasprintf(struct device *dev, gfp_t gfp, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = devm_kvasprintf(dev, gfp, fmt, ap);
	va_end(ap);
	return p;
}

struct devres_action { void (*action)(void *); void *data; };

static void devres_run_action(struct device *dev, void *res)
{
	struct devres_action *a = res;

	(void)dev;
	a->action(a->data);
}

static int devres_match_action(struct device *dev, void *res, void *wanted)
{
	struct devres_action *a = res, *w = wanted;

	(void)dev;
	return a->action == w->action && a->data == w->data;
}

__weak int devm_add_action(struct device *dev, void (*action)(void *), void *data)
{
	struct devres_action *a = devres_alloc(devres_run_action, sizeof(*a), GFP_KERNEL);

	if (!a)
		return -ENOMEM;
	a->action = action;
	a->data = data;
	devres_add(dev, a);
	return 0;
}

__weak int devm_add_action_or_reset(struct device *dev, void (*action)(void *), void *data)
{
	int err = devm_add_action(dev, action, data);

	if (err)
		action(data);
	return err;
}

__weak void devm_remove_action(struct device *dev, void (*action)(void *), void *data)
{
	struct devres_action wanted = { action, data };

	WARN_ON(devres_destroy(dev, devres_run_action, devres_match_action, &wanted));
}

__weak void devm_release_action(struct device *dev, void (*action)(void *), void *data)
{
	struct devres_action wanted = { action, data };

	WARN_ON(devres_release(dev, devres_run_action, devres_match_action, &wanted));
}

static void devres_bitmap_free(void *bitmap)
{
	bitmap_free(bitmap);
}

__weak unsigned long *devm_bitmap_alloc(struct device *dev, unsigned int nbits, gfp_t flags)
{
	unsigned long *bitmap = bitmap_alloc(nbits, flags);

	if (!bitmap || devm_add_action_or_reset(dev, devres_bitmap_free, bitmap))
		return NULL;
	return bitmap;
}

__weak unsigned long *devm_bitmap_zalloc(struct device *dev, unsigned int nbits, gfp_t flags)
{
	return devm_bitmap_alloc(dev, nbits, flags | __GFP_ZERO);
}

struct devres_strings { char **array; size_t n; };

static void devres_strings_free(struct device *dev, void *res)
{
	struct devres_strings *strings = res;

	(void)dev;
	kfree_strarray(strings->array, strings->n);
}

__weak char **devm_kasprintf_strarray(struct device *dev, const char *prefix, size_t n)
{
	struct devres_strings *strings = devres_alloc(devres_strings_free, sizeof(*strings),
						      GFP_KERNEL);

	if (!strings)
		return ERR_PTR(-ENOMEM);
	strings->array = kasprintf_strarray(GFP_KERNEL, prefix, n);
	if (!strings->array) {
		devres_free(strings);
		return ERR_PTR(-ENOMEM);
	}
	strings->n = n;
	devres_add(dev, strings);
	return strings->array;
}

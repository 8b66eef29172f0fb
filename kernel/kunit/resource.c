// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Resources, deferred actions and managed allocations of a case. */
#include <kunit/test-bug.h>
#include <kunit/test.h>

__weak void kunit_release_resource(struct kref *kref)
{
	struct kunit_resource *res = container_of(kref, struct kunit_resource, refcount);

	if (res->free)
		res->free(res);
	if (res->should_kfree)
		kfree(res);
}

__weak int __kunit_add_resource(struct kunit *test, kunit_resource_init_t init,
				kunit_resource_free_t free, struct kunit_resource *res, void *data)
{
	unsigned long flags;
	int err = 0;

	res->free = free;
	kref_init(&res->refcount);
	if (init)
		err = init(res, data);
	else
		res->data = data;
	if (err) {
		/* Never added: its free function must not run. */
		if (res->should_kfree)
			kfree(res);
		return err;
	}
	spin_lock_irqsave(&test->lock, flags);
	list_add_tail(&res->node, &test->resources);
	spin_unlock_irqrestore(&test->lock, flags);
	return 0;
}

__weak int kunit_add_named_resource(struct kunit *test, kunit_resource_init_t init,
				    kunit_resource_free_t free, struct kunit_resource *res,
				    const char *name, void *data)
{
	struct kunit_resource *existing;

	if (!name)
		return -EINVAL;
	existing = kunit_find_named_resource(test, name);
	if (existing) {
		kunit_put_resource(existing);
		return -EEXIST;
	}
	res->name = name;
	res->should_kfree = false;
	return __kunit_add_resource(test, init, free, res, data);
}

static struct kunit_resource *resource_new(struct kunit *test, kunit_resource_init_t init,
					   kunit_resource_free_t free, gfp_t gfp, void *context)
{
	struct kunit_resource *res = kzalloc(sizeof(*res), gfp);

	if (!res)
		return NULL;
	res->should_kfree = true;
	return __kunit_add_resource(test, init, free, res, context) ? NULL : res;
}

__weak struct kunit_resource *kunit_alloc_and_get_resource(struct kunit *test,
							   kunit_resource_init_t init,
							   kunit_resource_free_t free,
							   gfp_t internal_gfp, void *context)
{
	struct kunit_resource *res = resource_new(test, init, free, internal_gfp, context);

	if (res)
		kunit_get_resource(res);
	return res;
}

__weak void *kunit_alloc_resource(struct kunit *test, kunit_resource_init_t init,
				  kunit_resource_free_t free, gfp_t internal_gfp, void *context)
{
	struct kunit_resource *res = resource_new(test, init, free, internal_gfp, context);

	return res ? res->data : NULL;
}

__weak bool kunit_resource_name_match(struct kunit *test, struct kunit_resource *res,
				      void *match_name)
{
	(void)test;
	return res->name && !strcmp(res->name, match_name);
}

__weak struct kunit_resource *kunit_find_resource(struct kunit *test,
						  kunit_resource_match_t match, void *match_data)
{
	struct kunit_resource *res, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&test->lock, flags);
	list_for_each_entry_reverse(res, &test->resources, node) {
		if (match(test, res, match_data)) {
			kunit_get_resource(res);
			found = res;
			break;
		}
	}
	spin_unlock_irqrestore(&test->lock, flags);
	return found;
}

__weak void kunit_remove_resource(struct kunit *test, struct kunit_resource *res)
{
	unsigned long flags;
	bool was_linked;

	spin_lock_irqsave(&test->lock, flags);
	was_linked = !list_empty(&res->node);
	list_del_init(&res->node);
	spin_unlock_irqrestore(&test->lock, flags);
	if (was_linked)
		kunit_put_resource(res);
}

__weak int kunit_destroy_resource(struct kunit *test, kunit_resource_match_t match,
				  void *match_data)
{
	struct kunit_resource *res = kunit_find_resource(test, match, match_data);

	if (!res)
		return -ENOENT;
	kunit_remove_resource(test, res);
	kunit_put_resource(res);
	return 0;
}

__weak void kunit_cleanup(struct kunit *test)
{
	struct kunit_resource *res;
	unsigned long flags;

	/* A resource's free function may add or remove others, so look again each time. */
	for (;;) {
		spin_lock_irqsave(&test->lock, flags);
		res = list_empty(&test->resources) ? NULL :
		      list_last_entry(&test->resources, struct kunit_resource, node);
		spin_unlock_irqrestore(&test->lock, flags);
		if (!res)
			break;
		kunit_remove_resource(test, res);
	}
	KTEST_CURRENT_TEST = NULL;
}

struct resource_action { struct kunit_resource res; kunit_action_t *func; void *ctx; };

static void resource_run_action(struct kunit_resource *res)
{
	struct resource_action *action = container_of(res, struct resource_action, res);

	action->func(action->ctx);
}

static bool resource_action_match(struct kunit *test, struct kunit_resource *res, void *data)
{
	struct resource_action *wanted = data;
	struct resource_action *action = container_of(res, struct resource_action, res);

	(void)test;
	return res->free == resource_run_action && action->func == wanted->func &&
	       action->ctx == wanted->ctx;
}

__weak int kunit_add_action(struct kunit *test, kunit_action_t *action, void *ctx)
{
	struct resource_action *entry;

	/* Not an assertion that always counts: the last one reached is the test's own. */
	if (!action)
		KUNIT_FAIL_AND_ABORT(test, "Tried to action a NULL function!");
	entry = kzalloc(sizeof(*entry), GFP_KERNEL);
	if (!entry)
		return -ENOMEM;
	entry->func = action;
	entry->ctx = ctx;
	entry->res.should_kfree = true; /* res is the first member, so this frees the entry */
	return __kunit_add_resource(test, NULL, resource_run_action, &entry->res, entry);
}

__weak int kunit_add_action_or_reset(struct kunit *test, kunit_action_t *action, void *ctx)
{
	int err = kunit_add_action(test, action, ctx);

	if (err)
		action(ctx);
	return err;
}

__weak void kunit_remove_action(struct kunit *test, kunit_action_t *action, void *ctx)
{
	struct resource_action wanted = { .func = action, .ctx = ctx };
	struct kunit_resource *res = kunit_find_resource(test, resource_action_match, &wanted);

	if (res) {
		res->free = NULL;
		kunit_remove_resource(test, res);
		kunit_put_resource(res);
	}
}

__weak void kunit_release_action(struct kunit *test, kunit_action_t *action, void *ctx)
{
	struct resource_action wanted = { .func = action, .ctx = ctx };
	struct kunit_resource *res = kunit_find_resource(test, resource_action_match, &wanted);

	if (res) {
		kunit_remove_resource(test, res);
		kunit_put_resource(res);
	}
}

static void resource_kfree(void *ptr)
{
	kfree(ptr);
}

__weak void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	void *data = kmalloc_array(n, size, gfp);

	if (!data || kunit_add_action_or_reset(test, resource_kfree, data))
		return NULL;
	return data;
}

__weak void kunit_kfree(struct kunit *test, const void *ptr)
{
	if (ptr)
		kunit_release_action(test, resource_kfree, (void *)ptr);
}

__weak char *kunit_kstrdup(struct kunit *test, const char *str, gfp_t gfp)
{
	size_t size;
	char *copy;

	if (!str)
		return NULL;
	size = strlen(str) + 1;
	copy = kunit_kmalloc(test, size, gfp);
	if (copy)
		memcpy(copy, str, size);
	return copy;
}

/* The emulated kernel cannot tell constant strings apart, so the copies are plain. */
__weak const char *kunit_kstrdup_const(struct kunit *test, const char *str, gfp_t gfp)
{
	return kunit_kstrdup(test, str, gfp);
}

__weak void kunit_kfree_const(struct kunit *test, const void *x)
{
	kunit_kfree(test, x);
}

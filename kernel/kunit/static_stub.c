// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Static stubs: a resource per replaced function, so they end with the case. */
#include <kunit/static_stub.h>

struct stub { void *real, *replacement; };

static void stub_free(struct kunit_resource *res)
{
	kfree(res->data);
}

static bool stub_match(struct kunit *test, struct kunit_resource *res, void *real)
{
	(void)test;
	return res->free == stub_free && ((struct stub *)res->data)->real == real;
}

void *ktest_static_stub_address(struct kunit *test, void *real_fn_addr);
__weak void *ktest_static_stub_address(struct kunit *test, void *real_fn_addr)
{
	struct kunit_resource *res = kunit_find_resource(test, stub_match, real_fn_addr);
	void *replacement;

	if (!res)
		return NULL;
	replacement = ((struct stub *)res->data)->replacement;
	kunit_put_resource(res);
	return replacement;
}

__weak void kunit_deactivate_static_stub(struct kunit *test, void *real_fn_addr)
{
	KUNIT_ASSERT_PTR_NE_MSG(test, real_fn_addr, NULL,
				"Tried to deactivate a NULL stub.");
	kunit_destroy_resource(test, stub_match, real_fn_addr);
}

__weak void __kunit_activate_static_stub(struct kunit *test, void *real_fn_addr,
					 void *replacement_addr)
{
	struct kunit_resource *res;
	struct stub *stub;

	KUNIT_ASSERT_PTR_NE_MSG(test, real_fn_addr, NULL, "Tried to activate a stub for function NULL");
	if (!replacement_addr) {
		kunit_deactivate_static_stub(test, real_fn_addr);
		return;
	}
	res = kunit_find_resource(test, stub_match, real_fn_addr);
	if (res) {
		((struct stub *)res->data)->replacement = replacement_addr;
		kunit_put_resource(res);
		return;
	}
	stub = kmalloc(sizeof(*stub), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, stub);
	*stub = (struct stub){ real_fn_addr, replacement_addr };
	kunit_alloc_resource(test, NULL, stub_free, GFP_KERNEL, stub);
}

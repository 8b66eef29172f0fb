// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What a kernel finds only where it has high memory, or debugging. */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/module.h>

static void unmapped_in_the_wrong_order(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);
	char *a, *b;

	KUNIT_ASSERT_NOT_NULL(test, page);
	a = kmap_local_page(page);
	b = kmap_local_page(page + 1);
	ktest_expect_warning(test);
	kunmap_local(a);
	kunmap_local(b);
	__free_pages(page, 1);
}

static void unmapped_twice(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	char *a;

	KUNIT_ASSERT_NOT_NULL(test, page);
	a = kmap_local_page(page);
	kunmap_local(a);
	ktest_expect_warning(test);
	kunmap_local(a);
	__free_page(page);
}

static struct kunit_case highmem_cases[] = {
	KUNIT_CASE(unmapped_in_the_wrong_order),
	KUNIT_CASE(unmapped_twice),
	{}
};

static struct kunit_suite highmem_suite = {
	.name = "highmem_findings",
	.test_cases = highmem_cases,
};
kunit_test_suites(&highmem_suite);

MODULE_LICENSE("GPL");

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What no module of a real kernel can call, so that it has no place in conformance. */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/plist.h>
#include <linux/string.h>

static void plist_keeps_order(struct kunit *test)
{
	static const int prios[] = { 5, 1, 5, 3, 1 }, want[] = { 1, 4, 3, 0, 2 };
	struct plist_node nodes[5], *pos;
	PLIST_HEAD(head);
	int i;

	for (i = 0; i < 5; i++) {
		plist_node_init(&nodes[i], prios[i]);
		plist_add(&nodes[i], &head);
	}
	i = 0;
	plist_for_each(pos, &head)
		KUNIT_EXPECT_PTR_EQ(test, pos, &nodes[want[i++]]);
	plist_del(&nodes[1], &head);
	KUNIT_EXPECT_PTR_EQ(test, plist_first(&head), &nodes[4]);
	plist_requeue(&nodes[0], &head);
	KUNIT_EXPECT_PTR_EQ(test, plist_last(&head), &nodes[0]);
}

static void strnchrnul_counts(struct kunit *test)
{
	const char *s = "abcabc";

	KUNIT_EXPECT_PTR_EQ(test, strnchrnul(s, 4, 'z'), (char *)s + 4);
	KUNIT_EXPECT_PTR_EQ(test, strnchrnul(s, 9, 'z'), (char *)s + 6);
	KUNIT_EXPECT_PTR_EQ(test, strnchrnul(s, 6, 'c'), (char *)s + 2);
}

static struct kunit_case unexported_cases[] = {
	KUNIT_CASE(plist_keeps_order),
	KUNIT_CASE(strnchrnul_counts),
	{}
};

static struct kunit_suite unexported_suite = {
	.name = "emulated-unexported",
	.test_cases = unexported_cases,
};
kunit_test_suite(unexported_suite);

MODULE_LICENSE("Dual MIT/GPL");

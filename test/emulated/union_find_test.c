// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Sets that grow together: Debian's kernel does not have them. */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/union_find.h>

static void sets_grow_together(struct kunit *test)
{
	struct uf_node first = UF_INIT_NODE(first), nodes[4];

	for (int i = 0; i < 4; i++)
		uf_node_init(&nodes[i]);
	KUNIT_EXPECT_PTR_EQ(test, uf_find(&first), &first);
	uf_union(&first, &nodes[0]);
	KUNIT_EXPECT_PTR_EQ(test, uf_find(&nodes[0]), &first);
	KUNIT_EXPECT_EQ(test, first.rank, 1u);
	uf_union(&nodes[1], &nodes[2]);
	uf_union(&nodes[3], &first);
	KUNIT_EXPECT_PTR_EQ(test, uf_find(&nodes[3]), &first);
	KUNIT_EXPECT_EQ(test, first.rank, 1u);
	uf_union(&nodes[2], &nodes[0]);
	KUNIT_EXPECT_PTR_EQ(test, uf_find(&first), &nodes[1]);
	KUNIT_EXPECT_EQ(test, nodes[1].rank, 2u);
	uf_union(&nodes[0], &nodes[3]);
	KUNIT_EXPECT_EQ(test, nodes[1].rank, 2u);
	KUNIT_EXPECT_PTR_EQ(test, uf_find(&nodes[0]), &nodes[1]);
	KUNIT_EXPECT_PTR_EQ(test, nodes[0].parent, &nodes[1]);
}

static struct kunit_case union_find_cases[] = {
	KUNIT_CASE(sets_grow_together),
	{}
};

static struct kunit_suite union_find_suite = {
	.name = "union_find",
	.test_cases = union_find_cases,
};

kunit_test_suite(union_find_suite);
MODULE_LICENSE("GPL");

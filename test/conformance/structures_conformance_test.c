// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Trees, lock-less lists, hash tables, hashes, identifiers, checksums, resources. */
#include <kunit/test.h>
#include <linux/hash.h>
#include <linux/hashtable.h>
#include <linux/ioport.h>
#include <linux/jhash.h>
#include <linux/llist.h>
#include <linux/module.h>
#include <linux/rbtree_augmented.h>
#include <linux/rculist.h>
#include <linux/siphash.h>
#include <linux/uuid.h>
#include <net/checksum.h>

struct item {
	int key, most;
	struct rb_node node;
	struct llist_node queued;
	struct hlist_node hashed;
};

static struct item items[8];

static void fill_items(void)
{
	memset(items, 0, sizeof(items));
	for (int i = 0; i < 8; i++)
		items[i].key = (i * 5) % 8;
}

static void insert_item(struct rb_root *root, struct item *item)
{
	struct rb_node **link = &root->rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = item->key < rb_entry(parent, struct item, node)->key ? &parent->rb_left :
									      &parent->rb_right;
	}
	rb_link_node(&item->node, parent, link);
	rb_insert_color(&item->node, root);
}

static void trees_in_postorder(struct kunit *test)
{
	struct rb_root root = RB_ROOT;
	struct item *item, *next;
	int n = 0;

	fill_items();
	for (int i = 0; i < 8; i++)
		insert_item(&root, &items[i]);
	for (struct rb_node *node = rb_first(&root); node; node = rb_next(node))
		KUNIT_EXPECT_EQ(test, rb_entry_safe(node, struct item, node)->key, n++);
	KUNIT_EXPECT_EQ(test, n, 8);
	KUNIT_EXPECT_TRUE(test, rb_is_black(root.rb_node));
	KUNIT_EXPECT_EQ(test, rb_color(root.rb_node), RB_BLACK);
	KUNIT_EXPECT_NULL(test, rb_parent(root.rb_node));
	/* Children come before their parents, and the root last. */
	n = 0;
	for (struct rb_node *node = rb_first_postorder(&root); node; node = rb_next_postorder(node)) {
		if (node->rb_left)
			KUNIT_EXPECT_PTR_EQ(test, rb_parent(node->rb_left), node);
		if (++n == 8)
			KUNIT_EXPECT_PTR_EQ(test, node, root.rb_node);
	}
	n = 0;
	rbtree_postorder_for_each_entry_safe(item, next, &root, node) {
		item->key = -1;
		n++;
	}
	KUNIT_EXPECT_EQ(test, n, 8);
	KUNIT_EXPECT_NULL(test, rb_entry_safe((struct rb_node *)NULL, struct item, node));
}

#define ITEM_KEY(item) ((item)->key)
RB_DECLARE_CALLBACKS_MAX(static, item_callbacks, struct item, node, int, most, ITEM_KEY)

static void insert_augmented(struct rb_root *root, struct item *item)
{
	struct rb_node **link = &root->rb_node, *parent = NULL;

	while (*link) {
		struct item *above = rb_entry(*link, struct item, node);

		parent = *link;
		above->most = max(above->most, item->key);
		link = item->key < above->key ? &parent->rb_left : &parent->rb_right;
	}
	item->most = item->key;
	rb_link_node(&item->node, parent, link);
	rb_insert_augmented(&item->node, root, &item_callbacks);
}

static void trees_that_know_their_maximum(struct kunit *test)
{
	struct rb_root root = RB_ROOT;

	fill_items();
	for (int i = 0; i < 8; i++)
		insert_augmented(&root, &items[i]);
	KUNIT_EXPECT_EQ(test, rb_entry(root.rb_node, struct item, node)->most, 7);
	for (int i = 0; i < 8; i++)
		if (items[i].key >= 5)
			rb_erase_augmented(&items[i].node, &root, &item_callbacks);
	KUNIT_EXPECT_EQ(test, rb_entry(root.rb_node, struct item, node)->most, 4);
}

static void lock_less_lists(struct kunit *test)
{
	LLIST_HEAD(head);
	struct llist_node *all, *pos, *next;
	struct item *item, *other;
	int n = 0;

	fill_items();
	init_llist_head(&head);
	for (int i = 0; i < 3; i++) {
		init_llist_node(&items[i].queued);
		KUNIT_EXPECT_FALSE(test, llist_on_list(&items[i].queued));
		KUNIT_EXPECT_EQ(test, llist_add(&items[i].queued, &head), i == 0);
		KUNIT_EXPECT_TRUE(test, llist_on_list(&items[i].queued));
	}
	KUNIT_EXPECT_TRUE(test, llist_del_first_this(&head, &items[2].queued));
	KUNIT_EXPECT_FALSE(test, llist_del_first_this(&head, &items[0].queued));
	KUNIT_EXPECT_PTR_EQ(test, llist_del_first_init(&head), &items[1].queued);
	KUNIT_EXPECT_FALSE(test, llist_on_list(&items[1].queued));
	init_llist_node(&items[2].queued);
	llist_add(&items[1].queued, &head);
	llist_add(&items[2].queued, &head);
	all = llist_del_all(&head);
	KUNIT_EXPECT_TRUE(test, llist_empty(&head));
	llist_for_each(pos, all)
		KUNIT_EXPECT_PTR_EQ(test, llist_entry(pos, struct item, queued), &items[2 - n++]);
	KUNIT_EXPECT_EQ(test, n, 3);
	all = llist_reverse_order(all);
	n = 0;
	llist_for_each_entry(item, all, queued)
		KUNIT_EXPECT_PTR_EQ(test, item, &items[n++]);
	llist_for_each_entry_safe(item, other, all, queued)
		item->key = n--;
	KUNIT_EXPECT_EQ(test, n, 0);
	llist_for_each_safe(pos, next, all)
		init_llist_node(pos);
	KUNIT_EXPECT_FALSE(test, llist_on_list(&items[0].queued));
}

static void hash_tables(struct kunit *test)
{
	static DECLARE_HASHTABLE(table, 4);
	struct hlist_node *next;
	struct item *item;
	int bucket, n = 0;

	fill_items();
	hash_init(table);
	KUNIT_EXPECT_EQ(test, HASH_SIZE(table), 16);
	KUNIT_EXPECT_EQ(test, HASH_BITS(table), 4);
	for (int i = 0; i < 4; i++)
		hash_add(table, &items[i].hashed, items[i].key);
	for (int i = 4; i < 8; i++)
		hash_add_rcu(table, &items[i].hashed, items[i].key);
	hash_for_each(table, bucket, item, hashed)
		n++;
	KUNIT_EXPECT_EQ(test, n, 8);
	hash_for_each_possible_safe(table, item, next, hashed, 3)
		if (item->key == 3)
			hash_del(&item->hashed);
	rcu_read_lock();
	n = 0;
	hash_for_each_possible_rcu(table, item, hashed, 3)
		n += item->key == 3;
	hash_for_each_rcu(table, bucket, item, hashed)
		n += 10;
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, n, 70);
	KUNIT_EXPECT_EQ(test, hash_min(5, 8), hash_32(5, 8));
	KUNIT_EXPECT_EQ(test, hash_min(5UL, 8), hash_long(5UL, 8));
}

static void hashes(struct kunit *test)
{
	static const siphash_key_t key = { { 0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL } };
	static const siphash_key_t zero;
	static const hsiphash_key_t small = { { 0x03020100, 0x07060504 } };
	u64 words[] = { 1, 2, 3, 4 };
	u32 halves[] = { 1, 2, 3, 4 };

	KUNIT_EXPECT_TRUE(test, siphash_key_is_zero(&zero));
	KUNIT_EXPECT_FALSE(test, siphash_key_is_zero(&key));
	/* The published vector of SipHash-2-4 for no bytes. */
	KUNIT_EXPECT_EQ(test, siphash(words, 0, &key), 0x726fdb47dd0e0e31ULL);
	KUNIT_EXPECT_EQ(test, siphash_1u64(1, &key), siphash(words, 8, &key));
	KUNIT_EXPECT_EQ(test, siphash_2u64(1, 2, &key), siphash(words, 16, &key));
	KUNIT_EXPECT_EQ(test, siphash_3u64(1, 2, 3, &key), siphash(words, 24, &key));
	KUNIT_EXPECT_EQ(test, siphash_4u64(1, 2, 3, 4, &key), siphash(words, 32, &key));
	KUNIT_EXPECT_EQ(test, siphash_1u32(1, &key), siphash(halves, 4, &key));
	KUNIT_EXPECT_EQ(test, siphash_2u32(1, 2, &key), siphash(halves, 8, &key));
	KUNIT_EXPECT_EQ(test, siphash_3u32(1, 2, 3, &key), siphash(halves, 12, &key));
	KUNIT_EXPECT_EQ(test, siphash_4u32(1, 2, 3, 4, &key), siphash(halves, 16, &key));
	KUNIT_EXPECT_EQ(test, hsiphash_1u32(1, &small), hsiphash(halves, 4, &small));
	KUNIT_EXPECT_EQ(test, hsiphash_2u32(1, 2, &small), hsiphash(halves, 8, &small));
	KUNIT_EXPECT_EQ(test, hsiphash_3u32(1, 2, 3, &small), hsiphash(halves, 12, &small));
	KUNIT_EXPECT_EQ(test, hsiphash_4u32(1, 2, 3, 4, &small), hsiphash(halves, 16, &small));
	KUNIT_EXPECT_EQ(test, jhash2(halves, 4, 0), jhash(halves, 16, 0));
	KUNIT_EXPECT_EQ(test, jhash_size(4), 16);
	KUNIT_EXPECT_EQ(test, jhash_mask(4), 15);
	KUNIT_EXPECT_EQ(test, JHASH_INITVAL, 0xdeadbeef);
	KUNIT_EXPECT_NE(test, jhash_3words(1, 2, 3, 0), jhash_3words(1, 2, 4, 0));
	KUNIT_EXPECT_EQ(test, hash_64(1, 8), GOLDEN_RATIO_64 >> 56);
	KUNIT_EXPECT_EQ(test, hash_64_generic(1, 8), GOLDEN_RATIO_64 >> 56);
	KUNIT_EXPECT_EQ(test, hash_ptr((void *)1, 8), GOLDEN_RATIO_64 >> 56);
	KUNIT_EXPECT_EQ(test, hash32_ptr((void *)0x100000002UL), 3);
}

static void identifiers(struct kunit *test)
{
	static const guid_t guid = GUID_INIT(0x01234567, 0x89ab, 0xcdef, 1, 2, 3, 4, 5, 6, 7, 8);
	static const uuid_t uuid = UUID_INIT(0x01234567, 0x89ab, 0xcdef, 1, 2, 3, 4, 5, 6, 7, 8);
	char text[UUID_STRING_LEN + 1];
	u8 bytes[UUID_SIZE];
	guid_t g;
	uuid_t u;

	snprintf(text, sizeof(text), "%pUb", &uuid);
	KUNIT_EXPECT_STREQ(test, text, "01234567-89ab-cdef-0102-030405060708");
	snprintf(text, sizeof(text), "%pUl", &guid);
	KUNIT_EXPECT_STREQ(test, text, "01234567-89ab-cdef-0102-030405060708");
	guid_copy(&g, &guid);
	uuid_copy(&u, &uuid);
	KUNIT_EXPECT_TRUE(test, guid_equal(&g, &guid));
	KUNIT_EXPECT_TRUE(test, uuid_equal(&u, &uuid));
	KUNIT_EXPECT_FALSE(test, guid_is_null(&g));
	KUNIT_EXPECT_TRUE(test, uuid_is_null(&uuid_null));
	export_uuid(bytes, &u);
	KUNIT_EXPECT_EQ(test, bytes[0], 0x01);
	import_uuid(&u, bytes);
	KUNIT_EXPECT_TRUE(test, uuid_equal(&u, &uuid));
	export_guid(bytes, &g);
	KUNIT_EXPECT_EQ(test, bytes[0], 0x67);
	import_guid(&g, bytes);
	KUNIT_EXPECT_TRUE(test, guid_equal(&g, &guid));
	/* Random ones say by their bits that they are: version 4, variant 10. */
	generate_random_uuid(bytes);
	KUNIT_EXPECT_EQ(test, bytes[6] >> 4, 4);
	KUNIT_EXPECT_EQ(test, bytes[8] >> 6, 2);
	generate_random_guid(bytes);
	KUNIT_EXPECT_EQ(test, bytes[7] >> 4, 4);
	guid_gen(&g);
	KUNIT_EXPECT_FALSE(test, guid_is_null(&g));
}

static void checksums(struct kunit *test)
{
	static const u8 header[] = { 0x45, 0, 0, 0x73, 0, 0, 0x40, 0, 0x40, 0x11,
				     0, 0, 0xc0, 0xa8, 0, 1, 0xc0, 0xa8, 0, 0xc7 };
	__wsum one = csum_partial(header, 10, 0), rest = csum_partial(header + 10, 10, 0);
	u8 copy[20];
	__sum16 sum = csum_fold(csum_partial(header, 20, 0));

	KUNIT_EXPECT_EQ(test, ntohs((__force __be16)sum), 0xb861);
	KUNIT_EXPECT_EQ(test, csum_fold(csum_add(one, rest)), sum);
	KUNIT_EXPECT_EQ(test, csum_fold(csum_sub(csum_add(one, rest), rest)), csum_fold(one));
	KUNIT_EXPECT_EQ(test, csum_fold(csum_block_add(one, rest, 10)), sum);
	KUNIT_EXPECT_EQ(test, csum_fold(csum_block_sub(csum_block_add(one, rest, 11), rest, 11)),
			csum_fold(one));
	KUNIT_EXPECT_EQ(test, (__force u32)csum_shift((__force __wsum)0x01020304, 1), 0x04010203);
	KUNIT_EXPECT_EQ(test, csum_fold(csum_partial_copy_nocheck(header, copy, 20)), sum);
	KUNIT_EXPECT_MEMEQ(test, copy, header, 20);
	KUNIT_EXPECT_EQ(test, (__force u32)csum_unfold((__force __sum16)0x1234), 0x1234);
	KUNIT_EXPECT_EQ(test, (__force u16)csum16_add((__force __sum16)0xffff, (__force __be16)2), 2);
	KUNIT_EXPECT_EQ(test, (__force u16)csum16_sub((__force __sum16)5, (__force __be16)2), 3);
	KUNIT_EXPECT_EQ(test, (__force u16)CSUM_MANGLED_0, 0xffff);
	/* What was changed need not be summed again. */
	memcpy(copy, header, 20);
	copy[8]--;
	csum_replace2(&sum, htons(0x4011), htons(0x3f11));
	KUNIT_EXPECT_EQ(test, sum, csum_fold(csum_partial(copy, 20, 0)));
	copy[15] = 9;
	csum_replace4(&sum, htonl(0xc0a80001), htonl(0xc0a80009));
	KUNIT_EXPECT_EQ(test, sum, csum_fold(csum_partial(copy, 20, 0)));
}

static void resources(struct kunit *test)
{
	struct resource mem = DEFINE_RES_MEM_NAMED(0x1000, 0x100, "mem");
	struct resource io = DEFINE_RES_IO(0x10, 4), irq = DEFINE_RES_IRQ(7);
	struct resource part = DEFINE_RES_MEM(0x1080, 0x100), both;

	KUNIT_EXPECT_EQ(test, resource_size(&mem), 0x100);
	KUNIT_EXPECT_EQ(test, mem.end, 0x10ff);
	KUNIT_EXPECT_STREQ(test, mem.name, "mem");
	KUNIT_EXPECT_EQ(test, resource_type(&mem), (unsigned long)IORESOURCE_MEM);
	KUNIT_EXPECT_EQ(test, resource_type(&io), (unsigned long)IORESOURCE_IO);
	KUNIT_EXPECT_EQ(test, resource_type(&irq), (unsigned long)IORESOURCE_IRQ);
	KUNIT_EXPECT_TRUE(test, resource_overlaps(&mem, &part));
	KUNIT_EXPECT_FALSE(test, resource_contains(&mem, &part));
	KUNIT_EXPECT_FALSE(test, resource_contains(&mem, &io));
	KUNIT_EXPECT_TRUE(test, resource_intersection(&mem, &part, &both));
	KUNIT_EXPECT_EQ(test, both.start, 0x1080);
	KUNIT_EXPECT_EQ(test, both.end, 0x10ff);
	KUNIT_EXPECT_TRUE(test, resource_union(&mem, &part, &both));
	KUNIT_EXPECT_EQ(test, both.start, 0x1000);
	KUNIT_EXPECT_EQ(test, both.end, 0x117f);
}

static struct kunit_case structures_cases[] = {
	KUNIT_CASE(trees_in_postorder),
	KUNIT_CASE(trees_that_know_their_maximum),
	KUNIT_CASE(lock_less_lists),
	KUNIT_CASE(hash_tables),
	KUNIT_CASE(hashes),
	KUNIT_CASE(identifiers),
	KUNIT_CASE(checksums),
	KUNIT_CASE(resources),
	{}
};

static struct kunit_suite structures_suite = {
	.name = "conformance-structures",
	.test_cases = structures_cases,
};
kunit_test_suite(structures_suite);

MODULE_LICENSE("Dual MIT/GPL");

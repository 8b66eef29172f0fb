// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pieces of memory as one stream, and pieces of pages. */
#include <kunit/test.h>
#include <linux/bvec.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uio.h>
#include "user_fixture.h"

/* 20 bytes of 32, with holes. */
static struct kvec pieces_of(char *memory, struct kvec pieces[4])
{
	pieces[0] = (struct kvec){ memory, 5 };
	pieces[1] = (struct kvec){ memory + 8, 0 };
	pieces[2] = (struct kvec){ memory + 8, 8 };
	pieces[3] = (struct kvec){ memory + 20, 7 };
	return pieces[0];
}

static void to_and_from_the_kernel(struct kunit *test)
{
	char memory[33], back[33];
	struct kvec pieces[4];
	struct iov_iter i;

	memset(memory, '.', 32);
	memory[32] = 0;
	pieces_of(memory, pieces);
	iov_iter_kvec(&i, ITER_DEST, pieces, 4, 20);
	KUNIT_EXPECT_EQ(test, iov_iter_type(&i), ITER_KVEC);
	KUNIT_EXPECT_TRUE(test, iov_iter_is_kvec(&i));
	KUNIT_EXPECT_FALSE(test, user_backed_iter(&i));
	KUNIT_EXPECT_EQ(test, iov_iter_rw(&i), READ);
	KUNIT_EXPECT_EQ(test, iov_iter_single_seg_count(&i), 5u);
	KUNIT_EXPECT_EQ(test, copy_to_iter("abcdefg", 7, &i), 7u);
	KUNIT_EXPECT_EQ(test, iov_iter_count(&i), 13u);
	KUNIT_EXPECT_EQ(test, i.iov_offset, 2u);
	KUNIT_EXPECT_EQ(test, i.nr_segs, 2u);
	KUNIT_EXPECT_EQ(test, iov_iter_zero(2, &i), 2u);
	KUNIT_EXPECT_EQ(test, copy_to_iter("0123456789ABC", 13, &i), 11u);
	KUNIT_EXPECT_EQ(test, i.count, 0u);
	KUNIT_EXPECT_EQ(test, i.nr_segs, 0u);
	KUNIT_EXPECT_EQ(test, copy_to_iter("x", 1, &i), 0u);
	KUNIT_EXPECT_EQ(test, memcmp(memory, "abcde...fg\0" "\0" "0123....456789A.....", 32), 0);

	iov_iter_kvec(&i, ITER_SOURCE, pieces, 4, 20);
	KUNIT_EXPECT_EQ(test, iov_iter_rw(&i), WRITE);
	iov_iter_advance(&i, 6);
	KUNIT_EXPECT_EQ(test, copy_from_iter(back, 8, &i), 8u);
	KUNIT_EXPECT_EQ(test, memcmp(back, "g\0" "\0" "01234", 8), 0);
	iov_iter_revert(&i, 9);
	KUNIT_EXPECT_EQ(test, i.count, 15u);
	KUNIT_EXPECT_EQ(test, copy_from_iter_nocache(back, 1, &i), 1u);
	KUNIT_EXPECT_EQ(test, back[0], 'f');
	KUNIT_EXPECT_FALSE(test, copy_from_iter_full(back, 15, &i));
	KUNIT_EXPECT_EQ(test, i.count, 14u);
	KUNIT_EXPECT_TRUE(test, copy_from_iter_full(back, 14, &i));
	iov_iter_revert(&i, 20);
	KUNIT_EXPECT_EQ(test, i.count, 20u);
	KUNIT_EXPECT_EQ(test, i.iov_offset, 0u);
	KUNIT_EXPECT_PTR_EQ(test, i.kvec, (const struct kvec *)pieces);
	iov_iter_advance(&i, 1000);
	KUNIT_EXPECT_EQ(test, i.count, 0u);
	iov_iter_revert(&i, 0);
}

static void less_of_it(struct kunit *test)
{
	char memory[32] = "", back[32];
	struct iov_iter i, copy;
	struct kvec pieces[4];
	const void *freed;

	pieces_of(memory, pieces);
	iov_iter_kvec(&i, ITER_SOURCE, pieces, 4, 20);
	iov_iter_truncate(&i, 3);
	iov_iter_truncate(&i, 100);
	KUNIT_EXPECT_EQ(test, i.count, 3u);
	KUNIT_EXPECT_EQ(test, iov_iter_single_seg_count(&i), 3u);
	KUNIT_EXPECT_EQ(test, copy_from_iter(back, 9, &i), 3u);
	iov_iter_reexpand(&i, 17);
	KUNIT_EXPECT_EQ(test, copy_from_iter(back, 20, &i), 17u);
	iov_iter_kvec(&i, ITER_SOURCE, pieces, 4, 20);
	iov_iter_advance(&i, 5);
	freed = dup_iter(&copy, &i, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, freed);
	KUNIT_EXPECT_PTR_EQ(test, (const void *)copy.kvec, freed);
	KUNIT_EXPECT_EQ(test, copy_from_iter(back, 20, &copy), 15u);
	kfree(freed);
	iov_iter_discard(&i, ITER_DEST, 10);
	KUNIT_EXPECT_TRUE(test, iov_iter_is_discard(&i));
	KUNIT_EXPECT_EQ(test, copy_to_iter("0123", 4, &i), 4u);
	iov_iter_advance(&i, 2);
	KUNIT_EXPECT_EQ(test, i.count, 4u);
	iov_iter_revert(&i, 3);
	KUNIT_EXPECT_EQ(test, iov_iter_zero(20, &i), 7u);
	KUNIT_EXPECT_NULL(test, dup_iter(&copy, &i, GFP_KERNEL));
}

static void alignment(struct kunit *test)
{
	char *memory = kunit_kzalloc(test, 4096, GFP_KERNEL);
	struct kvec pieces[3] = { { memory, 512 }, { memory + 1024, 8 }, { memory + 2048, 1024 } };
	struct iovec user[3] = { { memory, 512 }, { NULL, 0 }, { memory + 1024, 512 } };
	struct iov_iter i;

	KUNIT_ASSERT_NOT_NULL(test, memory);
	iov_iter_kvec(&i, ITER_DEST, pieces, 3, 1544);
	KUNIT_EXPECT_EQ(test, iov_iter_alignment(&i) & 511, 8u);
	KUNIT_EXPECT_TRUE(test, iov_iter_is_aligned(&i, 511, 7));
	KUNIT_EXPECT_FALSE(test, iov_iter_is_aligned(&i, 511, 15));
	iov_iter_advance(&i, 520);
	KUNIT_EXPECT_EQ(test, iov_iter_alignment(&i) & 511, 0u);
	iov_iter_advance(&i, 4);
	KUNIT_EXPECT_FALSE(test, iov_iter_is_aligned(&i, 7, 3));
	iov_iter_init(&i, ITER_DEST, user, 3, 1024);
	KUNIT_EXPECT_EQ(test, iov_iter_gap_alignment(&i) & 1023, 512u);
	KUNIT_EXPECT_EQ(test, iov_length(user, 3), 1024u);
	iov_iter_discard(&i, ITER_DEST, 3);
	KUNIT_EXPECT_TRUE(test, iov_iter_is_aligned(&i, 7, 7));
	KUNIT_EXPECT_EQ(test, iov_iter_alignment(&i), 0u);
}

static void pages_of_it(struct kunit *test)
{
	char *memory = (char *)__get_free_pages(GFP_KERNEL, 2);
	struct kvec pieces[3] = { { memory + 4000, 200 }, { memory, 0 }, { memory + 4096, 8192 } };
	struct iov_iter i;

	KUNIT_ASSERT_NOT_NULL(test, memory);
	iov_iter_kvec(&i, ITER_DEST, pieces, 3, 8392);
	KUNIT_EXPECT_EQ(test, iov_iter_npages(&i, 100), 4);
	KUNIT_EXPECT_EQ(test, iov_iter_npages(&i, 3), 3);
	KUNIT_EXPECT_EQ(test, iov_iter_npages_cap(&i, 100, 96), 1);
	KUNIT_EXPECT_EQ(test, i.count, 8392u);
	iov_iter_advance(&i, 8392);
	KUNIT_EXPECT_EQ(test, iov_iter_npages(&i, 100), 0);
	free_pages((unsigned long)memory, 2);
}

static void pieces_of_pages(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_ZERO | __GFP_COMP, 1);
	struct bio_vec pieces[3];
	struct iov_iter i, copy;
	char *memory, back[16];
	const void *freed;

	KUNIT_ASSERT_NOT_NULL(test, page);
	memory = page_address(page);
	bvec_set_page(&pieces[0], page, 3, 10);
	/* Over the end of a page. */
	bvec_set_page(&pieces[1], page, 6, 4094);
	bvec_set_virt(&pieces[2], memory + 5000, 4);
	iov_iter_bvec(&i, ITER_DEST, pieces, 3, 13);
	KUNIT_EXPECT_TRUE(test, iov_iter_is_bvec(&i));
	KUNIT_EXPECT_EQ(test, iov_iter_npages(&i, 100), 4);
	KUNIT_EXPECT_EQ(test, copy_to_iter("0123456789ABCDEF", 16, &i), 13u);
	KUNIT_EXPECT_EQ(test, memcmp(memory + 10, "012", 3), 0);
	KUNIT_EXPECT_EQ(test, memcmp(memory + 4094, "345678", 6), 0);
	KUNIT_EXPECT_EQ(test, memcmp(memory + 5000, "9ABC", 4), 0);
	KUNIT_EXPECT_EQ(test, i.nr_segs, 0u);
	iov_iter_bvec(&i, ITER_SOURCE, pieces, 3, 13);
	iov_iter_advance(&i, 4);
	freed = dup_iter(&copy, &i, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, copy_from_iter(back, 7, &copy), 7u);
	KUNIT_EXPECT_EQ(test, memcmp(back, "456789A", 7), 0);
	kfree(freed);
	iov_iter_revert(&i, 3);
	KUNIT_EXPECT_EQ(test, i.iov_offset, 1u);
	KUNIT_EXPECT_EQ(test, iov_iter_single_seg_count(&i), 2u);
	KUNIT_EXPECT_EQ(test, copy_page_from_iter(page, 4090, 8, &i), 8u);
	KUNIT_EXPECT_EQ(test, memcmp(memory + 4090, "1234", 4), 0);
	iov_iter_bvec(&i, ITER_DEST, pieces, 1, 3);
	KUNIT_EXPECT_EQ(test, copy_page_to_iter(page, 5000, 2, &i), 2u);
	KUNIT_EXPECT_EQ(test, memcmp(memory + 10, "9A2", 3), 0);
	iov_iter_bvec(&i, ITER_DEST, &pieces[2], 1, 4);
	KUNIT_EXPECT_EQ(test, iov_iter_alignment(&i), (unsigned long)(5000 % PAGE_SIZE) | 4);
	KUNIT_EXPECT_FALSE(test, iov_iter_is_aligned(&i, 15, 0));
	__free_pages(page, 1);
}

static void walks_over_pages(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_ZERO | __GFP_COMP, 1);
	struct bvec_iter start = { .bi_size = 20 }, iter;
	struct bvec_iter_all all;
	struct bio_vec pieces[2], bv, *one;
	unsigned int lengths[4] = {}, nr = 0;

	KUNIT_ASSERT_NOT_NULL(test, page);
	bvec_set_page(&pieces[0], page, 10, 4092);
	bvec_set_page(&pieces[1], page, 30, 100);
	for_each_bvec(bv, pieces, iter, start)
		if (nr < 4)
			lengths[nr++] = bv.bv_len;
	KUNIT_EXPECT_EQ(test, nr, 3u);
	KUNIT_EXPECT_EQ(test, lengths[0], 4u);
	KUNIT_EXPECT_EQ(test, lengths[1], 6u);
	KUNIT_EXPECT_EQ(test, lengths[2], 10u);
	iter = start;
	KUNIT_EXPECT_TRUE(test, bvec_iter_advance(pieces, &iter, 5));
	KUNIT_EXPECT_EQ(test, bvec_iter_offset(pieces, iter), 1u);
	KUNIT_EXPECT_PTR_EQ(test, bvec_iter_page(pieces, iter), page + 1);
	KUNIT_EXPECT_EQ(test, bvec_iter_len(pieces, iter), 5u);
	KUNIT_EXPECT_EQ(test, mp_bvec_iter_offset(pieces, iter), 4097u);
	KUNIT_EXPECT_TRUE(test, bvec_iter_advance(pieces, &iter, 5));
	KUNIT_EXPECT_EQ(test, iter.bi_idx, 1u);
	bv = mp_bvec_iter_bvec(pieces, iter);
	KUNIT_EXPECT_EQ(test, bv.bv_len, 10u);
	one = bvec_init_iter_all(&all);
	bvec_advance(&pieces[0], &all);
	KUNIT_EXPECT_EQ(test, one->bv_len, 4u);
	bvec_advance(&pieces[0], &all);
	KUNIT_EXPECT_EQ(test, one->bv_len, 6u);
	KUNIT_EXPECT_PTR_EQ(test, one->bv_page, page + 1);
	KUNIT_EXPECT_EQ(test, all.idx, 1);
	memcpy_to_bvec(&pieces[1], "012345678901234567890123456789");
	KUNIT_EXPECT_EQ(test, *((char *)bvec_virt(&pieces[1]) + 29), '9');
	memzero_bvec(&pieces[1]);
	KUNIT_EXPECT_EQ(test, *((char *)page_address(page) + 129), 0);
	KUNIT_EXPECT_EQ(test, bvec_phys(&pieces[1]), PFN_PHYS(page_to_pfn(page)) + 100);
	__free_pages(page, 1);
}

static void to_and_from_a_user(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	struct iovec pieces[2] = { { f->user, 4 }, { f->user + 100, 4 } };
	struct iov_iter_state state;
	struct iov_iter i;
	char back[16] = "";

	iov_iter_init(&i, ITER_DEST, pieces, 2, 8);
	KUNIT_EXPECT_TRUE(test, iter_is_iovec(&i));
	KUNIT_EXPECT_TRUE(test, user_backed_iter(&i));
	KUNIT_EXPECT_EQ(test, fault_in_iov_iter_writeable(&i, 8), 0u);
	KUNIT_EXPECT_EQ(test, copy_to_iter("01234567", 8, &i), 8u);
	KUNIT_EXPECT_EQ(test, copy_from_user(back, f->user + 100, 4), 0u);
	KUNIT_EXPECT_STREQ(test, back, "4567");
	iov_iter_init(&i, ITER_SOURCE, pieces, 2, 8);
	iov_iter_save_state(&i, &state);
	KUNIT_EXPECT_EQ(test, state.nr_segs, 2u);
	KUNIT_EXPECT_EQ(test, copy_from_iter(back, 6, &i), 6u);
	KUNIT_EXPECT_STREQ(test, back, "012345");
	KUNIT_EXPECT_PTR_EQ(test, iter_iov_addr(&i), (void __user *)(f->user + 102));
	KUNIT_EXPECT_EQ(test, iter_iov_len(&i), 2u);
	iov_iter_ubuf(&i, ITER_SOURCE, f->user, 3);
	KUNIT_EXPECT_TRUE(test, iter_is_ubuf(&i));
	KUNIT_EXPECT_EQ(test, iter_iov(&i)->iov_len, 3u);
	KUNIT_EXPECT_EQ(test, iov_iter_npages(&i, 5), 1);
	KUNIT_EXPECT_EQ(test, copy_from_iter(back, 6, &i), 3u);
	iov_iter_revert(&i, 2);
	KUNIT_EXPECT_EQ(test, i.iov_offset, 1u);
	/* Where memory ends, copying does. */
	pieces[0].iov_base = f->user + SIZE - 3;
	iov_iter_init(&i, ITER_DEST, pieces, 2, 8);
	KUNIT_EXPECT_LE(test, copy_to_iter("01234567", 8, &i), 3u);
	KUNIT_EXPECT_FALSE(test, copy_to_iter_full("01234567", 8, &i));
	pieces[0].iov_base = (void __user *)8;
	iov_iter_init(&i, ITER_DEST, pieces, 2, 8);
	KUNIT_EXPECT_EQ(test, fault_in_iov_iter_readable(&i, 8), 8u);
	KUNIT_EXPECT_EQ(test, fault_in_iov_iter_writeable(&i, 9), 9u);
	KUNIT_EXPECT_EQ(test, copy_to_iter("01234567", 8, &i), 0u);
}

static void from_a_users_array(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	struct iovec pieces[3] = { { f->user + 64, 3 }, { f->user + 128, 5 }, { f->user, -1 } }, fast[2], *iov = fast;
	struct iovec __user *array = (struct iovec __user *)f->user;
	struct iov_iter i;

	KUNIT_ASSERT_EQ(test, copy_to_user(array, pieces, sizeof(pieces)), 0u);
	KUNIT_EXPECT_EQ(test, import_iovec(ITER_DEST, array, 2, 2, &iov, &i), 8);
	KUNIT_EXPECT_NULL(test, iov);
	KUNIT_EXPECT_TRUE(test, iter_is_iovec(&i));
	KUNIT_EXPECT_EQ(test, copy_to_iter("01234567", 8, &i), 8u);
	iov = fast;
	KUNIT_EXPECT_EQ(test, import_iovec(ITER_DEST, array, 1, 2, &iov, &i), 3);
	KUNIT_EXPECT_TRUE(test, iter_is_ubuf(&i));
	KUNIT_EXPECT_NULL(test, iov);
	iov = fast;
	KUNIT_EXPECT_EQ(test, import_iovec(ITER_DEST, array, 2, 1, &iov, &i), 8);
	KUNIT_EXPECT_NOT_NULL(test, iov);
	KUNIT_EXPECT_PTR_NE(test, iov, (struct iovec *)fast);
	kfree(iov);
	iov = fast;
	KUNIT_EXPECT_EQ(test, import_iovec(ITER_DEST, array, 3, 1, &iov, &i), -EINVAL);
	KUNIT_EXPECT_NULL(test, iov);
	iov = fast;
	KUNIT_EXPECT_EQ(test, import_iovec(ITER_DEST, array, 1025, 1, &iov, &i), -EINVAL);
	iov = fast;
	KUNIT_EXPECT_EQ(test, import_iovec(ITER_DEST, (struct iovec __user *)8, 2, 2, &iov, &i), -EFAULT);
	iov = fast;
	KUNIT_EXPECT_EQ(test, import_iovec(ITER_DEST, array, 0, 2, &iov, &i), 0);
	KUNIT_EXPECT_EQ(test, i.count, 0u);
	KUNIT_EXPECT_EQ(test, import_ubuf(ITER_SOURCE, f->user, 10, &i), 0);
	KUNIT_EXPECT_EQ(test, i.count, 10u);
	KUNIT_EXPECT_EQ(test, import_ubuf(ITER_SOURCE, (void __user *)-4096l, 10, &i), -EFAULT);
	KUNIT_EXPECT_EQ(test, import_ubuf(ITER_SOURCE, f->user, 1ul << 40, &i), 0);
	KUNIT_EXPECT_EQ(test, i.count, (size_t)(INT_MAX & PAGE_MASK));
}

static struct kunit_case uio_cases[] = {
	KUNIT_CASE(to_and_from_the_kernel),
	KUNIT_CASE(less_of_it),
	KUNIT_CASE(alignment),
	KUNIT_CASE(pages_of_it),
	KUNIT_CASE(pieces_of_pages),
	KUNIT_CASE(walks_over_pages),
	{}
};

static struct kunit_case uio_user_cases[] = {
	KUNIT_CASE(to_and_from_a_user),
	KUNIT_CASE(from_a_users_array),
	{}
};

static struct kunit_suite uio_suite = {
	.name = "conformance-uio",
	.test_cases = uio_cases,
};

static struct kunit_suite uio_user_suite = {
	.name = "conformance-uio_user",
	.init = user_init,
	.test_cases = uio_user_cases,
};
kunit_test_suites(&uio_suite, &uio_user_suite);
MODULE_LICENSE("GPL");

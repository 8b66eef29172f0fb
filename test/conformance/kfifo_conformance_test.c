// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Queues of elements and of records, with room of their own, given and allocated. */
#include <kunit/test.h>
#include <linux/kfifo.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "user_fixture.h"

struct point {
	short x, y;
};

static DEFINE_KFIFO(bytes, unsigned char, 8);
static DEFINE_KFIFO(points, struct point, 4);

static void elements_in_their_order(struct kunit *test)
{
	struct point p = { 0, 0 };

	KUNIT_EXPECT_EQ(test, kfifo_size(&points), 4u);
	KUNIT_EXPECT_EQ(test, kfifo_esize(&points), 4u);
	KUNIT_EXPECT_EQ(test, kfifo_recsize(&points), 0u);
	KUNIT_EXPECT_TRUE(test, kfifo_initialized(&points));
	KUNIT_EXPECT_TRUE(test, kfifo_is_empty(&points));
	for (short i = 0; i < 4; i++)
		KUNIT_EXPECT_EQ(test, kfifo_put(&points, ((struct point){ i, -i })), 1u);
	KUNIT_EXPECT_TRUE(test, kfifo_is_full(&points));
	KUNIT_EXPECT_EQ(test, kfifo_put(&points, p), 0u);
	KUNIT_EXPECT_EQ(test, kfifo_avail(&points), 0u);
	KUNIT_EXPECT_EQ(test, kfifo_len(&points), 4u);
	KUNIT_EXPECT_EQ(test, kfifo_peek_len(&points), 16u);
	KUNIT_EXPECT_EQ(test, kfifo_peek(&points, &p), 1u);
	KUNIT_EXPECT_EQ(test, p.x, 0);
	for (short i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, kfifo_get(&points, &p), 1u);
		KUNIT_EXPECT_EQ(test, p.x, i);
		KUNIT_EXPECT_EQ(test, p.y, -i);
	}
	KUNIT_EXPECT_EQ(test, kfifo_get(&points, &p), 0u);
	KUNIT_EXPECT_EQ(test, kfifo_peek(&points, &p), 0u);
	KUNIT_EXPECT_EQ(test, p.x, 3);
}

static void many_at_once(struct kunit *test)
{
	char out[16] = "";

	kfifo_reset(&bytes);
	KUNIT_EXPECT_EQ(test, kfifo_in(&bytes, "abcdef", 6), 6u);
	KUNIT_EXPECT_EQ(test, kfifo_out(&bytes, out, 4), 4u);
	KUNIT_EXPECT_STREQ(test, out, "abcd");
	/* Around the end; more than fits is cut. */
	KUNIT_EXPECT_EQ(test, kfifo_in(&bytes, "ghijklmnop", 10), 6u);
	KUNIT_EXPECT_EQ(test, kfifo_out_peek(&bytes, out, 16), 8u);
	KUNIT_EXPECT_EQ(test, memcmp(out, "efghijkl", 8), 0);
	KUNIT_EXPECT_EQ(test, kfifo_len(&bytes), 8u);
	kfifo_skip(&bytes);
	kfifo_skip_count(&bytes, 2);
	KUNIT_EXPECT_EQ(test, kfifo_out(&bytes, out, 2), 2u);
	KUNIT_EXPECT_EQ(test, memcmp(out, "hi", 2), 0);
	KUNIT_EXPECT_EQ(test, kfifo_in(&bytes, out, 0), 0u);
	kfifo_reset_out(&bytes);
	KUNIT_EXPECT_TRUE(test, kfifo_is_empty(&bytes));
	KUNIT_EXPECT_EQ(test, kfifo_out(&bytes, out, 2), 0u);
}

static void pieces_in_a_row(struct kunit *test)
{
	unsigned char *at, out[8];
	unsigned int tail;

	kfifo_reset(&bytes);
	KUNIT_EXPECT_EQ(test, kfifo_in(&bytes, "abcdef", 6), 6u);
	KUNIT_EXPECT_EQ(test, kfifo_out(&bytes, out, 5), 5u);
	KUNIT_EXPECT_EQ(test, kfifo_in(&bytes, "ghijk", 5), 5u);
	KUNIT_EXPECT_EQ(test, kfifo_out_linear(&bytes, &tail, 8), 3u);
	KUNIT_EXPECT_EQ(test, tail, 5u);
	KUNIT_EXPECT_EQ(test, kfifo_out_linear(&bytes, NULL, 2), 2u);
	KUNIT_EXPECT_EQ(test, kfifo_out_linear_ptr(&bytes, &at, 8), 3u);
	KUNIT_EXPECT_EQ(test, memcmp(at, "fgh", 3), 0);
	kfifo_skip_count(&bytes, 3);
	KUNIT_EXPECT_EQ(test, kfifo_out_linear_ptr(&bytes, &at, 8), 3u);
	KUNIT_EXPECT_EQ(test, memcmp(at, "ijk", 3), 0);
}

static void room_that_is_allocated(struct kunit *test)
{
	DECLARE_KFIFO_PTR(numbers, u32);
	struct kfifo plain;
	u32 number = 0;

	INIT_KFIFO(numbers);
	KUNIT_EXPECT_FALSE(test, kfifo_initialized(&numbers));
	KUNIT_ASSERT_EQ(test, kfifo_alloc(&numbers, 5, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, kfifo_size(&numbers), 8u);
	for (u32 i = 0; i < 10; i++)
		KUNIT_EXPECT_EQ(test, kfifo_put(&numbers, i * 1000000), i < 8);
	KUNIT_EXPECT_EQ(test, kfifo_get(&numbers, &number), 1u);
	KUNIT_EXPECT_EQ(test, kfifo_get(&numbers, &number), 1u);
	KUNIT_EXPECT_EQ(test, number, 1000000u);
	kfifo_free(&numbers);
	KUNIT_EXPECT_FALSE(test, kfifo_initialized(&numbers));
	KUNIT_EXPECT_EQ(test, kfifo_len(&numbers), 0u);

	KUNIT_EXPECT_EQ(test, kfifo_alloc(&plain, 1, GFP_KERNEL), -EINVAL);
	KUNIT_ASSERT_EQ(test, kfifo_alloc(&plain, 2, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, kfifo_size(&plain), 2u);
	kfifo_free(&plain);
	/* One that has its room gets no other. */
	KUNIT_EXPECT_EQ(test, kfifo_alloc(&bytes, 16, GFP_KERNEL), -EINVAL);
	KUNIT_EXPECT_EQ(test, kfifo_init(&bytes, &number, sizeof(number)), -EINVAL);
}

static void room_that_is_given(struct kunit *test)
{
	DECLARE_KFIFO_PTR(numbers, u16);
	u16 room[7], number = 0;

	/* In bytes; rounded down to a power of two of elements. */
	KUNIT_ASSERT_EQ(test, kfifo_init(&numbers, room, sizeof(room)), 0);
	KUNIT_EXPECT_EQ(test, kfifo_size(&numbers), 4u);
	KUNIT_EXPECT_EQ(test, kfifo_in(&numbers, ((u16[]){ 7, 8, 9 }), 3), 3u);
	KUNIT_EXPECT_EQ(test, room[1], 8);
	KUNIT_EXPECT_EQ(test, kfifo_get(&numbers, &number), 1u);
	KUNIT_EXPECT_EQ(test, number, 7);
	KUNIT_EXPECT_EQ(test, kfifo_init(&numbers, room, 2), -EINVAL);
}

static void records_keep_their_length(struct kunit *test)
{
	STRUCT_KFIFO_REC_1(16) records;
	char out[16] = "";

	INIT_KFIFO(records);
	KUNIT_EXPECT_EQ(test, kfifo_recsize(&records), 1u);
	KUNIT_EXPECT_EQ(test, kfifo_avail(&records), 15u);
	KUNIT_EXPECT_EQ(test, kfifo_in(&records, "hello", 5), 5u);
	KUNIT_EXPECT_EQ(test, kfifo_in(&records, "kernel", 6), 6u);
	KUNIT_EXPECT_EQ(test, kfifo_len(&records), 13u);
	KUNIT_EXPECT_EQ(test, kfifo_avail(&records), 2u);
	/* All of a record or nothing. */
	KUNIT_EXPECT_EQ(test, kfifo_in(&records, "abc", 3), 0u);
	KUNIT_EXPECT_EQ(test, kfifo_in(&records, "ab", 2), 2u);
	KUNIT_EXPECT_EQ(test, kfifo_avail(&records), 0u);
	KUNIT_EXPECT_EQ(test, kfifo_peek_len(&records), 5u);
	KUNIT_EXPECT_EQ(test, kfifo_out_peek(&records, out, 16), 5u);
	KUNIT_EXPECT_STREQ(test, out, "hello");
	/* The rest of a record that is read in part is gone. */
	KUNIT_EXPECT_EQ(test, kfifo_out(&records, out, 2), 2u);
	KUNIT_EXPECT_EQ(test, kfifo_peek_len(&records), 6u);
	kfifo_skip(&records);
	KUNIT_EXPECT_EQ(test, kfifo_out(&records, out, 16), 2u);
	KUNIT_EXPECT_EQ(test, memcmp(out, "ab", 2), 0);
	KUNIT_EXPECT_EQ(test, kfifo_out(&records, out, 16), 0u);
	KUNIT_EXPECT_EQ(test, kfifo_put(&records, 'x'), 1u);
	KUNIT_EXPECT_EQ(test, kfifo_len(&records), 2u);
}

static void records_of_two_bytes_of_length(struct kunit *test)
{
	struct kfifo_rec_ptr_2 records;
	char *long_text = kunit_kzalloc(test, 1000, GFP_KERNEL);
	char *out = kunit_kzalloc(test, 1000, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, long_text);
	KUNIT_ASSERT_NOT_NULL(test, out);
	memset(long_text, 'z', 999);
	KUNIT_ASSERT_EQ(test, kfifo_alloc(&records, 2000, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, kfifo_avail(&records), 2046u);
	KUNIT_EXPECT_EQ(test, kfifo_in(&records, long_text, 999), 999u);
	KUNIT_EXPECT_EQ(test, kfifo_in(&records, "", 0), 0u);
	KUNIT_EXPECT_EQ(test, kfifo_len(&records), 1003u);
	KUNIT_EXPECT_EQ(test, kfifo_peek_len(&records), 999u);
	KUNIT_EXPECT_EQ(test, kfifo_out(&records, out, 1000), 999u);
	KUNIT_EXPECT_STREQ(test, out, long_text);
	/* A record of nothing is a record. */
	KUNIT_EXPECT_FALSE(test, kfifo_is_empty(&records));
	KUNIT_EXPECT_EQ(test, kfifo_out(&records, out, 1000), 0u);
	KUNIT_EXPECT_TRUE(test, kfifo_is_empty(&records));
	kfifo_free(&records);
}

static void with_a_lock(struct kunit *test)
{
	DEFINE_SPINLOCK(lock);
	char out[4];

	kfifo_reset(&bytes);
	KUNIT_EXPECT_TRUE(test, kfifo_is_empty_spinlocked(&bytes, &lock));
	KUNIT_EXPECT_EQ(test, kfifo_in_spinlocked(&bytes, "ab", 2, &lock), 2u);
	KUNIT_EXPECT_EQ(test, kfifo_in_spinlocked_noirqsave(&bytes, "cd", 2, &lock), 2u);
	KUNIT_EXPECT_FALSE(test, kfifo_is_empty_spinlocked_noirqsave(&bytes, &lock));
	KUNIT_EXPECT_EQ(test, kfifo_out_spinlocked(&bytes, out, 1, &lock), 1u);
	KUNIT_EXPECT_EQ(test, kfifo_out_spinlocked_noirqsave(&bytes, out + 1, 3, &lock), 3u);
	KUNIT_EXPECT_EQ(test, memcmp(out, "abcd", 4), 0);
}

static void indices_that_run_over(struct kunit *test)
{
	unsigned char out;

	kfifo_reset(&bytes);
	bytes.kfifo.in = bytes.kfifo.out = UINT_MAX - 1;
	for (int i = 0; i < 8; i++)
		KUNIT_EXPECT_EQ(test, kfifo_put(&bytes, i), 1u);
	KUNIT_EXPECT_TRUE(test, kfifo_is_full(&bytes));
	KUNIT_EXPECT_EQ(test, kfifo_len(&bytes), 8u);
	for (int i = 0; i < 8; i++) {
		KUNIT_EXPECT_EQ(test, kfifo_get(&bytes, &out), 1u);
		KUNIT_EXPECT_EQ(test, out, i);
	}
	KUNIT_EXPECT_TRUE(test, kfifo_is_empty(&bytes));
}

static struct kunit_case kfifo_cases[] = {
	KUNIT_CASE(elements_in_their_order),
	KUNIT_CASE(many_at_once),
	KUNIT_CASE(pieces_in_a_row),
	KUNIT_CASE(room_that_is_allocated),
	KUNIT_CASE(room_that_is_given),
	KUNIT_CASE(records_keep_their_length),
	KUNIT_CASE(records_of_two_bytes_of_length),
	KUNIT_CASE(with_a_lock),
	KUNIT_CASE(indices_that_run_over),
	{}
};

static struct kunit_suite kfifo_suite = {
	.name = "kfifo_conformance",
	.test_cases = kfifo_cases,
};

/* ---- from and to users -------------------------------------------------------------------- */

static void elements_of_a_user(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	char __user *near_end = f->user + SIZE - 6;
	DEFINE_KFIFO(numbers, u16, 8);
	unsigned int copied = 77;

	KUNIT_ASSERT_EQ(test, copy_to_user(f->user, "abcdefghijklmnopqrst", 20), 0UL);
	/* Whole elements, as many as there is room for. */
	KUNIT_EXPECT_EQ(test, kfifo_from_user(&numbers, f->user, 7, &copied), 0);
	KUNIT_EXPECT_EQ(test, copied, 6u);
	KUNIT_EXPECT_EQ(test, kfifo_len(&numbers), 3u);
	KUNIT_EXPECT_EQ(test, kfifo_from_user(&numbers, f->user, 20, &copied), 0);
	KUNIT_EXPECT_EQ(test, copied, 10u);
	KUNIT_EXPECT_TRUE(test, kfifo_is_full(&numbers));
	KUNIT_EXPECT_EQ(test, kfifo_to_user(&numbers, f->user + 100, 5, &copied), 0);
	KUNIT_EXPECT_EQ(test, copied, 4u);
	KUNIT_ASSERT_EQ(test, copy_from_user(f->kernel, f->user + 100, 4), 0UL);
	KUNIT_EXPECT_EQ(test, memcmp(f->kernel, "abcd", 4), 0);
	/* Nothing is there at all. */
	KUNIT_EXPECT_EQ(test, kfifo_from_user(&numbers, (char __user *)0x1000, 4, &copied), -EFAULT);
	KUNIT_EXPECT_EQ(test, copied, 0u);
	KUNIT_EXPECT_EQ(test, kfifo_len(&numbers), 6u);
	KUNIT_EXPECT_EQ(test, kfifo_to_user(&numbers, (char __user *)0x1000, 4, &copied), -EFAULT);
	KUNIT_EXPECT_EQ(test, copied, 0u);
	KUNIT_EXPECT_EQ(test, kfifo_len(&numbers), 6u);
	KUNIT_EXPECT_EQ(test, kfifo_to_user(&numbers, near_end, 6, &copied), 0);
	KUNIT_EXPECT_EQ(test, copied, 6u);
}

static void records_of_a_user(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	STRUCT_KFIFO_REC_1(16) records;
	unsigned int copied = 77;

	INIT_KFIFO(records);
	KUNIT_ASSERT_EQ(test, copy_to_user(f->user, "hello kernel", 12), 0UL);
	KUNIT_EXPECT_EQ(test, kfifo_from_user(&records, f->user, 5, &copied), 0);
	KUNIT_EXPECT_EQ(test, copied, 5u);
	KUNIT_EXPECT_EQ(test, kfifo_from_user(&records, f->user, 12, &copied), 0);
	KUNIT_EXPECT_EQ(test, copied, 0u);
	KUNIT_EXPECT_EQ(test, kfifo_from_user(&records, (char __user *)0x1000, 4, &copied), -EFAULT);
	KUNIT_EXPECT_EQ(test, kfifo_len(&records), 6u);
	KUNIT_EXPECT_EQ(test, kfifo_to_user(&records, (char __user *)0x1000, 4, &copied), -EFAULT);
	KUNIT_EXPECT_EQ(test, copied, 0u);
	KUNIT_EXPECT_EQ(test, kfifo_to_user(&records, f->user + 100, 3, &copied), 0);
	KUNIT_EXPECT_EQ(test, copied, 3u);
	KUNIT_EXPECT_TRUE(test, kfifo_is_empty(&records));
	KUNIT_EXPECT_EQ(test, kfifo_to_user(&records, f->user + 100, 3, &copied), 0);
	KUNIT_EXPECT_EQ(test, copied, 0u);
}

static struct kunit_case user_cases[] = {
	KUNIT_CASE(elements_of_a_user),
	KUNIT_CASE(records_of_a_user),
	{}
};

static struct kunit_suite kfifo_user_suite = {
	.name = "kfifo_user_conformance",
	.init = user_init,
	.test_cases = user_cases,
};

kunit_test_suites(&kfifo_suite, &kfifo_user_suite);
MODULE_LICENSE("GPL");

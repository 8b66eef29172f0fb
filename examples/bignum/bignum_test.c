// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/string.h>

#include "bignum.h"

#define MAX_DIGITS	(BIGNUM_BITS / 4)

static struct bignum num(struct kunit *test, const char *hex)
{
	struct bignum n = {};

	KUNIT_ASSERT_EQ_MSG(test, bignum_from_hex(&n, hex), 0, "%s", hex);
	return n;
}

/* A random number of 1 to @limbs limbs. */
static struct bignum random_num(struct kunit *test, unsigned int limbs)
{
	struct bignum n = {};

	n.len = get_random_u32_inclusive(1, limbs);
	get_random_bytes(n.limb, n.len * sizeof(n.limb[0]));
	n.limb[n.len - 1] |= 1;		/* the highest limb is not zero */
	return n;
}

/* All limbs must be the same: those above the highest are zero. */
#define EXPECT_SAME(test, a, b) do {						\
	KUNIT_EXPECT_EQ(test, (a)->len, (b)->len);				\
	KUNIT_EXPECT_MEMEQ(test, (a)->limb, (b)->limb, sizeof((a)->limb));	\
} while (0)

static const struct text {
	const char *name;
	const char *in, *out;
} texts[] = {
	{ "zero", "0", "0" },
	{ "many zeros", "00000000000000000000", "0" },
	{ "one digit", "f", "f" },
	{ "upper case", "DeadBeef", "deadbeef" },
	{ "leading zeros", "000123", "123" },
	{ "a full limb", "ffffffffffffffff", "ffffffffffffffff" },
	{ "one bit more", "10000000000000000", "10000000000000000" },
};
KUNIT_ARRAY_PARAM_DESC(text, texts, name);

static void hex_is_read_and_written(struct kunit *test)
{
	const struct text *text = test->param_value;
	struct bignum n = num(test, text->in);
	char hex[32];

	KUNIT_EXPECT_EQ(test, bignum_to_hex(&n, hex, sizeof(hex)), strlen(text->out));
	KUNIT_EXPECT_STREQ(test, hex, text->out);
}

static void wrong_hex_is_refused(struct kunit *test)
{
	char *hex = kunit_kzalloc(test, MAX_DIGITS + 2, GFP_KERNEL);
	struct bignum n;

	KUNIT_ASSERT_NOT_NULL(test, hex);
	bignum_set(&n, 7);
	KUNIT_EXPECT_EQ(test, bignum_from_hex(&n, ""), -EINVAL);
	KUNIT_EXPECT_EQ(test, bignum_from_hex(&n, "0x12"), -EINVAL);
	KUNIT_EXPECT_EQ(test, bignum_from_hex(&n, "12 "), -EINVAL);
	KUNIT_EXPECT_EQ(test, bignum_from_hex(&n, "-1"), -EINVAL);

	memset(hex, 'f', MAX_DIGITS + 1);
	KUNIT_EXPECT_EQ(test, bignum_from_hex(&n, hex), -EOVERFLOW);
	KUNIT_EXPECT_EQ_MSG(test, n.limb[0], 7, "an error leaves the number alone");
	hex[MAX_DIGITS] = '\0';
	KUNIT_EXPECT_EQ(test, bignum_from_hex(&n, hex), 0);
	KUNIT_EXPECT_EQ(test, bignum_bits(&n), BIGNUM_BITS);
}

static void text_stays_within_its_buffer(struct kunit *test)
{
	struct bignum n = num(test, "12345");
	char hex[8], untouched[8];

	memset(hex, '#', sizeof(hex));
	memset(untouched, '#', sizeof(untouched));
	KUNIT_EXPECT_EQ(test, bignum_to_hex(&n, hex, 5), -ENOSPC);
	KUNIT_EXPECT_MEMEQ(test, hex, untouched, sizeof(hex));

	KUNIT_EXPECT_EQ(test, bignum_to_hex(&n, hex, 6), 5);
	KUNIT_EXPECT_MEMEQ(test, hex, "12345\0##", sizeof(hex));
}

static void carries_go_up_and_borrows_come_down(struct kunit *test)
{
	struct bignum ones = num(test, "ffffffffffffffffffffffffffffffffffffffffffffffff");
	struct bignum power = num(test, "1000000000000000000000000000000000000000000000000");
	struct bignum one, result;

	bignum_set(&one, 1);
	KUNIT_EXPECT_EQ(test, bignum_add(&result, &ones, &one), 0);
	EXPECT_SAME(test, &result, &power);
	KUNIT_EXPECT_EQ(test, bignum_sub(&result, &result, &one), 0);
	EXPECT_SAME(test, &result, &ones);
	KUNIT_EXPECT_LT(test, bignum_cmp(&ones, &power), 0);
	KUNIT_EXPECT_GT(test, bignum_cmp(&power, &ones), 0);

	KUNIT_EXPECT_EQ(test, bignum_sub(&result, &one, &power), -ERANGE);
	KUNIT_EXPECT_EQ(test, bignum_sub(&result, &ones, &ones), 0);
	KUNIT_EXPECT_EQ(test, result.len, 0);
}

static void what_does_not_fit_overflows(struct kunit *test)
{
	struct bignum big, half, one, result;

	bignum_set(&one, 1);
	bignum_set(&big, 1);
	bignum_set(&half, 1);
	KUNIT_EXPECT_EQ(test, bignum_shl(&big, BIGNUM_BITS - 1), 0);
	KUNIT_EXPECT_EQ(test, bignum_shl(&half, BIGNUM_BITS / 2), 0);
	KUNIT_EXPECT_EQ(test, big.limb[BIGNUM_LIMBS - 1], BIT_ULL(63));

	KUNIT_EXPECT_EQ(test, bignum_add(&result, &big, &big), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, bignum_mul(&result, &half, &half), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, bignum_mul(&result, &big, &half), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, bignum_shl(&big, 1), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, bignum_shl(&one, BIGNUM_BITS), -EOVERFLOW);

	KUNIT_EXPECT_EQ(test, bignum_sub(&half, &half, &one), 0);
	KUNIT_EXPECT_EQ_MSG(test, bignum_mul(&result, &half, &half), 0, "this fits just so");
	KUNIT_EXPECT_EQ(test, bignum_bits(&result), BIGNUM_BITS);
}

static void a_known_product_and_quotient(struct kunit *test)
{
	struct bignum a = num(test, "fedcba9876543210fedcba9876543210fedcba98");
	struct bignum b = num(test, "123456789abcdef0fedcba9876543211");
	struct bignum product = num(test, "121fa00ad77d74233347e9a0f6729df1"
				    "1111111108a6f469abe2a6876dad3d9752fa1418");
	struct bignum quotient = num(test, "e00000000");
	struct bignum remainder = num(test, "e30eca8641fdb97522fedcba98");
	struct bignum q, r;

	KUNIT_EXPECT_EQ(test, bignum_mul(&q, &a, &b), 0);
	EXPECT_SAME(test, &q, &product);
	KUNIT_EXPECT_EQ(test, bignum_divmod(&q, &r, &a, &b), 0);
	EXPECT_SAME(test, &q, &quotient);
	EXPECT_SAME(test, &r, &remainder);
}

static void shifts_undo_each_other(struct kunit *test)
{
	struct bignum n = random_num(test, BIGNUM_LIMBS / 2), shifted;
	unsigned int bits;

	for (bits = 0; bits <= BIGNUM_BITS / 2; bits++) {
		shifted = n;
		KUNIT_ASSERT_EQ(test, bignum_shl(&shifted, bits), 0);
		KUNIT_EXPECT_EQ(test, bignum_bits(&shifted), bignum_bits(&n) + bits);
		bignum_shr(&shifted, bits);
		EXPECT_SAME(test, &shifted, &n);
	}
	bignum_shr(&shifted, BIGNUM_BITS + 64);
	KUNIT_EXPECT_EQ(test, shifted.len, 0);
}

/* (a + b)^2 == a^2 + 2 a b + b^2 */
static void the_square_of_a_sum(struct kunit *test)
{
	struct bignum a, b, ab, left, right;
	unsigned int i;

	for (i = 0; i < 100; i++) {
		a = random_num(test, BIGNUM_LIMBS / 2 - 1);
		b = random_num(test, BIGNUM_LIMBS / 2 - 1);
		bignum_mul(&ab, &a, &b);
		bignum_shl(&ab, 1);

		bignum_add(&left, &a, &b);
		bignum_mul(&left, &left, &left);
		bignum_mul(&a, &a, &a);
		bignum_mul(&b, &b, &b);
		bignum_add(&right, &a, &ab);
		bignum_add(&right, &right, &b);
		EXPECT_SAME(test, &left, &right);
	}
}

/* a == quotient * b + remainder, and remainder < b */
static void division_undoes_multiplication(struct kunit *test)
{
	struct bignum a, b, q, r;
	unsigned int i;

	for (i = 0; i < 100; i++) {
		a = random_num(test, BIGNUM_LIMBS);
		b = random_num(test, BIGNUM_LIMBS);
		KUNIT_ASSERT_EQ(test, bignum_divmod(&q, &r, &a, &b), 0);
		KUNIT_EXPECT_LT(test, bignum_cmp(&r, &b), 0);
		KUNIT_EXPECT_EQ(test, bignum_mul(&q, &q, &b), 0);
		KUNIT_EXPECT_EQ(test, bignum_add(&q, &q, &r), 0);
		EXPECT_SAME(test, &q, &a);
	}
	bignum_set(&b, 0);
	KUNIT_EXPECT_EQ(test, bignum_divmod(&q, &r, &a, &b), -EINVAL);
}

static struct kunit_case bignum_cases[] = {
	KUNIT_CASE_PARAM(hex_is_read_and_written, text_gen_params),
	KUNIT_CASE(wrong_hex_is_refused),
	KUNIT_CASE(text_stays_within_its_buffer),
	KUNIT_CASE(carries_go_up_and_borrows_come_down),
	KUNIT_CASE(what_does_not_fit_overflows),
	KUNIT_CASE(a_known_product_and_quotient),
	KUNIT_CASE(shifts_undo_each_other),
	KUNIT_CASE(the_square_of_a_sum),
	KUNIT_CASE(division_undoes_multiplication),
	{}
};

static struct kunit_suite bignum_suite = {
	.name = "bignum",
	.test_cases = bignum_cases,
};
kunit_test_suite(bignum_suite);

MODULE_DESCRIPTION("Tests of unsigned integers of up to 1024 bits");
MODULE_LICENSE("Dual MIT/GPL");

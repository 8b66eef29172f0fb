// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <kunit/test.h>
#include <linux/module.h>

#include "bignum.h"

static struct bignum num(struct kunit *test, const char *hex)
{
	struct bignum n = {};

	KUNIT_ASSERT_EQ_MSG(test, bignum_from_hex(&n, hex), 0, "%s", hex);
	return n;
}

static struct bignum small(u64 value)
{
	struct bignum n;

	bignum_set(&n, value);
	return n;
}

/* All limbs must be the same: those above the highest are zero. */
#define EXPECT_SAME(test, a, b) do {						\
	KUNIT_EXPECT_EQ(test, (a)->len, (b)->len);				\
	KUNIT_EXPECT_MEMEQ(test, (a)->limb, (b)->limb, sizeof((a)->limb));	\
} while (0)

/* RSA-768 = P * Q, factored in 2009; D undoes the exponent 65537. */
#define RSA_N "cad984557c97e039431a226ad727f0c6d43ef3d418469f1b375049b229843ee9" \
	      "f83b1f97738ac274f5f61f401f21f1913e4b64bb31b55a38d398c0dfed00b139" \
	      "2f0889711c44b359e7976c617fcc734f06e3e95c26476091b52f462e79413db5"
#define RSA_P "d982ec7b440e2869d2535e51f91bacc3eb6eba042e106e6f" \
	      "875c3d17e53db65fffd6e4e9a36084ce60f83d754dd7f701"
#define RSA_Q "eebe6dd23ce7e99c0e2249fecc4418c34af74e418bfa714c" \
	      "3791828414ab18f32fd7e093062a49b030225cc845f99ab5"
#define RSA_D "740de48760442835baad5e1990453a9d16db7976d3f8bb98bf99c0c01cbe9b9c" \
	      "12b808c80683d1e346c16c79ac162874f28ca610c1b97e5e1ffae95725ce0c6b" \
	      "031c3e188b17187a793b322cc4004c568e76c9b258542ea2a2d6ecd462fff401"
#define RSA_KTEST "9309152ec297e1fcaf769bd85932898837f10bbaa3236597e5323bd99e65743d" \
		  "c9a38179497bad43f8ddf3b7177728362b2ae376340af0c052f2236024803b38" \
		  "15a3d50857611ca7d34b323f867966ef5907fb4dd9c2f90e07e32ee66475c334"

static void rsa_768_is_the_product_of_its_factors(struct kunit *test)
{
	struct bignum n = num(test, RSA_N), p = num(test, RSA_P), q = num(test, RSA_Q);
	struct bignum result;

	KUNIT_EXPECT_EQ(test, bignum_mul(&result, &p, &q), 0);
	EXPECT_SAME(test, &result, &n);
	KUNIT_EXPECT_EQ(test, bignum_divmod(NULL, &result, &n, &p), 0);
	KUNIT_EXPECT_EQ(test, result.len, 0);
}

static void rsa_decrypts_what_it_encrypts(struct kunit *test)
{
	struct bignum n = num(test, RSA_N), d = num(test, RSA_D), e = small(65537);
	struct bignum plain = num(test, "6b74657374"), cipher = num(test, RSA_KTEST);
	struct bignum result;

	KUNIT_EXPECT_EQ(test, bignum_powm(&result, &plain, &e, &n), 0);
	EXPECT_SAME(test, &result, &cipher);
	KUNIT_EXPECT_EQ(test, bignum_powm(&result, &result, &d, &n), 0);
	EXPECT_SAME(test, &result, &plain);
}

static const struct vector {
	const char *name;
	u64 base, exponent, modulus, result;
} vectors[] = {
	{ "textbook RSA", 65, 17, 3233, 2790 },
	{ "and back", 2790, 2753, 3233, 65 },
	{ "Carmichael number", 7, 560, 561, 1 },
	{ "exponent 0", 5, 0, 7, 1 },
	{ "exponent 1", 5, 1, 7, 5 },
	{ "base 0", 0, 5, 7, 0 },
	{ "0 to the 0th", 0, 0, 7, 1 },
	{ "base above the modulus", 1000, 2, 7, 1 },
	{ "modulus 1", 5, 3, 1, 0 },
	{ "modulus 1, exponent 0", 5, 0, 1, 0 },
	{ "modulus of all bits", 2, 64, U64_MAX, 1 },
};
KUNIT_ARRAY_PARAM_DESC(vector, vectors, name);

static void powers_of_small_numbers(struct kunit *test)
{
	const struct vector *v = test->param_value;
	struct bignum base = small(v->base), exponent = small(v->exponent);
	struct bignum modulus = small(v->modulus), expected = small(v->result), result;

	KUNIT_ASSERT_EQ(test, bignum_powm(&result, &base, &exponent, &modulus), 0);
	EXPECT_SAME(test, &result, &expected);
}

static const struct mersenne {
	const char *name;
	unsigned int bits;
	bool is_prime;
} mersennes[] = {
	{ "2^61 - 1", 61, true },
	{ "2^67 - 1, which Mersenne believed in", 67, false },
	{ "2^89 - 1", 89, true },
	{ "2^127 - 1", 127, true },
	{ "2^257 - 1, another of his", 257, false },
	{ "2^521 - 1", 521, true },
	{ "2^607 - 1", 607, true },
};
KUNIT_ARRAY_PARAM_DESC(mersenne, mersennes, name);

/* Fermat's little theorem: 3^(p - 1) is 1 modulo a prime p. */
static void fermats_little_theorem(struct kunit *test)
{
	const struct mersenne *m = test->param_value;
	struct bignum p = small(1), one = small(1), three = small(3);
	struct bignum exponent, result;

	KUNIT_ASSERT_EQ(test, bignum_shl(&p, m->bits), 0);
	KUNIT_ASSERT_EQ(test, bignum_sub(&p, &p, &one), 0);
	KUNIT_ASSERT_EQ(test, bignum_sub(&exponent, &p, &one), 0);
	KUNIT_ASSERT_EQ(test, bignum_powm(&result, &three, &exponent, &p), 0);
	if (m->is_prime)
		EXPECT_SAME(test, &result, &one);
	else
		KUNIT_EXPECT_MEMNEQ(test, result.limb, one.limb, sizeof(one.limb));
}

static void an_even_modulus_is_refused(struct kunit *test)
{
	struct bignum two = small(2), zero = small(0), result = small(77), before = result;

	KUNIT_EXPECT_EQ(test, bignum_powm(&result, &two, &two, &two), -EINVAL);
	KUNIT_EXPECT_EQ(test, bignum_powm(&result, &two, &two, &zero), -EINVAL);
	EXPECT_SAME(test, &result, &before);
}

/* The largest modulus, 2^1024 - 1: minus one, squared, is one. */
static void a_modulus_of_the_full_size(struct kunit *test)
{
	struct bignum modulus = small(1), one = small(1), two = small(2), minus_one, result;

	KUNIT_ASSERT_EQ(test, bignum_shl(&modulus, BIGNUM_BITS - 1), 0);
	KUNIT_ASSERT_EQ(test, bignum_sub(&result, &modulus, &one), 0);
	KUNIT_ASSERT_EQ(test, bignum_add(&modulus, &modulus, &result), 0);
	KUNIT_ASSERT_EQ(test, bignum_sub(&minus_one, &modulus, &one), 0);
	KUNIT_EXPECT_EQ(test, bignum_powm(&result, &minus_one, &two, &modulus), 0);
	EXPECT_SAME(test, &result, &one);
}

static struct kunit_case powm_cases[] = {
	KUNIT_CASE(rsa_768_is_the_product_of_its_factors),
	KUNIT_CASE(rsa_decrypts_what_it_encrypts),
	KUNIT_CASE_PARAM(powers_of_small_numbers, vector_gen_params),
	KUNIT_CASE_PARAM(fermats_little_theorem, mersenne_gen_params),
	KUNIT_CASE(an_even_modulus_is_refused),
	KUNIT_CASE(a_modulus_of_the_full_size),
	{}
};

static struct kunit_suite powm_suite = {
	.name = "bignum-powm",
	.test_cases = powm_cases,
};
kunit_test_suite(powm_suite);

MODULE_DESCRIPTION("Tests of powers modulo an odd number");
MODULE_LICENSE("Dual MIT/GPL");

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Reed-Solomon codes. Polynomials are arrays of values, the lowest power first. Decoding is the usual way:
 * syndromes, the locator of errors by Berlekamp and Massey, its roots by trial, and values by Forney.
 */
#ifndef KTEST_LIB_REED_SOLOMON_C
#define KTEST_LIB_REED_SOLOMON_C

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/rslib.h>
#include <linux/slab.h>
#include <linux/string.h>

/* ---- the field ----------------------------------------------------------------------------- */

/* Alpha to the power of any exponent. */
static inline uint16_t rs_power(const struct rs_codec *rs, u64 exponent)
{
	return rs->alpha_to[exponent % rs->nn];
}

/* By alpha to the power of log, which is at most nn. */
static inline uint16_t rs_shift(const struct rs_codec *rs, uint16_t a, int log)
{
	int sum = rs->index_of[a] + log;

	return a ? rs->alpha_to[sum < rs->nn ? sum : sum - rs->nn] : 0;
}

static inline uint16_t rs_mul(const struct rs_codec *rs, uint16_t a, uint16_t b)
{
	return b ? rs_shift(rs, a, rs->index_of[b]) : 0;
}

static inline uint16_t rs_div(const struct rs_codec *rs, uint16_t a, uint16_t b)
{
	return rs_shift(rs, a, rs->nn - rs->index_of[b]);
}

/* At alpha to the power of x. */
static inline uint16_t rs_evaluate(const struct rs_codec *rs, const uint16_t *poly, int degree, int x)
{
	uint16_t sum = poly[degree];

	while (degree--)
		sum = rs_shift(rs, sum, x) ^ poly[degree];
	return sum;
}

/* *= 1 + root * x */
static inline void rs_add_root(const struct rs_codec *rs, uint16_t *poly, int degree, uint16_t root)
{
	int i;

	for (i = degree + 1; i > 0; i--)
		poly[i] ^= rs_mul(rs, poly[i - 1], root);
}

/* false: the polynomial is not primitive. */
static inline bool rs_fill_tables(struct rs_codec *rs)
{
	int i, j, x = rs->gfpoly ? 1 : rs->gffunc(0);

	rs->index_of[0] = rs->nn;
	rs->alpha_to[rs->nn] = 0;
	for (i = 0; i < rs->nn; i++) {
		rs->index_of[x] = i;
		rs->alpha_to[i] = x;
		if (rs->gfpoly)
			x = (x << 1 ^ (x << 1 & 1 << rs->mm ? rs->gfpoly : 0)) & rs->nn;
		else
			x = rs->gffunc(x);
	}
	if (x != rs->alpha_to[0])
		return false;
	for (i = 1; i % rs->prim; i += rs->nn)
		;
	rs->iprim = i / rs->prim;
	/* The product of x + alpha to the powers of prim * fcr, prim * (fcr + 1) …, in logarithms. */
	rs->genpoly[0] = 1;
	for (i = 0; i < rs->nroots; i++) {
		uint16_t root = rs_power(rs, (u64)rs->prim * (rs->fcr + i));

		rs->genpoly[i + 1] = 0;
		for (j = i + 1; j >= 0; j--)
			rs->genpoly[j] = (j ? rs->genpoly[j - 1] : 0) ^ rs_mul(rs, rs->genpoly[j], root);
	}
	for (i = 0; i <= rs->nroots; i++)
		rs->genpoly[i] = rs->index_of[rs->genpoly[i]];
	return true;
}

static inline void rs_free_codec(struct rs_codec *rs)
{
	kfree(rs->alpha_to);
	kfree(rs->index_of);
	kfree(rs->genpoly);
	kfree(rs);
}

static inline struct rs_codec *rs_make_codec(const struct rs_codec *wanted, gfp_t gfp)
{
	struct rs_codec *rs = (struct rs_codec *)kmemdup(wanted, sizeof(*wanted), gfp);

	if (!rs)
		return NULL;
	INIT_LIST_HEAD(&rs->list);
	rs->nn = (1 << rs->mm) - 1;
	rs->users = 1;
	rs->alpha_to = (uint16_t *)kcalloc(rs->nn + 1, sizeof(uint16_t), gfp);
	rs->index_of = (uint16_t *)kcalloc(rs->nn + 1, sizeof(uint16_t), gfp);
	rs->genpoly = (uint16_t *)kcalloc(rs->nroots + 1, sizeof(uint16_t), gfp);
	if (rs->alpha_to && rs->index_of && rs->genpoly && rs_fill_tables(rs))
		return rs;
	rs_free_codec(rs);
	return NULL;
}

/* Scratch memory: so many polynomials of nroots + 1 values. */
enum { RS_SYNDROMES, RS_LOCATOR, RS_SHIFTED, RS_NEXT, RS_OMEGA, RS_ROOTS, RS_PLACES, RS_VALUES, RS_BUFFERS };

static inline struct rs_control *rs_make(int symsize, int gfpoly, int (*func)(int), int fcr, int prim, int nroots,
					 gfp_t gfp)
{
	struct rs_codec wanted;
	struct rs_control *rs;
	int most;

	if (symsize < 1)
		return NULL;
	most = (1 << symsize) - 1;
	if (fcr < 0 || fcr > most || prim <= 0 || prim > most || nroots < 0 || nroots > most)
		return NULL;
	memset(&wanted, 0, sizeof(wanted));
	wanted.mm = symsize;
	wanted.gfpoly = gfpoly;
	wanted.gffunc = func;
	wanted.fcr = fcr;
	wanted.prim = prim;
	wanted.nroots = nroots;
	rs = (struct rs_control *)kzalloc(sizeof(*rs) + sizeof(uint16_t) * RS_BUFFERS * (nroots + 1), gfp);
	if (!rs)
		return NULL;
	rs->codec = rs_make_codec(&wanted, gfp);
	if (!rs->codec) {
		kfree(rs);
		return NULL;
	}
	return rs;
}

KTEST_DEF struct rs_control *init_rs_gfp(int symsize, int gfpoly, int fcr, int prim, int nroots, gfp_t gfp)
{
	return rs_make(symsize, gfpoly, NULL, fcr, prim, nroots, gfp);
}

KTEST_DEF struct rs_control *init_rs_non_canonical(int symsize, int (*func)(int), int fcr, int prim, int nroots)
{
	return rs_make(symsize, 0, func, fcr, prim, nroots, GFP_KERNEL);
}

KTEST_DEF void free_rs(struct rs_control *rs)
{
	if (!rs)
		return;
	rs_free_codec(rs->codec);
	kfree(rs);
}

/* ---- encoding ------------------------------------------------------------------------------ */

/* A word: its data are bytes or of 16 bits. */
struct rs_word {
	uint8_t *bytes;
	uint16_t *shorts;
	uint16_t *par;
	int len;
	uint16_t invmsk;
};

static inline uint16_t rs_symbol(const struct rs_codec *rs, const struct rs_word *word, int i)
{
	if (i >= word->len)
		return word->par[i - word->len] & rs->nn;
	return ((word->bytes ? word->bytes[i] : word->shorts[i]) ^ word->invmsk) & rs->nn;
}

static inline int rs_encode(const struct rs_codec *rs, const struct rs_word *word)
{
	int pad = rs->nn - rs->nroots - word->len, i, j;
	uint16_t *par = word->par;

	if (pad < 0 || pad >= rs->nn)
		return -ERANGE;
	for (i = 0; i < word->len; i++) {
		uint16_t carry = rs_symbol(rs, word, i) ^ par[0];
		int log = rs->index_of[carry];

		for (j = 0; j < rs->nroots; j++) {
			uint16_t next = j + 1 < rs->nroots ? par[j + 1] : 0;

			par[j] = carry ? next ^ rs_shift(rs, rs->alpha_to[rs->genpoly[rs->nroots - 1 - j]], log) : next;
		}
	}
	return 0;
}

/* ---- decoding ------------------------------------------------------------------------------ */

static inline uint16_t *rs_buffer(struct rs_control *rsc, int which)
{
	return rsc->buffers + which * (rsc->codec->nroots + 1);
}

/* Whether any is not 0: the word is none of the code. */
static inline bool rs_find_syndromes(struct rs_control *rsc, const struct rs_word *word, const uint16_t *given)
{
	uint16_t *syn = rs_buffer(rsc, RS_SYNDROMES), any = 0;
	const struct rs_codec *rs = rsc->codec;
	int i, j;

	for (i = 0; i < rs->nroots; i++) {
		int root = (u64)(rs->fcr + i) * rs->prim % rs->nn;

		syn[i] = given ? rs->alpha_to[given[i]] : 0;
		for (j = 0; !given && j < word->len + rs->nroots; j++)
			syn[i] = rs_shift(rs, syn[i], root) ^ rs_symbol(rs, word, j);
		any |= syn[i];
	}
	return any;
}

static inline void rs_times_x(const struct rs_codec *rs, uint16_t *poly)
{
	memmove(poly + 1, poly, rs->nroots * sizeof(*poly));
	poly[0] = 0;
}

/* Its degree. It begins as the locator of the places that are known. */
static inline int rs_find_locator(struct rs_control *rsc, int no_eras, const int *eras_pos, int pad)
{
	uint16_t *syn = rs_buffer(rsc, RS_SYNDROMES), *lambda = rs_buffer(rsc, RS_LOCATOR);
	uint16_t *b = rs_buffer(rsc, RS_SHIFTED), *next = rs_buffer(rsc, RS_NEXT);
	const struct rs_codec *rs = rsc->codec;
	size_t bytes = (rs->nroots + 1) * sizeof(uint16_t);
	int r, i, length = no_eras;

	memset(lambda, 0, bytes);
	lambda[0] = 1;
	for (i = 0; i < no_eras; i++)
		rs_add_root(rs, lambda, i, rs_power(rs, (u64)rs->prim * (rs->nn - 1 - (eras_pos[i] + pad))));
	memcpy(b, lambda, bytes);
	for (r = no_eras + 1; r <= rs->nroots; r++) {
		uint16_t wrong = 0;

		for (i = 0; i < r; i++)
			wrong ^= rs_mul(rs, lambda[i], syn[r - 1 - i]);
		rs_times_x(rs, b);
		if (!wrong)
			continue;
		for (i = 0; i <= rs->nroots; i++)
			next[i] = lambda[i] ^ rs_mul(rs, wrong, b[i]);
		if (2 * length <= r + no_eras - 1) {
			length = r + no_eras - length;
			for (i = 0; i <= rs->nroots; i++)
				b[i] = rs_div(rs, lambda[i], wrong);
		}
		memcpy(lambda, next, bytes);
	}
	for (i = rs->nroots; i > 0 && !lambda[i]; i--)
		;
	return i;
}

/* Roots of the locator, and the places in the word that they mean. Whether they are as many as they should be. */
static inline bool rs_find_places(struct rs_control *rsc, int degree, int pad)
{
	uint16_t *lambda = rs_buffer(rsc, RS_LOCATOR), *roots = rs_buffer(rsc, RS_ROOTS), *places = rs_buffer(rsc, RS_PLACES);
	struct rs_codec *rs = rsc->codec;
	int i, count = 0, place = rs->iprim - 1;

	for (i = 1; i <= rs->nn && count < degree; i++, place = rs_modnn(rs, place + rs->iprim)) {
		if (rs_evaluate(rs, lambda, degree, i))
			continue;
		if (place < pad)
			return false;
		roots[count] = i;
		places[count++] = place;
	}
	return count == degree;
}

/* How many are not 0. */
static inline int rs_find_values(struct rs_control *rsc, int degree)
{
	uint16_t *syn = rs_buffer(rsc, RS_SYNDROMES), *lambda = rs_buffer(rsc, RS_LOCATOR), *omega = rs_buffer(rsc, RS_OMEGA);
	uint16_t *roots = rs_buffer(rsc, RS_ROOTS), *values = rs_buffer(rsc, RS_VALUES);
	const struct rs_codec *rs = rsc->codec;
	int i, j, count = 0;

	for (i = 0; i < degree; i++) {
		omega[i] = 0;
		for (j = 0; j <= i; j++)
			omega[i] ^= rs_mul(rs, syn[i - j], lambda[j]);
	}
	for (j = 0; j < degree; j++) {
		uint16_t top = rs_evaluate(rs, omega, degree - 1, roots[j]), slope = 0;

		/* The derivative has the odd powers only. */
		for (i = 0; i <= min(degree, rs->nroots - 1); i += 2)
			slope ^= rs_mul(rs, lambda[i + 1], rs_power(rs, (u64)i * roots[j]));
		top = rs_mul(rs, top, rs_power(rs, (u64)roots[j] * (rs->fcr + rs->nn - 1)));
		values[j] = rs_div(rs, top, slope);
		count += values[j] != 0;
	}
	return count;
}

/* Whether these errors have the word's syndromes. */
static inline bool rs_fits(struct rs_control *rsc, int degree)
{
	uint16_t *syn = rs_buffer(rsc, RS_SYNDROMES), *places = rs_buffer(rsc, RS_PLACES), *values = rs_buffer(rsc, RS_VALUES);
	const struct rs_codec *rs = rsc->codec;
	int i, j;

	for (i = 0; i < rs->nroots; i++) {
		u64 power = (u64)(rs->fcr + i) * rs->prim % rs->nn;
		uint16_t sum = 0;

		for (j = 0; j < degree; j++)
			sum ^= rs_mul(rs, values[j], rs_power(rs, power * (rs->nn - places[j] - 1)));
		if (sum != syn[i])
			return false;
	}
	return true;
}

static inline void rs_correct(const struct rs_word *word, int at, uint16_t value)
{
	if (at >= word->len)
		word->par[at - word->len] ^= value;
	else if (word->bytes)
		word->bytes[at] ^= value;
	else
		word->shorts[at] ^= value;
}

static inline int rs_decode(struct rs_control *rsc, const struct rs_word *word, const uint16_t *s, int no_eras,
			    int *eras_pos, uint16_t *corr)
{
	uint16_t *places = rs_buffer(rsc, RS_PLACES), *values = rs_buffer(rsc, RS_VALUES);
	const struct rs_codec *rs = rsc->codec;
	int pad = rs->nn - rs->nroots - word->len, degree, count, i, stored = 0;

	BUG_ON(pad < 0 || pad >= rs->nn - rs->nroots);
	if (!rs_find_syndromes(rsc, word, s))
		return 0;
	degree = rs_find_locator(rsc, no_eras, eras_pos, pad);
	if (!degree || !rs_find_places(rsc, degree, pad))
		return -EBADMSG;
	count = rs_find_values(rsc, degree);
	if (!rs_fits(rsc, degree))
		return -EBADMSG;
	for (i = 0; i < degree; i++) {
		if (!values[i])
			continue;
		if (corr && eras_pos) {
			corr[stored] = values[i];
			eras_pos[stored++] = places[i] - pad;
		} else if ((word->bytes || word->shorts) && word->par) {
			rs_correct(word, places[i] - pad, values[i]);
		}
	}
	return count;
}

/* ---- for both widths ----------------------------------------------------------------------- */

KTEST_DEF int encode_rs8(struct rs_control *rs, uint8_t *data, int len, uint16_t *par, uint16_t invmsk)
{
	struct rs_word word = { data, NULL, par, len, invmsk };

	return rs_encode(rs->codec, &word);
}

KTEST_DEF int encode_rs16(struct rs_control *rs, uint16_t *data, int len, uint16_t *par, uint16_t invmsk)
{
	struct rs_word word = { NULL, data, par, len, invmsk };

	return rs_encode(rs->codec, &word);
}

KTEST_DEF int decode_rs8(struct rs_control *rs, uint8_t *data, uint16_t *par, int len, uint16_t *s, int no_eras,
			 int *eras_pos, uint16_t invmsk, uint16_t *corr)
{
	struct rs_word word = { data, NULL, par, len, invmsk };

	return rs_decode(rs, &word, s, no_eras, eras_pos, corr);
}

KTEST_DEF int decode_rs16(struct rs_control *rs, uint16_t *data, uint16_t *par, int len, uint16_t *s, int no_eras,
			  int *eras_pos, uint16_t invmsk, uint16_t *corr)
{
	struct rs_word word = { NULL, data, par, len, invmsk };

	return rs_decode(rs, &word, s, no_eras, eras_pos, corr);
}

#endif

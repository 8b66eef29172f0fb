/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Reed-Solomon codes of symbols of 1 to 15 bits.
 * Synchronization table: a control has scratch memory: one decodes at a time with it.
 * Fidelity: faithful; a control has a codec of its own
 */
#ifndef KTEST_LINUX_RSLIB_H
#define KTEST_LINUX_RSLIB_H
#include <ktest/open.h>

#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/types.h>

/* The field's tables of powers (alpha_to) and logarithms (index_of); nn is the logarithm of 0. */
struct rs_codec {
	int mm;
	int nn;
	uint16_t *alpha_to;
	uint16_t *index_of;
	uint16_t *genpoly;
	int nroots;
	int fcr;
	int prim;
	int iprim;
	int gfpoly;
	int (*gffunc)(int);
	int users;
	struct list_head list;
};
struct rs_control {
	struct rs_codec *codec;
	uint16_t buffers[];
};

/* NULL: no memory, a number out of its range, or no primitive polynomial. */
KTEST_FN struct rs_control *init_rs_gfp(int symsize, int gfpoly, int fcr, int prim, int nroots, gfp_t gfp);
static inline struct rs_control *init_rs(int symsize, int gfpoly, int fcr, int prim, int nroots)
{
	return init_rs_gfp(symsize, gfpoly, fcr, prim, nroots, GFP_KERNEL);
}
KTEST_FN struct rs_control *init_rs_non_canonical(int symsize, int (*func)(int), int fcr, int prim, int nroots);
KTEST_FN void free_rs(struct rs_control *rs);

/* 0 or -ERANGE. par is what was computed before, or zeroed. */
KTEST_FN int encode_rs8(struct rs_control *rs, uint8_t *data, int len, uint16_t *par, uint16_t invmsk);
KTEST_FN int encode_rs16(struct rs_control *rs, uint16_t *data, int len, uint16_t *par, uint16_t invmsk);
/*
 * How many symbols were wrong, or -EBADMSG. s: syndromes in index form, or NULL; eras_pos: no_eras known places.
 * With corr, the places and corrections go into eras_pos and corr, and data stays as it is.
 */
KTEST_FN int decode_rs8(struct rs_control *rs, uint8_t *data, uint16_t *par, int len, uint16_t *s, int no_eras,
			int *eras_pos, uint16_t invmsk, uint16_t *corr);
KTEST_FN int decode_rs16(struct rs_control *rs, uint16_t *data, uint16_t *par, int len, uint16_t *s, int no_eras,
			 int *eras_pos, uint16_t invmsk, uint16_t *corr);

/* A logarithm from 0 to nn - 1. */
static inline int rs_modnn(struct rs_codec *rs, int x)
{
	while (x >= rs->nn) {
		x -= rs->nn;
		x = (x >> rs->mm) + (x & rs->nn);
	}
	return x;
}

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Decompression of .xz, by liblzma.so.5 (Debian: liblzma5), which is opened when first used: nothing to link. Without it the
 * call ends the case as unsupported.
 * Synchronization table: everything may run concurrently, with decoders of their own.
 * Fidelity: faithful; also takes filters that a kernel refuses (delta, offsets of branch filters). XZ_SINGLE allocates the
 * dictionary that the headers ask for while it runs. MicroLZMA needs liblzma 5.4
 */
#ifndef KTEST_LINUX_XZ_H
#define KTEST_LINUX_XZ_H
#include <ktest/open.h>

#include <linux/stddef.h>
#include <linux/types.h>

enum xz_mode {
	XZ_SINGLE,	/* all by one call; dict_max means nothing */
	XZ_PREALLOC,	/* xz_dec_run() needs no more memory */
	XZ_DYNALLOC
};

enum xz_ret {
	XZ_OK,			/* not with XZ_SINGLE: more input or more room is needed */
	XZ_STREAM_END,
	XZ_UNSUPPORTED_CHECK,	/* never: XZ_OPTIONS_ERROR is what a kernel says */
	XZ_MEM_ERROR,
	XZ_MEMLIMIT_ERROR,	/* a larger dictionary than dict_max */
	XZ_FORMAT_ERROR,	/* no .xz */
	XZ_OPTIONS_ERROR,	/* also for check sums other than CRC32 and none */
	XZ_DATA_ERROR,		/* XZ_SINGLE: also if the input ends too early */
	XZ_BUF_ERROR		/* no progress, for the second time; XZ_SINGLE: no room */
};

struct xz_buf {
	const uint8_t *in;
	size_t in_pos;
	size_t in_size;
	uint8_t *out;
	size_t out_pos;
	size_t out_size;
};

struct xz_dec;
/* NULL: no memory. */
KTEST_FN struct xz_dec *xz_dec_init(enum xz_mode mode, uint32_t dict_max);
/* XZ_SINGLE leaves the positions as they were unless it returns XZ_STREAM_END. */
KTEST_FN enum xz_ret xz_dec_run(struct xz_dec *s, struct xz_buf *b);
KTEST_FN void xz_dec_reset(struct xz_dec *s);
KTEST_FN void xz_dec_end(struct xz_dec *s);

/*
 * MicroLZMA: a raw stream whose sizes are known, as EROFS has it. mode is XZ_SINGLE or XZ_PREALLOC, dict_size 4 KiB to
 * 3 GiB; NULL: another one, or no memory.
 */
struct xz_dec_microlzma;
KTEST_FN struct xz_dec_microlzma *xz_dec_microlzma_alloc(enum xz_mode mode, uint32_t dict_size);
/* Before each stream. Unless the size is exact, uncomp_size may be less than all: that much is decoded. */
KTEST_FN void xz_dec_microlzma_reset(struct xz_dec_microlzma *s, uint32_t comp_size, uint32_t uncomp_size,
				     int uncomp_size_is_exact);
/*
 * XZ_OK: more input or room is needed, even if nothing was done; XZ_STREAM_END; else XZ_DATA_ERROR. With XZ_PREALLOC, out
 * may be NULL: what is decoded is passed over. XZ_SINGLE goes on after XZ_OK, too; it takes memory while it runs, and says
 * XZ_DATA_ERROR without.
 */
KTEST_FN enum xz_ret xz_dec_microlzma_run(struct xz_dec_microlzma *s, struct xz_buf *b);
KTEST_FN void xz_dec_microlzma_end(struct xz_dec_microlzma *s);

#include <ktest/close.h>
#endif

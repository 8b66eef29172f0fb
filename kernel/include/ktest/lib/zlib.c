// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Deflate by libz. A stream of the library is in the workspace of the kernel's, and so is all memory that the library asks for:
 * callers need not end a stream.
 */
#ifndef KTEST_LIB_ZLIB_C
#define KTEST_LIB_ZLIB_C

#include <ktest/lib/external.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/zlib.h>

/* z_stream of <zlib.h>: a part of its binary interface. */
struct zlib_stream {
	const Byte *next_in;
	unsigned int avail_in;
	unsigned long total_in;
	Byte *next_out;
	unsigned int avail_out;
	unsigned long total_out;
	const char *msg;
	void *state;
	void *(*zalloc)(void *opaque, unsigned int items, unsigned int size);
	void (*zfree)(void *opaque, void *address);
	void *opaque;
	int data_type;
	unsigned long adler;
	unsigned long reserved;
};

struct zlib_workspace {
	struct zlib_stream lib;
	size_t size, used;
	bool is_new_raw;	/* deflates without header, and has not begun */
	char memory[] __aligned(16);
};

#define KTEST_ZLIB(type, name) KTEST_EXTERNAL("libz.so.1", "zlib1g", type, name)
#define ZLIB_STATE_ROOM (96 << 10)	/* for states and tables; the library of today needs a tenth */

static inline struct zlib_workspace *zlib_workspace(z_streamp strm)
{
	return strm && strm->state ? (struct zlib_workspace *)strm->workspace : NULL;
}

static inline void *zlib_alloc(void *opaque, unsigned int items, unsigned int size)
{
	struct zlib_workspace *w = (struct zlib_workspace *)opaque;
	size_t bytes = ((size_t)items * size + 15) & ~15ul;
	char *memory = w->memory + w->used;

	if (bytes > w->size - w->used)
		return NULL;
	w->used += bytes;
	return memory;
}

static inline void zlib_free(void *opaque, void *address)
{
	(void)opaque, (void)address;
}

static inline struct zlib_workspace *zlib_begin(z_streamp strm, int size)
{
	struct zlib_workspace *w = (struct zlib_workspace *)strm->workspace;

	memset(w, 0, sizeof(*w));
	w->size = size - sizeof(*w);
	w->lib.zalloc = zlib_alloc;
	w->lib.zfree = zlib_free;
	w->lib.opaque = w;
	strm->state = (struct internal_state *)w;
	return w;
}

/* After Init and Reset. */
static inline int zlib_begun(z_streamp strm, int err)
{
	if (!err) {
		strm->total_in = strm->total_out = 0;
		strm->msg = NULL;
		strm->adler = 1;
	}
	return err;
}

static inline int zlib_step(z_streamp strm, int flush, int (*step)(struct zlib_stream *lib, int flush))
{
	static const signed char flushes[] = { 0, 1, 2, 2, 3, 4, 5 };
	struct zlib_workspace *w = zlib_workspace(strm);
	unsigned int in, out;
	int ret;

	if (!w || flush < 0 || flush > Z_BLOCK)
		return Z_STREAM_ERROR;
	w->lib.next_in = strm->next_in;
	w->lib.next_out = strm->next_out;
	w->lib.avail_in = in = min(strm->avail_in, (uLong)0xffffffff);
	w->lib.avail_out = out = min(strm->avail_out, (uLong)0xffffffff);
	ret = step(&w->lib, flushes[flush]);
	kt_external_wrote(w, sizeof(*w));
	ktest_external_wrote(strm->next_out, out - w->lib.avail_out);
	in -= w->lib.avail_in;
	out -= w->lib.avail_out;
	strm->next_in += in;
	strm->avail_in -= in;
	strm->total_in += in;
	strm->next_out += out;
	strm->avail_out -= out;
	strm->total_out += out;
	strm->msg = (char *)w->lib.msg;
	strm->data_type = w->lib.data_type;
	strm->adler = w->lib.adler;
	return ret;
}

/* ---- compression ------------------------------------------------------------------------------ */

KTEST_DEF int zlib_deflate_workspacesize(int windowBits, int memLevel)
{
	if (windowBits < 0)
		windowBits = -windowBits;
	BUG_ON(memLevel < 1 || memLevel > MAX_MEM_LEVEL || windowBits < 9 || windowBits > 15);
	return sizeof(struct zlib_workspace) + (6 << windowBits) + (2 << 16) + (5 << (memLevel + 6)) + ZLIB_STATE_ROOM;
}

KTEST_DEF int zlib_deflate_dfltcc_enabled(void)
{
	return 0;
}

KTEST_DEF int zlib_deflateInit2(z_streamp strm, int level, int method, int windowBits, int memLevel, int strategy)
{
	int bits = windowBits < 0 ? -windowBits : windowBits;
	struct zlib_workspace *w;

	if (!strm)
		return Z_STREAM_ERROR;
	strm->msg = NULL;
	if (level == Z_DEFAULT_COMPRESSION)
		level = 6;
	if (memLevel < 1 || memLevel > MAX_MEM_LEVEL || method != Z_DEFLATED || bits < 9 || bits > 15 || level < 0 ||
	    level > 9 || strategy < 0 || strategy > Z_HUFFMAN_ONLY)
		return Z_STREAM_ERROR;
	w = zlib_begin(strm, zlib_deflate_workspacesize(windowBits, memLevel));
	w->is_new_raw = windowBits < 0;
	strm->data_type = Z_UNKNOWN;
	return zlib_begun(strm, KTEST_ZLIB(int(struct zlib_stream *, int, int, int, int, int, const char *, int), deflateInit2_)(
					&w->lib, level, method, windowBits, memLevel, strategy, "1.2.11", sizeof(w->lib)));
}

KTEST_DEF int zlib_deflate(z_streamp strm, int flush)
{
	struct zlib_workspace *w = zlib_workspace(strm);

	if (!w || flush > Z_FINISH)
		return Z_STREAM_ERROR;
	w->is_new_raw = false;
	return zlib_step(strm, flush, KTEST_ZLIB(int(struct zlib_stream *, int), deflate));
}

KTEST_DEF int zlib_deflateEnd(z_streamp strm)
{
	struct zlib_workspace *w = zlib_workspace(strm);
	int err;

	if (!w)
		return Z_STREAM_ERROR;
	err = KTEST_ZLIB(int(struct zlib_stream *), deflateEnd)(&w->lib);
	strm->state = NULL;
	return w->is_new_raw ? Z_DATA_ERROR : err;
}

KTEST_DEF int zlib_deflateReset(z_streamp strm)
{
	struct zlib_workspace *w = zlib_workspace(strm);

	if (!w)
		return Z_STREAM_ERROR;
	strm->data_type = Z_UNKNOWN;
	return zlib_begun(strm, KTEST_ZLIB(int(struct zlib_stream *), deflateReset)(&w->lib));
}

/* ---- decompression ---------------------------------------------------------------------------- */

KTEST_DEF int zlib_inflate_workspacesize(void)
{
	return sizeof(struct zlib_workspace) + (1 << MAX_WBITS) + ZLIB_STATE_ROOM;
}

KTEST_DEF int zlib_inflateInit2(z_streamp strm, int windowBits)
{
	int bits = windowBits < 0 ? -windowBits : windowBits;
	struct zlib_workspace *w;

	if (!strm)
		return Z_STREAM_ERROR;
	strm->msg = NULL;
	if (bits < 8 || bits > 15)
		return Z_STREAM_ERROR;
	w = zlib_begin(strm, zlib_inflate_workspacesize());
	return zlib_begun(strm, KTEST_ZLIB(int(struct zlib_stream *, int, const char *, int), inflateInit2_)(
					&w->lib, windowBits, "1.2.11", sizeof(w->lib)));
}

KTEST_DEF int zlib_inflate(z_streamp strm, int flush)
{
	return zlib_step(strm, flush, KTEST_ZLIB(int(struct zlib_stream *, int), inflate));
}

/* Its memory is the workspace. */
KTEST_DEF int zlib_inflateEnd(z_streamp strm)
{
	return zlib_workspace(strm) ? Z_OK : Z_STREAM_ERROR;
}

KTEST_DEF int zlib_inflateReset(z_streamp strm)
{
	struct zlib_workspace *w = zlib_workspace(strm);

	return w ? zlib_begun(strm, KTEST_ZLIB(int(struct zlib_stream *), inflateReset)(&w->lib)) : Z_STREAM_ERROR;
}

KTEST_DEF int zlib_inflateIncomp(z_stream *strm)
{
	struct zlib_workspace *w = zlib_workspace(strm);
	int err = Z_STREAM_ERROR;

	if (w)
		err = KTEST_ZLIB(int(struct zlib_stream *, const Byte *, unsigned int), inflateSetDictionary)(
			&w->lib, strm->next_in, strm->avail_in);
	if (!err) {
		strm->total_out += strm->avail_in;
		strm->total_in += strm->avail_in;
		strm->next_in += strm->avail_in;
		strm->avail_in = 0;
	}
	return err;
}

KTEST_DEF int zlib_inflate_blob(void *dst, unsigned dst_sz, const void *src, unsigned src_sz)
{
	z_stream strm = { .next_in = (const Byte *)src, .avail_in = src_sz, .next_out = (Byte *)dst, .avail_out = dst_sz };
	int ret = -EINVAL;

	strm.workspace = kvmalloc(zlib_inflate_workspacesize(), GFP_KERNEL);
	if (!strm.workspace)
		return -ENOMEM;
	if (zlib_inflateInit2(&strm, -MAX_WBITS) == Z_OK && zlib_inflate(&strm, Z_FINISH) == Z_STREAM_END)
		ret = dst_sz - strm.avail_out;
	kvfree(strm.workspace);
	return ret;
}

#endif

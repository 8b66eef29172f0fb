// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* LZ4, LZO, deflate and Zstandard: what is compressed comes back, and wrong input is told. */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/lz4.h>
#include <linux/lzo.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <linux/zlib.h>
#include <linux/zstd.h>

#define TEXT 20000

struct room { char *text, *packed, *back; void *work; };

static void *room_of(struct kunit *test, size_t size)
{
	void *room = kunit_kzalloc(test, size, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, room);
	return room;
}

static int compression_init(struct kunit *test)
{
	struct room *r = room_of(test, sizeof(*r));
	u32 x = 1;
	int i;

	r->text = room_of(test, TEXT);
	r->packed = room_of(test, 2 * TEXT);
	r->back = room_of(test, TEXT + 64);
	for (i = 0; i < TEXT; i++) {
		x = x * 1664525 + 1013904223;
		r->text[i] = i % 1000 < 900 ? "some text that repeats "[i % 23] : x >> 24;
	}
	test->priv = r;
	return 0;
}

#define SAME(r, n) KUNIT_EXPECT_EQ(test, memcmp((r)->text, (r)->back, n), 0)

/* ---- LZ4 ----------------------------------------------------------------------------------------- */

static void lz4_blocks(struct kunit *test)
{
	struct room *r = test->priv;
	int n, part = TEXT;

	r->work = vmalloc(LZ4HC_MEM_COMPRESS);
	KUNIT_ASSERT_NOT_NULL(test, r->work);
	KUNIT_EXPECT_EQ(test, LZ4_compressBound(TEXT), TEXT + TEXT / 255 + 16);
	KUNIT_EXPECT_EQ(test, LZ4_COMPRESSBOUND(0x7E000001), 0);
	KUNIT_EXPECT_EQ(test, LZ4_MEM_COMPRESS, 16416ul);
	n = LZ4_compress_default(r->text, r->packed, TEXT, LZ4_compressBound(TEXT), r->work);
	KUNIT_ASSERT_GT(test, n, 0);
	KUNIT_EXPECT_LT(test, n, TEXT / 2);
	KUNIT_EXPECT_EQ(test, LZ4_decompress_safe(r->packed, r->back, n, TEXT), TEXT);
	SAME(r, TEXT);
	memset(r->back, 0, TEXT);
	KUNIT_EXPECT_EQ(test, LZ4_decompress_fast(r->packed, r->back, TEXT), n);
	SAME(r, TEXT);
	KUNIT_EXPECT_GE(test, LZ4_decompress_safe_partial(r->packed, r->back, n, 100, TEXT), 100);
	SAME(r, 100);
	/* Room that is too small, input that is cut or wrong. */
	KUNIT_EXPECT_LT(test, LZ4_decompress_safe(r->packed, r->back, n, TEXT - 1), 0);
	KUNIT_EXPECT_LT(test, LZ4_decompress_safe(r->packed, r->back, n - 1, TEXT), 0);
	memset(r->packed + 5, 0xff, 100);
	KUNIT_EXPECT_LT(test, LZ4_decompress_safe(r->packed, r->back, n, TEXT), 0);
	KUNIT_EXPECT_EQ(test, LZ4_compress_default(r->text, r->packed, TEXT, 100, r->work), 0);
	KUNIT_EXPECT_EQ(test, LZ4_compress_default(r->text, r->packed, 0, 10, r->work), 1);
	KUNIT_EXPECT_EQ(test, LZ4_decompress_safe(r->packed, r->back, 1, 0), 0);

	n = LZ4_compress_fast(r->text, r->packed, TEXT, 2 * TEXT, 20, r->work);
	KUNIT_EXPECT_EQ(test, LZ4_decompress_safe(r->packed, r->back, n, TEXT), TEXT);
	SAME(r, TEXT);
	n = LZ4_compress_HC(r->text, r->packed, TEXT, 2 * TEXT, LZ4HC_DEFAULT_CLEVEL, r->work);
	KUNIT_ASSERT_GT(test, n, 0);
	KUNIT_EXPECT_EQ(test, LZ4_decompress_safe(r->packed, r->back, n, TEXT), TEXT);
	SAME(r, TEXT);
	KUNIT_EXPECT_EQ(test, LZ4_compress_HC(r->text, r->packed, TEXT, 100, 3, r->work), 0);
	n = LZ4_compress_destSize(r->text, r->packed, &part, 300, r->work);
	KUNIT_EXPECT_LE(test, n, 300);
	KUNIT_EXPECT_GT(test, part, n);
	KUNIT_EXPECT_EQ(test, LZ4_decompress_safe(r->packed, r->back, n, TEXT), part);
	vfree(r->work);
}

static void lz4_streams(struct kunit *test)
{
	LZ4_stream_t *stream = vzalloc(sizeof(*stream));
	LZ4_streamHC_t *hc = vzalloc(sizeof(*hc));
	LZ4_streamDecode_t decode;
	struct room *r = test->priv;
	char dictionary[64];
	int n, m;

	KUNIT_ASSERT_NOT_NULL(test, stream);
	KUNIT_ASSERT_NOT_NULL(test, hc);
	KUNIT_EXPECT_EQ(test, LZ4_loadDict(stream, r->text, 500), 500);
	n = LZ4_compress_fast_continue(stream, r->text + 500, r->packed, 1000, TEXT, 1);
	m = LZ4_compress_fast_continue(stream, r->text + 1500, r->packed + n, 1000, TEXT, 1);
	KUNIT_ASSERT_GT(test, n, 0);
	KUNIT_ASSERT_GT(test, m, 0);
	KUNIT_EXPECT_EQ(test, LZ4_saveDict(stream, dictionary, 64), 64);
	KUNIT_EXPECT_EQ(test, memcmp(dictionary, r->text + 2500 - 64, 64), 0);
	memcpy(r->back, r->text, 500);
	KUNIT_EXPECT_EQ(test, LZ4_setStreamDecode(&decode, r->back, 500), 1);
	KUNIT_EXPECT_EQ(test, LZ4_decompress_safe_continue(&decode, r->packed, r->back + 500, n, 1000), 1000);
	KUNIT_EXPECT_EQ(test, LZ4_decompress_fast_continue(&decode, r->packed + n, r->back + 1500, 1000), m);
	SAME(r, 2500);
	memset(r->back, 0, TEXT);
	KUNIT_EXPECT_EQ(test, LZ4_decompress_safe_usingDict(r->packed, r->back, n, 1000, r->text, 500), 1000);
	KUNIT_EXPECT_EQ(test, memcmp(r->back, r->text + 500, 1000), 0);
	memset(r->back, 0, TEXT);
	KUNIT_EXPECT_EQ(test, LZ4_decompress_fast_usingDict(r->packed, r->back, 1000, r->text, 500), n);
	KUNIT_EXPECT_EQ(test, memcmp(r->back, r->text + 500, 1000), 0);

	LZ4_resetStreamHC(hc, 9);
	KUNIT_EXPECT_EQ(test, LZ4_loadDictHC(hc, r->text, 500), 500);
	n = LZ4_compress_HC_continue(hc, r->text + 500, r->packed, 1000, TEXT);
	KUNIT_ASSERT_GT(test, n, 0);
	KUNIT_EXPECT_EQ(test, LZ4_decompress_safe_usingDict(r->packed, r->back, n, 1000, r->text, 500), 1000);
	KUNIT_EXPECT_EQ(test, memcmp(r->back, r->text + 500, 1000), 0);
	KUNIT_EXPECT_EQ(test, LZ4_saveDictHC(hc, dictionary, 64), 64);
	vfree(stream);
	vfree(hc);
}

/* ---- LZO ----------------------------------------------------------------------------------------- */

static void lzo(struct kunit *test)
{
	struct room *r = test->priv;
	u8 *text = (u8 *)r->text, *packed = (u8 *)r->packed, *back = (u8 *)r->back;
	size_t n, m;

	r->work = vmalloc(LZO1X_MEM_COMPRESS);
	KUNIT_ASSERT_NOT_NULL(test, r->work);
	KUNIT_EXPECT_EQ(test, lzo1x_worst_compress(1600), 1769);
	n = 2 * TEXT;
	KUNIT_ASSERT_EQ(test, lzo1x_1_compress(text, TEXT, packed, &n, r->work), LZO_E_OK);
	KUNIT_EXPECT_LT(test, n, TEXT / 2);
	m = TEXT;
	KUNIT_EXPECT_EQ(test, lzo1x_decompress_safe(packed, n, back, &m), LZO_E_OK);
	KUNIT_EXPECT_EQ(test, m, TEXT);
	SAME(r, TEXT);
	m = TEXT - 1;
	KUNIT_EXPECT_EQ(test, lzo1x_decompress_safe(packed, n, back, &m), LZO_E_OUTPUT_OVERRUN);
	m = TEXT;
	KUNIT_EXPECT_EQ(test, lzo1x_decompress_safe(packed, n - 3, back, &m), LZO_E_INPUT_OVERRUN);
	m = TEXT;
	KUNIT_EXPECT_EQ(test, lzo1x_decompress_safe(packed, n + 1, back, &m), LZO_E_INPUT_NOT_CONSUMED);
	m = TEXT;
	KUNIT_EXPECT_EQ(test, lzo1x_decompress_safe((const u8 *)"\x15" "abcd" "\xff\xff\xff\xff", 9, back, &m),
			LZO_E_LOOKBEHIND_OVERRUN);
	n = 2 * TEXT;
	KUNIT_ASSERT_EQ(test, lzorle1x_1_compress(text, TEXT, packed, &n, r->work), LZO_E_OK);
	m = TEXT;
	memset(back, 0, TEXT);
	KUNIT_EXPECT_EQ(test, lzo1x_decompress_safe(packed, n, back, &m), LZO_E_OK);
	SAME(r, TEXT);
	vfree(r->work);
}

/* ---- deflate ------------------------------------------------------------------------------------- */

static int deflate_all(struct kunit *test, z_stream *z, int bits)
{
	struct room *r = test->priv;
	int n;

	memset(z, 0, sizeof(*z));
	z->workspace = vmalloc(zlib_deflate_workspacesize(bits, DEF_MEM_LEVEL));
	KUNIT_ASSERT_NOT_NULL(test, z->workspace);
	KUNIT_EXPECT_EQ(test, zlib_deflateInit2(z, 6, Z_DEFLATED, bits, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY), Z_OK);
	z->next_in = (u8 *)r->text;
	z->avail_in = TEXT;
	z->next_out = (u8 *)r->packed;
	z->avail_out = 2 * TEXT;
	KUNIT_EXPECT_EQ(test, zlib_deflate(z, Z_FINISH), Z_STREAM_END);
	KUNIT_EXPECT_EQ(test, z->total_in, TEXT);
	n = z->total_out;
	KUNIT_EXPECT_EQ(test, z->avail_out, 2ul * TEXT - n);
	KUNIT_EXPECT_EQ(test, zlib_deflateEnd(z), Z_OK);
	KUNIT_EXPECT_NULL(test, z->state);
	KUNIT_EXPECT_EQ(test, zlib_deflateEnd(z), Z_STREAM_ERROR);
	vfree(z->workspace);
	return n;
}

static void deflate(struct kunit *test)
{
	struct room *r = test->priv;
	z_stream z;
	int n = deflate_all(test, &z, MAX_WBITS), steps = 0, err;

	KUNIT_EXPECT_LT(test, n, TEXT / 2);
	KUNIT_EXPECT_EQ(test, r->packed[0], 0x78);
	memset(&z, 0, sizeof(z));
	z.workspace = vmalloc(zlib_inflate_workspacesize());
	KUNIT_ASSERT_NOT_NULL(test, z.workspace);
	KUNIT_EXPECT_EQ(test, zlib_inflateInit(&z), Z_OK);
	z.next_in = (u8 *)r->packed;
	z.next_out = (u8 *)r->back;
	/* In small steps. */
	do {
		z.avail_in = min_t(int, 50, n - z.total_in);
		z.avail_out = min_t(int, 600, TEXT - z.total_out);
		err = zlib_inflate(&z, Z_SYNC_FLUSH);
	} while (err == Z_OK && ++steps < 10000);
	KUNIT_EXPECT_EQ(test, err, Z_STREAM_END);
	KUNIT_EXPECT_EQ(test, z.total_out, TEXT);
	KUNIT_EXPECT_EQ(test, z.total_in, n);
	SAME(r, TEXT);

	KUNIT_EXPECT_EQ(test, zlib_inflateReset(&z), Z_OK);
	KUNIT_EXPECT_EQ(test, z.total_out, 0);
	KUNIT_EXPECT_EQ(test, z.adler, 1);
	r->packed[n - 1] ^= 1;
	z.next_in = (u8 *)r->packed;
	z.avail_in = n;
	z.next_out = (u8 *)r->back;
	z.avail_out = TEXT;
	KUNIT_EXPECT_EQ(test, zlib_inflate(&z, Z_FINISH), Z_DATA_ERROR);
	KUNIT_EXPECT_STREQ(test, z.msg, "incorrect data check");
	zlib_inflateReset(&z);
	z.next_in = (const u8 *)"\x01\x00";
	z.avail_in = 2;
	KUNIT_EXPECT_EQ(test, zlib_inflate(&z, Z_NO_FLUSH), Z_DATA_ERROR);
	KUNIT_EXPECT_STREQ(test, z.msg, "incorrect header check");
	zlib_inflateReset(&z);
	KUNIT_EXPECT_EQ(test, zlib_inflate(&z, Z_NO_FLUSH), Z_BUF_ERROR);
	KUNIT_EXPECT_EQ(test, zlib_inflateEnd(&z), Z_OK);
	KUNIT_EXPECT_EQ(test, zlib_inflateInit2(&z, 7), Z_STREAM_ERROR);
	KUNIT_EXPECT_EQ(test, zlib_inflateInit2(&z, 31), Z_STREAM_ERROR);
	KUNIT_EXPECT_EQ(test, zlib_inflateInit2(NULL, 15), Z_STREAM_ERROR);
	KUNIT_EXPECT_EQ(test, zlib_inflateEnd(NULL), Z_STREAM_ERROR);
	vfree(z.workspace);
}

static void deflate_raw(struct kunit *test)
{
	struct room *r = test->priv;
	z_stream z;
	int n = deflate_all(test, &z, -MAX_WBITS);

	KUNIT_EXPECT_EQ(test, zlib_inflate_blob(r->back, TEXT, r->packed, n), TEXT);
	SAME(r, TEXT);
	KUNIT_EXPECT_EQ(test, zlib_inflate_blob(r->back, TEXT - 1, r->packed, n), -EINVAL);
	KUNIT_EXPECT_EQ(test, zlib_inflate_blob(r->back, TEXT, r->packed, n - 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, deflateBound(1000), 1152ul);
	KUNIT_EXPECT_EQ(test, zlib_deflate_dfltcc_enabled(), 0);

	memset(&z, 0, sizeof(z));
	z.workspace = vmalloc(zlib_deflate_workspacesize(MAX_WBITS, MAX_MEM_LEVEL));
	KUNIT_ASSERT_NOT_NULL(test, z.workspace);
	KUNIT_EXPECT_EQ(test, zlib_deflateInit2(&z, 10, Z_DEFLATED, 15, 8, 0), Z_STREAM_ERROR);
	KUNIT_EXPECT_EQ(test, zlib_deflateInit2(&z, 1, 7, 15, 8, 0), Z_STREAM_ERROR);
	KUNIT_EXPECT_EQ(test, zlib_deflateInit2(&z, 1, Z_DEFLATED, 8, 8, 0), Z_STREAM_ERROR);
	KUNIT_EXPECT_EQ(test, zlib_deflateInit2(&z, 1, Z_DEFLATED, 15, 9, 0), Z_STREAM_ERROR);
	KUNIT_EXPECT_EQ(test, zlib_deflateInit2(&z, 1, Z_DEFLATED, 15, 8, 3), Z_STREAM_ERROR);
	KUNIT_EXPECT_EQ(test, zlib_deflateInit(&z, Z_DEFAULT_COMPRESSION), Z_OK);
	z.next_in = (u8 *)r->text;
	z.avail_in = 100;
	z.next_out = (u8 *)r->packed;
	z.avail_out = TEXT;
	KUNIT_EXPECT_EQ(test, zlib_deflate(&z, Z_BLOCK), Z_STREAM_ERROR);
	KUNIT_EXPECT_EQ(test, zlib_deflate(&z, Z_SYNC_FLUSH), Z_OK);
	KUNIT_EXPECT_EQ(test, memcmp(z.next_out - 4, "\x00\x00\xff\xff", 4), 0);
	KUNIT_EXPECT_EQ(test, zlib_deflateReset(&z), Z_OK);
	KUNIT_EXPECT_EQ(test, z.total_in, 0);
	KUNIT_EXPECT_EQ(test, z.data_type, Z_UNKNOWN);
	z.avail_in = 100;
	KUNIT_EXPECT_EQ(test, zlib_deflate(&z, Z_NO_FLUSH), Z_OK);
	/* Not finished. */
	KUNIT_EXPECT_EQ(test, zlib_deflateEnd(&z), Z_DATA_ERROR);
	KUNIT_EXPECT_EQ(test, zlib_deflateInit2(&z, 1, Z_DEFLATED, -15, 8, 0), Z_OK);
	KUNIT_EXPECT_EQ(test, zlib_deflateEnd(&z), Z_DATA_ERROR);
	vfree(z.workspace);
}

/* What is sent as it is goes into the history: later data refers to it. */
static void inflate_history(struct kunit *test)
{
	struct room *r = test->priv;
	/* A block of fixed codes: a match of 4, 4 back. */
	static const u8 match[] = { 0x03, 0x61, 0x00 };
	z_stream z = { .next_in = (const u8 *)"wxyz", .avail_in = 4 };

	z.workspace = vmalloc(zlib_inflate_workspacesize());
	KUNIT_ASSERT_NOT_NULL(test, z.workspace);
	KUNIT_EXPECT_EQ(test, zlib_inflateInit2(&z, -MAX_WBITS), Z_OK);
	KUNIT_EXPECT_EQ(test, zlib_inflateIncomp(&z), Z_OK);
	KUNIT_EXPECT_EQ(test, z.total_out, 4);
	KUNIT_EXPECT_EQ(test, z.avail_in, 0);
	z.next_in = match;
	z.avail_in = sizeof(match);
	z.next_out = (u8 *)r->back;
	z.avail_out = 100;
	KUNIT_EXPECT_EQ(test, zlib_inflate(&z, Z_SYNC_FLUSH), Z_STREAM_END);
	KUNIT_EXPECT_EQ(test, z.avail_out, 96);
	KUNIT_EXPECT_EQ(test, memcmp(r->back, "wxyz", 4), 0);
	vfree(z.workspace);
}

/* ---- Zstandard ----------------------------------------------------------------------------------- */

static void *take(void *opaque, size_t size)
{
	++*(int *)opaque;
	return vmalloc(size);
}

static void give(void *opaque, void *address)
{
	if (address)
		--*(int *)opaque;
	vfree(address);
}

static void zstd(struct kunit *test)
{
	zstd_parameters params = zstd_get_params(3, TEXT);
	struct room *r = test->priv;
	zstd_frame_header header;
	size_t size, n, dsize = zstd_dctx_workspace_bound();
	void *work, *dwork = vmalloc(dsize);
	zstd_cctx *c;
	zstd_dctx *d;

	KUNIT_EXPECT_LT(test, zstd_min_clevel(), 0);
	KUNIT_EXPECT_EQ(test, zstd_max_clevel(), 22);
	KUNIT_EXPECT_EQ(test, zstd_default_clevel(), 3);
	KUNIT_EXPECT_GE(test, zstd_compress_bound(TEXT), TEXT);
	KUNIT_EXPECT_EQ(test, zstd_get_cparams(19, 1 << 20, 0).windowLog, 20);
	params.fParams.checksumFlag = 1;
	size = zstd_cctx_workspace_bound(&params.cParams);
	work = vmalloc(size);
	KUNIT_ASSERT_NOT_NULL(test, work);
	KUNIT_ASSERT_NOT_NULL(test, dwork);
	KUNIT_EXPECT_NULL(test, zstd_init_cctx(NULL, size));
	KUNIT_EXPECT_NULL(test, zstd_init_cctx(work, 10));
	KUNIT_EXPECT_NULL(test, zstd_init_dctx(NULL, dsize));
	c = zstd_init_cctx(work, size);
	d = zstd_init_dctx(dwork, dsize);
	KUNIT_ASSERT_NOT_NULL(test, c);
	KUNIT_ASSERT_NOT_NULL(test, d);
	n = zstd_compress_cctx(c, r->packed, 2 * TEXT, r->text, TEXT, &params);
	KUNIT_ASSERT_FALSE(test, zstd_is_error(n));
	KUNIT_EXPECT_LT(test, n, TEXT / 2);
	KUNIT_EXPECT_EQ(test, zstd_find_frame_compressed_size(r->packed, n), n);
	KUNIT_EXPECT_EQ(test, zstd_get_frame_header(&header, r->packed, n), 0);
	KUNIT_EXPECT_EQ(test, header.frameContentSize, TEXT);
	KUNIT_EXPECT_EQ(test, header.checksumFlag, 1);
	KUNIT_EXPECT_EQ(test, header.frameType, ZSTD_frame);
	KUNIT_EXPECT_GT(test, zstd_get_frame_header(&header, r->packed, 3), 0);
	KUNIT_EXPECT_EQ(test, zstd_decompress_dctx(d, r->back, TEXT, r->packed, n), TEXT);
	SAME(r, TEXT);

	KUNIT_EXPECT_EQ(test, zstd_get_error_code(zstd_decompress_dctx(d, r->back, TEXT - 1, r->packed, n)),
			ZSTD_error_dstSize_tooSmall);
	KUNIT_EXPECT_TRUE(test, zstd_is_error(zstd_decompress_dctx(d, r->back, TEXT, r->packed, n - 1)));
	r->packed[n - 1] ^= 1;
	KUNIT_EXPECT_EQ(test, zstd_get_error_code(zstd_decompress_dctx(d, r->back, TEXT, r->packed, n)),
			ZSTD_error_checksum_wrong);
	KUNIT_EXPECT_EQ(test, zstd_get_error_code(zstd_decompress_dctx(d, r->back, TEXT, r->text, TEXT)),
			ZSTD_error_prefix_unknown);
	KUNIT_EXPECT_EQ(test, zstd_get_error_code(zstd_compress_cctx(c, r->packed, 10, r->text, TEXT, &params)),
			ZSTD_error_dstSize_tooSmall);
	KUNIT_EXPECT_STREQ(test, zstd_get_error_name(-(size_t)ZSTD_error_dstSize_tooSmall), "Destination buffer is too small");
	KUNIT_EXPECT_EQ(test, zstd_get_error_code(0), ZSTD_error_no_error);
	vfree(work);
	vfree(dwork);
}

static void zstd_streams(struct kunit *test)
{
	zstd_parameters params = zstd_get_params(1, 0);
	struct room *r = test->priv;
	size_t csize, dsize, left, n;
	zstd_in_buffer in;
	zstd_out_buffer out = { r->packed, 2 * TEXT, 0 };
	void *cwork, *dwork;
	zstd_cstream *c;
	zstd_dstream *d;

	params.cParams.windowLog = 15;
	csize = zstd_cstream_workspace_bound(&params.cParams);
	dsize = zstd_dstream_workspace_bound(1 << 15);
	cwork = vmalloc(csize);
	dwork = vmalloc(dsize);
	KUNIT_ASSERT_NOT_NULL(test, cwork);
	KUNIT_ASSERT_NOT_NULL(test, dwork);
	KUNIT_EXPECT_NULL(test, zstd_init_cstream(&params, 0, NULL, csize));
	c = zstd_init_cstream(&params, 0, cwork, csize);
	d = zstd_init_dstream(1 << 15, dwork, dsize);
	KUNIT_ASSERT_NOT_NULL(test, c);
	KUNIT_ASSERT_NOT_NULL(test, d);
	in = (zstd_in_buffer){ r->text, 5000, 0 };
	KUNIT_EXPECT_FALSE(test, zstd_is_error(zstd_compress_stream(c, &out, &in)));
	KUNIT_EXPECT_EQ(test, in.pos, 5000);
	KUNIT_EXPECT_EQ(test, zstd_flush_stream(c, &out), 0);
	in = (zstd_in_buffer){ r->text, TEXT, 5000 };
	KUNIT_EXPECT_FALSE(test, zstd_is_error(zstd_compress_stream(c, &out, &in)));
	KUNIT_EXPECT_EQ(test, zstd_end_stream(c, &out), 0);
	n = out.pos;
	KUNIT_EXPECT_EQ(test, zstd_reset_cstream(c, 0), 0);

	in = (zstd_in_buffer){ r->packed, n, 0 };
	out = (zstd_out_buffer){ r->back, 0, 0 };
	do {
		out.size += 1000;
		left = zstd_decompress_stream(d, &out, &in);
	} while (left && !zstd_is_error(left) && out.size <= TEXT);
	KUNIT_EXPECT_EQ(test, left, 0);
	KUNIT_EXPECT_EQ(test, out.pos, TEXT);
	SAME(r, TEXT);
	KUNIT_EXPECT_FALSE(test, zstd_is_error(zstd_reset_dstream(d)));
	vfree(cwork);
	vfree(dwork);
}

static void zstd_dictionaries(struct kunit *test)
{
	struct room *r = test->priv;
	int taken = 0;
	zstd_custom_mem mem = { take, give, &taken }, none = {};
	zstd_cctx *c = zstd_create_cctx_advanced(mem);
	zstd_dctx *d = zstd_create_dctx_advanced(mem);
	zstd_cdict *cdict = zstd_create_cdict_byreference(r->text, 1000, zstd_get_cparams(3, 2000, 1000), mem);
	zstd_ddict *ddict = zstd_create_ddict_byreference(r->text, 1000, mem);
	size_t n;

	KUNIT_ASSERT_NOT_NULL(test, c);
	KUNIT_ASSERT_NOT_NULL(test, d);
	KUNIT_ASSERT_NOT_NULL(test, cdict);
	KUNIT_ASSERT_NOT_NULL(test, ddict);
	KUNIT_EXPECT_NULL(test, zstd_create_cctx_advanced(none));
	KUNIT_EXPECT_GE(test, taken, 4);
	n = zstd_compress_using_cdict(c, r->packed, TEXT, r->text + 500, 2000, cdict);
	KUNIT_ASSERT_FALSE(test, zstd_is_error(n));
	KUNIT_EXPECT_EQ(test, zstd_decompress_using_ddict(d, r->back, 2000, r->packed, n, ddict), 2000);
	KUNIT_EXPECT_EQ(test, memcmp(r->back, r->text + 500, 2000), 0);
	KUNIT_EXPECT_EQ(test, zstd_free_cctx(c), 0);
	KUNIT_EXPECT_EQ(test, zstd_free_dctx(d), 0);
	KUNIT_EXPECT_EQ(test, zstd_free_cdict(cdict), 0);
	KUNIT_EXPECT_EQ(test, zstd_free_ddict(ddict), 0);
	KUNIT_EXPECT_EQ(test, taken, 0);
}

static struct kunit_case compression_cases[] = {
	KUNIT_CASE(lz4_blocks),
	KUNIT_CASE(lz4_streams),
	KUNIT_CASE(lzo),
	KUNIT_CASE(deflate),
	KUNIT_CASE(deflate_raw),
	KUNIT_CASE(inflate_history),
	KUNIT_CASE(zstd),
	KUNIT_CASE(zstd_streams),
	KUNIT_CASE(zstd_dictionaries),
	{}
};

static struct kunit_suite compression_suite = {
	.name = "conformance-compression",
	.init = compression_init,
	.test_cases = compression_cases,
};
kunit_test_suite(compression_suite);
MODULE_LICENSE("GPL");

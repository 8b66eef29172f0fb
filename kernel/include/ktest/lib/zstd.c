// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Zstandard by libzstd: the kernel's functions are the library's of other names. */
#ifndef KTEST_LIB_ZSTD_C
#define KTEST_LIB_ZSTD_C

#include <ktest/lib/external.h>
#include <linux/zstd.h>

#define KTEST_ZSTD(type, name) KTEST_EXTERNAL("libzstd.so.1", "libzstd1", type, name)

/* Numbers of ZSTD_cParameter and ZSTD_ResetDirective, a part of the library's interface. */
enum { ZSTD_SESSION = 1, ZSTD_SESSION_AND_PARAMETERS = 3 };
enum { ZSTD_WINDOW_LOG = 101, ZSTD_HASH_LOG, ZSTD_CHAIN_LOG, ZSTD_SEARCH_LOG, ZSTD_MIN_MATCH, ZSTD_TARGET_LENGTH, ZSTD_STRATEGY };
enum { ZSTD_CONTENT_SIZE = 200, ZSTD_CHECKSUM, ZSTD_DICT_ID };

/* A size that may be an error. */
static inline size_t zstd_wrote(const void *dst, size_t size)
{
	if ((ssize_t)size > 0)
		kt_external_wrote(dst, size);
	return size;
}

KTEST_DEF size_t zstd_compress_bound(size_t src_size)
{
	return KTEST_ZSTD(size_t(size_t), ZSTD_compressBound)(src_size);
}

KTEST_DEF unsigned int zstd_is_error(size_t code)
{
	return KTEST_ZSTD(unsigned int(size_t), ZSTD_isError)(code);
}

KTEST_DEF zstd_error_code zstd_get_error_code(size_t code)
{
	return KTEST_ZSTD(zstd_error_code(size_t), ZSTD_getErrorCode)(code);
}

KTEST_DEF const char *zstd_get_error_name(size_t code)
{
	return KTEST_ZSTD(const char *(size_t), ZSTD_getErrorName)(code);
}

KTEST_DEF int zstd_min_clevel(void)
{
	return KTEST_ZSTD(int(void), ZSTD_minCLevel)();
}

KTEST_DEF int zstd_max_clevel(void)
{
	return KTEST_ZSTD(int(void), ZSTD_maxCLevel)();
}

KTEST_DEF int zstd_default_clevel(void)
{
	return ZSTD_CLEVEL_DEFAULT;
}

KTEST_DEF zstd_parameters zstd_get_params(int level, unsigned long long estimated_src_size)
{
	zstd_parameters got =
		KTEST_ZSTD(zstd_parameters(int, unsigned long long, size_t), ZSTD_getParams)(level, estimated_src_size, 0);

	kt_external_wrote(&got, sizeof(got));
	return got;
}

KTEST_DEF zstd_compression_parameters zstd_get_cparams(int level, unsigned long long estimated_src_size, size_t dict_size)
{
	zstd_compression_parameters got =
		KTEST_ZSTD(zstd_compression_parameters(int, unsigned long long, size_t), ZSTD_getCParams)(
			level, estimated_src_size, dict_size);

	kt_external_wrote(&got, sizeof(got));
	return got;
}

/* As the kernel's: without an allocator there is no memory. */
static inline bool zstd_has_memory(const zstd_custom_mem *custom_mem)
{
	return custom_mem->customAlloc && custom_mem->customFree;
}

/* ---- compression ------------------------------------------------------------------------------ */

static inline size_t zstd_prepare(zstd_cctx *cctx, const zstd_parameters *p, unsigned long long size)
{
	const struct { int name, value; } settings[] = {
		{ ZSTD_WINDOW_LOG, (int)p->cParams.windowLog },	  { ZSTD_HASH_LOG, (int)p->cParams.hashLog },
		{ ZSTD_CHAIN_LOG, (int)p->cParams.chainLog },	  { ZSTD_SEARCH_LOG, (int)p->cParams.searchLog },
		{ ZSTD_MIN_MATCH, (int)p->cParams.minMatch },	  { ZSTD_TARGET_LENGTH, (int)p->cParams.targetLength },
		{ ZSTD_STRATEGY, (int)p->cParams.strategy },	  { ZSTD_CONTENT_SIZE, p->fParams.contentSizeFlag },
		{ ZSTD_CHECKSUM, p->fParams.checksumFlag },	  { ZSTD_DICT_ID, !p->fParams.noDictIDFlag },
	};
	size_t err = KTEST_ZSTD(size_t(zstd_cctx *, int), ZSTD_CCtx_reset)(cctx, ZSTD_SESSION_AND_PARAMETERS), i;

	if (!zstd_is_error(err))
		err = KTEST_ZSTD(size_t(zstd_cctx *, unsigned long long), ZSTD_CCtx_setPledgedSrcSize)(cctx, size);
	for (i = 0; i < sizeof(settings) / sizeof(*settings) && !zstd_is_error(err); i++)
		err = KTEST_ZSTD(size_t(zstd_cctx *, int, int), ZSTD_CCtx_setParameter)(cctx, settings[i].name,
										      settings[i].value);
	return err;
}

KTEST_DEF size_t zstd_cctx_workspace_bound(const zstd_compression_parameters *parameters)
{
	return KTEST_ZSTD(size_t(zstd_compression_parameters), ZSTD_estimateCCtxSize_usingCParams)(*parameters);
}

KTEST_DEF zstd_cctx *zstd_init_cctx(void *workspace, size_t workspace_size)
{
	return workspace ? KTEST_ZSTD(zstd_cctx *(void *, size_t), ZSTD_initStaticCCtx)(workspace, workspace_size) : NULL;
}

KTEST_DEF zstd_cctx *zstd_create_cctx_advanced(zstd_custom_mem custom_mem)
{
	return zstd_has_memory(&custom_mem) ? KTEST_ZSTD(zstd_cctx *(zstd_custom_mem), ZSTD_createCCtx_advanced)(custom_mem)
					    : NULL;
}

KTEST_DEF size_t zstd_free_cctx(zstd_cctx *cctx)
{
	return KTEST_ZSTD(size_t(zstd_cctx *), ZSTD_freeCCtx)(cctx);
}

KTEST_DEF size_t zstd_compress_cctx(zstd_cctx *cctx, void *dst, size_t dst_capacity, const void *src, size_t src_size,
				    const zstd_parameters *parameters)
{
	size_t err = zstd_prepare(cctx, parameters, src_size);

	if (zstd_is_error(err))
		return err;
	return zstd_wrote(dst, KTEST_ZSTD(size_t(zstd_cctx *, void *, size_t, const void *, size_t), ZSTD_compress2)(
				       cctx, dst, dst_capacity, src, src_size));
}

KTEST_DEF zstd_cdict *zstd_create_cdict_byreference(const void *dict, size_t dict_size, zstd_compression_parameters cparams,
						    zstd_custom_mem custom_mem)
{
	if (!zstd_has_memory(&custom_mem))
		return NULL;
	return KTEST_ZSTD(zstd_cdict *(const void *, size_t, int, int, zstd_compression_parameters, zstd_custom_mem),
			  ZSTD_createCDict_advanced)(dict, dict_size, ZSTD_dlm_byRef, ZSTD_dct_auto, cparams, custom_mem);
}

KTEST_DEF size_t zstd_free_cdict(zstd_cdict *cdict)
{
	return KTEST_ZSTD(size_t(zstd_cdict *), ZSTD_freeCDict)(cdict);
}

KTEST_DEF size_t zstd_compress_using_cdict(zstd_cctx *cctx, void *dst, size_t dst_capacity, const void *src, size_t src_size,
					   const zstd_cdict *cdict)
{
	return zstd_wrote(dst, KTEST_ZSTD(size_t(zstd_cctx *, void *, size_t, const void *, size_t, const zstd_cdict *),
					  ZSTD_compress_usingCDict)(cctx, dst, dst_capacity, src, src_size, cdict));
}

KTEST_DEF size_t zstd_cstream_workspace_bound(const zstd_compression_parameters *cparams)
{
	return KTEST_ZSTD(size_t(zstd_compression_parameters), ZSTD_estimateCStreamSize_usingCParams)(*cparams);
}

static inline unsigned long long zstd_pledge(unsigned long long size)
{
	return size ? size : ZSTD_CONTENTSIZE_UNKNOWN;
}

KTEST_DEF zstd_cstream *zstd_init_cstream(const zstd_parameters *parameters, unsigned long long pledged_src_size,
					  void *workspace, size_t workspace_size)
{
	zstd_cstream *cstream = zstd_init_cctx(workspace, workspace_size);

	if (cstream && zstd_is_error(zstd_prepare(cstream, parameters, zstd_pledge(pledged_src_size))))
		return NULL;
	return cstream;
}

KTEST_DEF size_t zstd_reset_cstream(zstd_cstream *cstream, unsigned long long pledged_src_size)
{
	size_t err = KTEST_ZSTD(size_t(zstd_cctx *, int), ZSTD_CCtx_reset)(cstream, ZSTD_SESSION);

	if (!zstd_is_error(err))
		err = KTEST_ZSTD(size_t(zstd_cctx *, unsigned long long), ZSTD_CCtx_setPledgedSrcSize)(
			cstream, zstd_pledge(pledged_src_size));
	return err;
}

static inline size_t zstd_stream_wrote(const zstd_out_buffer *output, size_t from, size_t result)
{
	kt_external_wrote(output, sizeof(*output));
	if (output->pos > from)
		kt_external_wrote((const char *)output->dst + from, output->pos - from);
	return result;
}

KTEST_DEF size_t zstd_compress_stream(zstd_cstream *cstream, zstd_out_buffer *output, zstd_in_buffer *input)
{
	size_t from = output->pos, result;

	result = KTEST_ZSTD(size_t(zstd_cstream *, zstd_out_buffer *, zstd_in_buffer *), ZSTD_compressStream)(cstream, output,
													    input);
	kt_external_wrote(input, sizeof(*input));
	return zstd_stream_wrote(output, from, result);
}

KTEST_DEF size_t zstd_flush_stream(zstd_cstream *cstream, zstd_out_buffer *output)
{
	size_t from = output->pos;

	return zstd_stream_wrote(
		output, from, KTEST_ZSTD(size_t(zstd_cstream *, zstd_out_buffer *), ZSTD_flushStream)(cstream, output));
}

KTEST_DEF size_t zstd_end_stream(zstd_cstream *cstream, zstd_out_buffer *output)
{
	size_t from = output->pos;

	return zstd_stream_wrote(output, from,
				 KTEST_ZSTD(size_t(zstd_cstream *, zstd_out_buffer *), ZSTD_endStream)(cstream, output));
}

/* ---- decompression ---------------------------------------------------------------------------- */

KTEST_DEF size_t zstd_dctx_workspace_bound(void)
{
	return KTEST_ZSTD(size_t(void), ZSTD_estimateDCtxSize)();
}

KTEST_DEF zstd_dctx *zstd_init_dctx(void *workspace, size_t workspace_size)
{
	return workspace ? KTEST_ZSTD(zstd_dctx *(void *, size_t), ZSTD_initStaticDCtx)(workspace, workspace_size) : NULL;
}

KTEST_DEF zstd_dctx *zstd_create_dctx_advanced(zstd_custom_mem custom_mem)
{
	return zstd_has_memory(&custom_mem) ? KTEST_ZSTD(zstd_dctx *(zstd_custom_mem), ZSTD_createDCtx_advanced)(custom_mem)
					    : NULL;
}

KTEST_DEF size_t zstd_free_dctx(zstd_dctx *dctx)
{
	return KTEST_ZSTD(size_t(zstd_dctx *), ZSTD_freeDCtx)(dctx);
}

KTEST_DEF size_t zstd_decompress_dctx(zstd_dctx *dctx, void *dst, size_t dst_capacity, const void *src, size_t src_size)
{
	return zstd_wrote(dst, KTEST_ZSTD(size_t(zstd_dctx *, void *, size_t, const void *, size_t), ZSTD_decompressDCtx)(
				       dctx, dst, dst_capacity, src, src_size));
}

KTEST_DEF zstd_ddict *zstd_create_ddict_byreference(const void *dict, size_t dict_size, zstd_custom_mem custom_mem)
{
	if (!zstd_has_memory(&custom_mem))
		return NULL;
	return KTEST_ZSTD(zstd_ddict *(const void *, size_t, int, int, zstd_custom_mem), ZSTD_createDDict_advanced)(
		dict, dict_size, ZSTD_dlm_byRef, ZSTD_dct_auto, custom_mem);
}

KTEST_DEF size_t zstd_free_ddict(zstd_ddict *ddict)
{
	return KTEST_ZSTD(size_t(zstd_ddict *), ZSTD_freeDDict)(ddict);
}

KTEST_DEF size_t zstd_decompress_using_ddict(zstd_dctx *dctx, void *dst, size_t dst_capacity, const void *src,
					     size_t src_size, const zstd_ddict *ddict)
{
	return zstd_wrote(dst, KTEST_ZSTD(size_t(zstd_dctx *, void *, size_t, const void *, size_t, const zstd_ddict *),
					  ZSTD_decompress_usingDDict)(dctx, dst, dst_capacity, src, src_size, ddict));
}

KTEST_DEF size_t zstd_dstream_workspace_bound(size_t max_window_size)
{
	return KTEST_ZSTD(size_t(size_t), ZSTD_estimateDStreamSize)(max_window_size);
}

KTEST_DEF zstd_dstream *zstd_init_dstream(size_t max_window_size, void *workspace, size_t workspace_size)
{
	(void)max_window_size;
	return zstd_init_dctx(workspace, workspace_size);
}

KTEST_DEF size_t zstd_reset_dstream(zstd_dstream *dstream)
{
	return KTEST_ZSTD(size_t(zstd_dstream *), ZSTD_resetDStream)(dstream);
}

KTEST_DEF size_t zstd_decompress_stream(zstd_dstream *dstream, zstd_out_buffer *output, zstd_in_buffer *input)
{
	size_t from = output->pos, result;

	result = KTEST_ZSTD(size_t(zstd_dstream *, zstd_out_buffer *, zstd_in_buffer *), ZSTD_decompressStream)(
		dstream, output, input);
	kt_external_wrote(input, sizeof(*input));
	return zstd_stream_wrote(output, from, result);
}

/* ---- frames ----------------------------------------------------------------------------------- */

KTEST_DEF size_t zstd_find_frame_compressed_size(const void *src, size_t src_size)
{
	return KTEST_ZSTD(size_t(const void *, size_t), ZSTD_findFrameCompressedSize)(src, src_size);
}

/* The library's structure grows. */
KTEST_DEF size_t zstd_get_frame_header(zstd_frame_header *params, const void *src, size_t src_size)
{
	union { zstd_frame_header header; unsigned long long room[32]; } frame = { .room = { 0 } };
	size_t result = KTEST_ZSTD(size_t(void *, const void *, size_t), ZSTD_getFrameHeader)(&frame, src, src_size);

	kt_external_wrote(&frame, sizeof(frame));
	*params = frame.header;
	return result;
}

#endif

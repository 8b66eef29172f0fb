// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* LZ4 by liblz4: the same functions, except that the kernel's take work memory. */
#ifndef KTEST_LIB_LZ4_C
#define KTEST_LIB_LZ4_C

#include <ktest/lib/external.h>
#include <linux/bug.h>
#include <linux/lz4.h>

#define KTEST_LZ4(type, name) KTEST_EXTERNAL("liblz4.so.1", "liblz4-1", type, name)

/* A library of the future may need more. */
static inline bool lz4_fits(int needed, size_t size)
{
	return !WARN_ONCE((size_t)needed > size, "this liblz4 needs work memory of %d bytes", needed);
}

KTEST_DEF int LZ4_compress_fast(const char *source, char *dest, int inputSize, int maxOutputSize, int acceleration,
				void *wrkmem)
{
	if (!lz4_fits(KTEST_LZ4(int(void), LZ4_sizeofState)(), LZ4_MEM_COMPRESS))
		return 0;
	return ktest_external_wrote(dest, KTEST_LZ4(int(void *, const char *, char *, int, int, int), LZ4_compress_fast_extState)(
						  wrkmem, source, dest, inputSize, maxOutputSize, acceleration));
}

KTEST_DEF int LZ4_compress_default(const char *source, char *dest, int inputSize, int maxOutputSize, void *wrkmem)
{
	return LZ4_compress_fast(source, dest, inputSize, maxOutputSize, LZ4_ACCELERATION_DEFAULT, wrkmem);
}

KTEST_DEF int LZ4_compress_destSize(const char *source, char *dest, int *sourceSizePtr, int targetDestSize, void *wrkmem)
{
	(void)wrkmem;
	return ktest_external_wrote(dest, KTEST_LZ4(int(const char *, char *, int *, int), LZ4_compress_destSize)(
						  source, dest, sourceSizePtr, targetDestSize));
}

KTEST_DEF int LZ4_compress_HC(const char *src, char *dst, int srcSize, int dstCapacity, int compressionLevel, void *wrkmem)
{
	if (!lz4_fits(KTEST_LZ4(int(void), LZ4_sizeofStateHC)(), LZ4HC_MEM_COMPRESS))
		return 0;
	return ktest_external_wrote(dst, KTEST_LZ4(int(void *, const char *, char *, int, int, int), LZ4_compress_HC_extStateHC)(
						 wrkmem, src, dst, srcSize, dstCapacity, compressionLevel));
}

KTEST_DEF int LZ4_decompress_fast(const char *source, char *dest, int originalSize)
{
	int read = KTEST_LZ4(int(const char *, char *, int), LZ4_decompress_fast)(source, dest, originalSize);

	ktest_external_wrote(dest, originalSize);
	return read;
}

KTEST_DEF int LZ4_decompress_safe(const char *source, char *dest, int compressedSize, int maxDecompressedSize)
{
	return ktest_external_wrote(dest, KTEST_LZ4(int(const char *, char *, int, int), LZ4_decompress_safe)(
						  source, dest, compressedSize, maxDecompressedSize));
}

KTEST_DEF int LZ4_decompress_safe_partial(const char *source, char *dest, int compressedSize, int targetOutputSize,
					  int maxDecompressedSize)
{
	return ktest_external_wrote(dest, KTEST_LZ4(int(const char *, char *, int, int, int), LZ4_decompress_safe_partial)(
						  source, dest, compressedSize, targetOutputSize, maxDecompressedSize));
}

KTEST_DEF int LZ4_decompress_safe_usingDict(const char *source, char *dest, int compressedSize, int maxDecompressedSize,
					    const char *dictStart, int dictSize)
{
	return ktest_external_wrote(
		dest, KTEST_LZ4(int(const char *, char *, int, int, const char *, int), LZ4_decompress_safe_usingDict)(
			      source, dest, compressedSize, maxDecompressedSize, dictStart, dictSize));
}

KTEST_DEF int LZ4_decompress_fast_usingDict(const char *source, char *dest, int originalSize, const char *dictStart,
					    int dictSize)
{
	int read = KTEST_LZ4(int(const char *, char *, int, const char *, int), LZ4_decompress_fast_usingDict)(
		source, dest, originalSize, dictStart, dictSize);

	ktest_external_wrote(dest, originalSize);
	return read;
}

/* ---- streams --------------------------------------------------------------------------------- */

KTEST_DEF void LZ4_resetStream(LZ4_stream_t *LZ4_stream)
{
	memset(LZ4_stream, 0, sizeof(*LZ4_stream));
}

KTEST_DEF int LZ4_loadDict(LZ4_stream_t *streamPtr, const char *dictionary, int dictSize)
{
	if (!lz4_fits(KTEST_LZ4(int(void), LZ4_sizeofState)(), sizeof(*streamPtr)))
		return 0;
	return KTEST_LZ4(int(LZ4_stream_t *, const char *, int), LZ4_loadDict)(streamPtr, dictionary, dictSize);
}

KTEST_DEF int LZ4_saveDict(LZ4_stream_t *streamPtr, char *safeBuffer, int dictSize)
{
	return ktest_external_wrote(safeBuffer, KTEST_LZ4(int(LZ4_stream_t *, char *, int), LZ4_saveDict)(
							streamPtr, safeBuffer, dictSize));
}

KTEST_DEF int LZ4_compress_fast_continue(LZ4_stream_t *streamPtr, const char *src, char *dst, int srcSize, int maxDstSize,
					 int acceleration)
{
	if (!lz4_fits(KTEST_LZ4(int(void), LZ4_sizeofState)(), sizeof(*streamPtr)))
		return 0;
	return ktest_external_wrote(
		dst, KTEST_LZ4(int(LZ4_stream_t *, const char *, char *, int, int, int), LZ4_compress_fast_continue)(
			     streamPtr, src, dst, srcSize, maxDstSize, acceleration));
}

KTEST_DEF void LZ4_resetStreamHC(LZ4_streamHC_t *streamHCPtr, int compressionLevel)
{
	if (lz4_fits(KTEST_LZ4(int(void), LZ4_sizeofStateHC)(), sizeof(*streamHCPtr)))
		KTEST_LZ4(void(LZ4_streamHC_t *, int), LZ4_resetStreamHC)(streamHCPtr, compressionLevel);
}

KTEST_DEF int LZ4_loadDictHC(LZ4_streamHC_t *streamHCPtr, const char *dictionary, int dictSize)
{
	return KTEST_LZ4(int(LZ4_streamHC_t *, const char *, int), LZ4_loadDictHC)(streamHCPtr, dictionary, dictSize);
}

KTEST_DEF int LZ4_saveDictHC(LZ4_streamHC_t *streamHCPtr, char *safeBuffer, int maxDictSize)
{
	return ktest_external_wrote(safeBuffer, KTEST_LZ4(int(LZ4_streamHC_t *, char *, int), LZ4_saveDictHC)(
							streamHCPtr, safeBuffer, maxDictSize));
}

KTEST_DEF int LZ4_compress_HC_continue(LZ4_streamHC_t *streamHCPtr, const char *src, char *dst, int srcSize, int maxDstSize)
{
	return ktest_external_wrote(dst, KTEST_LZ4(int(LZ4_streamHC_t *, const char *, char *, int, int), LZ4_compress_HC_continue)(
						 streamHCPtr, src, dst, srcSize, maxDstSize));
}

KTEST_DEF int LZ4_setStreamDecode(LZ4_streamDecode_t *LZ4_streamDecode, const char *dictionary, int dictSize)
{
	return KTEST_LZ4(int(LZ4_streamDecode_t *, const char *, int), LZ4_setStreamDecode)(LZ4_streamDecode, dictionary,
											  dictSize);
}

KTEST_DEF int LZ4_decompress_safe_continue(LZ4_streamDecode_t *LZ4_streamDecode, const char *source, char *dest,
					   int compressedSize, int maxDecompressedSize)
{
	return ktest_external_wrote(
		dest, KTEST_LZ4(int(LZ4_streamDecode_t *, const char *, char *, int, int), LZ4_decompress_safe_continue)(
			      LZ4_streamDecode, source, dest, compressedSize, maxDecompressedSize));
}

KTEST_DEF int LZ4_decompress_fast_continue(LZ4_streamDecode_t *LZ4_streamDecode, const char *source, char *dest,
					   int originalSize)
{
	int read = KTEST_LZ4(int(LZ4_streamDecode_t *, const char *, char *, int), LZ4_decompress_fast_continue)(
		LZ4_streamDecode, source, dest, originalSize);

	ktest_external_wrote(dest, originalSize);
	return read;
}

#endif

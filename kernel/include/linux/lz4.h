/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * LZ4 blocks, by liblz4.so.1 (Debian: liblz4-1), which is opened when first used: nothing to link. Without it the call ends
 * the case as unsupported.
 * Synchronization table: everything may run concurrently, with work memory and streams of their own.
 * Fidelity: faithful; compressed bytes are those of the library, LZ4HC_MEM_COMPRESS is what it needs (16 bytes more), and
 * levels above 12 are 12
 */
#ifndef KTEST_LINUX_LZ4_H
#define KTEST_LINUX_LZ4_H
#include <ktest/open.h>

#include <linux/string.h>
#include <linux/types.h>

#define LZ4_MEMORY_USAGE 14
#define LZ4_MAX_INPUT_SIZE 0x7E000000
#define LZ4_COMPRESSBOUND(isize) \
	((unsigned int)(isize) > (unsigned int)LZ4_MAX_INPUT_SIZE ? 0 : (isize) + ((isize) / 255) + 16)
#define LZ4_ACCELERATION_DEFAULT 1
#define LZ4_HASHLOG (LZ4_MEMORY_USAGE - 2)
#define LZ4_HASHTABLESIZE (1 << LZ4_MEMORY_USAGE)
#define LZ4_HASH_SIZE_U32 (1 << LZ4_HASHLOG)
#define LZ4HC_MIN_CLEVEL 3
#define LZ4HC_DEFAULT_CLEVEL 9
#define LZ4HC_MAX_CLEVEL 16
#define LZ4_STREAMSIZE_U64 ((1 << (LZ4_MEMORY_USAGE - 3)) + 4)
#define LZ4_STREAMSIZE (LZ4_STREAMSIZE_U64 * sizeof(unsigned long long))
#define LZ4_STREAMHCSIZE 262208
#define LZ4_STREAMHCSIZE_SIZET (LZ4_STREAMHCSIZE / sizeof(size_t))
#define LZ4_STREAMDECODESIZE_U64 4
#define LZ4_STREAMDECODESIZE (LZ4_STREAMDECODESIZE_U64 * sizeof(unsigned long long))
#define LZ4_MEM_COMPRESS LZ4_STREAMSIZE
#define LZ4HC_MEM_COMPRESS LZ4_STREAMHCSIZE

/* What is in them is the library's. */
typedef union { unsigned long long table[LZ4_STREAMSIZE_U64]; } LZ4_stream_t;
typedef union { size_t table[LZ4_STREAMHCSIZE_SIZET]; } LZ4_streamHC_t;
typedef union { unsigned long long table[LZ4_STREAMDECODESIZE_U64]; } LZ4_streamDecode_t;

static inline int LZ4_compressBound(size_t isize) { return LZ4_COMPRESSBOUND(isize); }

/* How many bytes were written; 0: they do not fit. */
KTEST_FN int LZ4_compress_default(const char *source, char *dest, int inputSize, int maxOutputSize, void *wrkmem);
KTEST_FN int LZ4_compress_fast(const char *source, char *dest, int inputSize, int maxOutputSize, int acceleration,
			       void *wrkmem);
KTEST_FN int LZ4_compress_destSize(const char *source, char *dest, int *sourceSizePtr, int targetDestSize, void *wrkmem);
KTEST_FN int LZ4_compress_HC(const char *src, char *dst, int srcSize, int dstCapacity, int compressionLevel, void *wrkmem);

/* How many bytes were written, or of the fast forms, read; < 0: wrong input, or no room. */
KTEST_FN int LZ4_decompress_fast(const char *source, char *dest, int originalSize);
KTEST_FN int LZ4_decompress_safe(const char *source, char *dest, int compressedSize, int maxDecompressedSize);
KTEST_FN int LZ4_decompress_safe_partial(const char *source, char *dest, int compressedSize, int targetOutputSize,
					 int maxDecompressedSize);
KTEST_FN int LZ4_decompress_safe_usingDict(const char *source, char *dest, int compressedSize, int maxDecompressedSize,
					   const char *dictStart, int dictSize);
KTEST_FN int LZ4_decompress_fast_usingDict(const char *source, char *dest, int originalSize, const char *dictStart,
					   int dictSize);

KTEST_FN void LZ4_resetStream(LZ4_stream_t *LZ4_stream);
KTEST_FN int LZ4_loadDict(LZ4_stream_t *streamPtr, const char *dictionary, int dictSize);
KTEST_FN int LZ4_saveDict(LZ4_stream_t *streamPtr, char *safeBuffer, int dictSize);
KTEST_FN int LZ4_compress_fast_continue(LZ4_stream_t *streamPtr, const char *src, char *dst, int srcSize, int maxDstSize,
					int acceleration);
KTEST_FN void LZ4_resetStreamHC(LZ4_streamHC_t *streamHCPtr, int compressionLevel);
KTEST_FN int LZ4_loadDictHC(LZ4_streamHC_t *streamHCPtr, const char *dictionary, int dictSize);
KTEST_FN int LZ4_saveDictHC(LZ4_streamHC_t *streamHCPtr, char *safeBuffer, int maxDictSize);
KTEST_FN int LZ4_compress_HC_continue(LZ4_streamHC_t *streamHCPtr, const char *src, char *dst, int srcSize, int maxDstSize);
/* 1, or 0. */
KTEST_FN int LZ4_setStreamDecode(LZ4_streamDecode_t *LZ4_streamDecode, const char *dictionary, int dictSize);
KTEST_FN int LZ4_decompress_safe_continue(LZ4_streamDecode_t *LZ4_streamDecode, const char *source, char *dest,
					  int compressedSize, int maxDecompressedSize);
KTEST_FN int LZ4_decompress_fast_continue(LZ4_streamDecode_t *LZ4_streamDecode, const char *source, char *dest,
					  int originalSize);

#include <ktest/close.h>
#endif

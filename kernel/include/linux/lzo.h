/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * LZO1X, by liblzo2.so.2 (Debian: liblzo2-2), which is opened when first used: nothing to link. Without it the call ends
 * the case as unsupported.
 * Synchronization table: everything may run concurrently, with work memory of their own.
 * Fidelity: faithful; compressed bytes are those of the library's LZO1X-1(11). lzorle forms write the format without
 * run lengths, which every reader takes; what a kernel wrote with run lengths is LZO_E_ERROR
 */
#ifndef KTEST_LINUX_LZO_H
#define KTEST_LINUX_LZO_H
#include <ktest/open.h>

#include <linux/types.h>

#define LZO1X_1_MEM_COMPRESS (8192 * sizeof(unsigned short))
#define LZO1X_MEM_COMPRESS LZO1X_1_MEM_COMPRESS
#define lzo1x_worst_compress(x) ((x) + ((x) / 16) + 64 + 3 + 2)

#define LZO_E_OK 0
#define LZO_E_ERROR (-1)
#define LZO_E_OUT_OF_MEMORY (-2)
#define LZO_E_NOT_COMPRESSIBLE (-3)
#define LZO_E_INPUT_OVERRUN (-4)
#define LZO_E_OUTPUT_OVERRUN (-5)
#define LZO_E_LOOKBEHIND_OVERRUN (-6)
#define LZO_E_EOF_NOT_FOUND (-7)
#define LZO_E_INPUT_NOT_CONSUMED (-8)
#define LZO_E_NOT_YET_IMPLEMENTED (-9)
#define LZO_E_INVALID_ARGUMENT (-10)

/* dst has room for lzo1x_worst_compress(src_len) bytes; wrkmem is LZO1X_1_MEM_COMPRESS large. */
KTEST_FN int lzo1x_1_compress(const unsigned char *src, size_t src_len, unsigned char *dst, size_t *dst_len, void *wrkmem);
KTEST_FN int lzorle1x_1_compress(const unsigned char *src, size_t src_len, unsigned char *dst, size_t *dst_len,
				 void *wrkmem);
/* No more than *dst_len bytes, or LZO_E_OUTPUT_OVERRUN. */
KTEST_FN int lzo1x_1_compress_safe(const unsigned char *src, size_t src_len, unsigned char *dst, size_t *dst_len,
				   void *wrkmem);
KTEST_FN int lzorle1x_1_compress_safe(const unsigned char *src, size_t src_len, unsigned char *dst, size_t *dst_len,
				      void *wrkmem);
KTEST_FN int lzo1x_decompress_safe(const unsigned char *src, size_t src_len, unsigned char *dst, size_t *dst_len);

#include <ktest/close.h>
#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* LZO1X by liblzo2. Of its compressors, LZO1X-1(11) is the one that has enough in the kernel's 16 KiB of work memory. */
#ifndef KTEST_LIB_LZO_C
#define KTEST_LIB_LZO_C

#include <ktest/lib/external.h>
#include <linux/lzo.h>
#include <linux/slab.h>
#include <linux/string.h>

typedef int lzo_call(const unsigned char *src, size_t src_len, unsigned char *dst, size_t *dst_len, void *wrkmem);
#define KTEST_LZO(name) KTEST_EXTERNAL("liblzo2.so.2", "liblzo2-2", lzo_call, name)

KTEST_DEF int lzo1x_1_compress(const unsigned char *src, size_t src_len, unsigned char *dst, size_t *dst_len, void *wrkmem)
{
	int err = KTEST_LZO(lzo1x_1_11_compress)(src, src_len, dst, dst_len, wrkmem);

	ktest_external_wrote(dst_len, sizeof(*dst_len));
	ktest_external_wrote(dst, *dst_len);
	return err;
}

KTEST_DEF int lzo1x_1_compress_safe(const unsigned char *src, size_t src_len, unsigned char *dst, size_t *dst_len,
				    void *wrkmem)
{
	size_t room = *dst_len;
	unsigned char *whole = (unsigned char *)kvmalloc(lzo1x_worst_compress(src_len), GFP_KERNEL);
	int err;

	if (!whole)
		return LZO_E_OUT_OF_MEMORY;
	err = lzo1x_1_compress(src, src_len, whole, dst_len, wrkmem);
	if (!err && *dst_len > room)
		err = LZO_E_OUTPUT_OVERRUN;
	if (!err)
		memcpy(dst, whole, *dst_len);
	kvfree(whole);
	return err;
}

KTEST_DEF int lzorle1x_1_compress(const unsigned char *src, size_t src_len, unsigned char *dst, size_t *dst_len,
				  void *wrkmem)
{
	return lzo1x_1_compress(src, src_len, dst, dst_len, wrkmem);
}

KTEST_DEF int lzorle1x_1_compress_safe(const unsigned char *src, size_t src_len, unsigned char *dst, size_t *dst_len,
				       void *wrkmem)
{
	return lzo1x_1_compress_safe(src, src_len, dst, dst_len, wrkmem);
}

KTEST_DEF int lzo1x_decompress_safe(const unsigned char *src, size_t src_len, unsigned char *dst, size_t *dst_len)
{
	int err;

	/* 17 and a version begin the format with run lengths. */
	if (src_len >= 5 && src[0] == 17)
		return LZO_E_ERROR;
	err = KTEST_LZO(lzo1x_decompress_safe)(src, src_len, dst, dst_len, NULL);
	ktest_external_wrote(dst_len, sizeof(*dst_len));
	ktest_external_wrote(dst, *dst_len);
	return err;
}

#endif

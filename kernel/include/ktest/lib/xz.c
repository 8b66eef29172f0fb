// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * .xz by liblzma. The library's memory is ours: with XZ_PREALLOC it comes from one block that is allocated with the
 * decoder, so that xz_dec_run() may be called where nothing may sleep.
 */
#ifndef KTEST_LIB_XZ_C
#define KTEST_LIB_XZ_C

#include <ktest/lib/external.h>
#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/xz.h>

/* Of <lzma.h>: a part of its binary interface. */
struct ktest_xz_allocator {
	void *(*alloc)(void *opaque, size_t nmemb, size_t size);
	void (*free)(void *opaque, void *ptr);
	void *opaque;
};
struct ktest_xz_stream {
	const uint8_t *next_in;
	size_t avail_in;
	uint64_t total_in;
	uint8_t *next_out;
	size_t avail_out;
	uint64_t total_out;
	const struct ktest_xz_allocator *allocator;
	void *internal;
	void *reserved[12];
};
struct ktest_xz_filter {
	uint64_t id;
	void *options;
};
#define KTEST_XZ(type, name) KTEST_EXTERNAL("liblzma.so.5", "liblzma5", type, name)
#define KTEST_XZ_LZMA2 0x21
#define KTEST_XZ_END_OF_FILTERS ULLONG_MAX
#define KTEST_XZ_TELL_CHECK 4
#define KTEST_XZ_GOT_CHECK 4
#define KTEST_XZ_CHECK_CRC32 1
#define KTEST_XZ_SMALL (64 << 10)	/* what the library needs for all but the filters */
#define KTEST_XZ_FILTER (1 << 10)	/* what it counts for a filter before LZMA2: less than dictionaries differ by */

struct xz_dec {
	enum xz_mode mode;
	uint64_t limit;
	bool is_stuck;		/* the last call made no progress */
	enum xz_ret failed;	/* XZ_OK: not yet */
	struct ktest_xz_stream lib;
	struct ktest_xz_allocator allocator;
	char *block;		/* of XZ_PREALLOC */
	size_t size, used;
};

static inline bool ktest_xz_is_in_block(const struct xz_dec *s, const void *ptr)
{
	return s->block && (const char *)ptr >= s->block && (const char *)ptr < s->block + s->size;
}

static inline void *ktest_xz_alloc(void *opaque, size_t nmemb, size_t size)
{
	struct xz_dec *s = (struct xz_dec *)opaque;
	size_t bytes = (nmemb * size + 15) & ~15ul;
	void *memory = s->block + s->used;

	if (s->block && bytes <= s->size - s->used)
		s->used += bytes;
	else
		memory = kvmalloc(bytes, (s->mode == XZ_DYNALLOC ? GFP_KERNEL : GFP_ATOMIC) | __GFP_NOWARN);
	/* MemorySanitizer does not see what the library writes there. */
	if (memory)
		kt_external_wrote(memory, bytes);
	return memory;
}

static inline void ktest_xz_free(void *opaque, void *ptr)
{
	if (!ktest_xz_is_in_block((const struct xz_dec *)opaque, ptr))
		kvfree(ptr);
}

static inline void ktest_xz_close(struct xz_dec *s)
{
	KTEST_XZ(void(struct ktest_xz_stream *), lzma_end)(&s->lib);
	memset(&s->lib, 0, sizeof(s->lib));
	s->used = 0;
}

/* The largest dictionary that headers can ask for, of 2 or 3 times a power of 2, from 4 KiB to 4 GiB - 1; 0: none. */
static inline uint32_t ktest_xz_dictionary(uint32_t dict_max)
{
	uint32_t size = 4096;

	if (dict_max < size || dict_max == UINT_MAX)
		return dict_max < size ? 0 : dict_max;
	while (size <= dict_max / 2)
		size *= 2;
	return size + size / 2 <= dict_max ? size + size / 2 : size;
}

/* What a decoder takes with the largest dictionary that is allowed. */
static inline uint64_t ktest_xz_limit(uint32_t dict_max)
{
	uint32_t options[64] = { ktest_xz_dictionary(dict_max) };
	struct ktest_xz_filter filters[2] = { { KTEST_XZ_LZMA2, options }, { KTEST_XZ_END_OF_FILTERS, NULL } };

	return KTEST_XZ(uint64_t(const struct ktest_xz_filter *), lzma_raw_decoder_memusage)(filters) + KTEST_XZ_FILTER;
}

KTEST_DEF void xz_dec_reset(struct xz_dec *s)
{
	ktest_xz_close(s);
	s->lib.allocator = &s->allocator;
	s->is_stuck = false;
	s->failed = XZ_OK;
	if (KTEST_XZ(int(struct ktest_xz_stream *, uint64_t, uint32_t), lzma_stream_decoder)(&s->lib, s->limit,
											 KTEST_XZ_TELL_CHECK))
		s->failed = XZ_MEM_ERROR;
}

KTEST_DEF struct xz_dec *xz_dec_init(enum xz_mode mode, uint32_t dict_max)
{
	struct xz_dec *s = (struct xz_dec *)kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return NULL;
	s->mode = mode;
	s->allocator.alloc = ktest_xz_alloc;
	s->allocator.free = ktest_xz_free;
	s->allocator.opaque = s;
	s->limit = mode == XZ_SINGLE ? ULLONG_MAX : ktest_xz_limit(dict_max);
	if (mode == XZ_PREALLOC) {
		s->size = s->limit + KTEST_XZ_SMALL;
		s->block = (char *)kvmalloc(s->size, GFP_KERNEL | __GFP_NOWARN);
		if (!s->block) {
			kfree(s);
			return NULL;
		}
	}
	if (mode != XZ_SINGLE)
		xz_dec_reset(s);
	return s;
}

KTEST_DEF void xz_dec_end(struct xz_dec *s)
{
	if (!s)
		return;
	ktest_xz_close(s);
	kvfree(s->block);
	kfree(s);
}

/* What the library's answer means. It has one more for "no progress", which is known here. */
static inline enum xz_ret ktest_xz_meaning(struct xz_dec *s, int answer)
{
	static const unsigned char meanings[] = {
		XZ_OK, XZ_STREAM_END, XZ_OK, XZ_OPTIONS_ERROR, XZ_OK, XZ_MEM_ERROR, XZ_MEMLIMIT_ERROR, XZ_FORMAT_ERROR,
		XZ_OPTIONS_ERROR, XZ_DATA_ERROR, XZ_OK,
	};

	if (answer == KTEST_XZ_GOT_CHECK &&
	    KTEST_XZ(int(const struct ktest_xz_stream *), lzma_get_check)(&s->lib) > KTEST_XZ_CHECK_CRC32)
		return XZ_OPTIONS_ERROR;
	return (unsigned int)answer < sizeof(meanings) ? (enum xz_ret)meanings[answer] : XZ_DATA_ERROR;
}

static inline enum xz_ret ktest_xz_step(struct xz_dec *s, struct xz_buf *b)
{
	enum xz_ret ret = s->failed;
	int answer = KTEST_XZ_GOT_CHECK;

	s->lib.next_in = b->in + b->in_pos;
	s->lib.avail_in = b->in_size - b->in_pos;
	s->lib.next_out = b->out + b->out_pos;
	s->lib.avail_out = b->out_size - b->out_pos;
	while (ret == XZ_OK && answer == KTEST_XZ_GOT_CHECK) {
		answer = KTEST_XZ(int(struct ktest_xz_stream *, int), lzma_code)(&s->lib, 0);
		kt_external_wrote(&s->lib, sizeof(s->lib));
		ret = ktest_xz_meaning(s, answer);
	}
	ktest_external_wrote(b->out + b->out_pos, b->out_size - b->out_pos - s->lib.avail_out);
	b->in_pos = b->in_size - s->lib.avail_in;
	b->out_pos = b->out_size - s->lib.avail_out;
	if (ret > XZ_STREAM_END)
		s->failed = ret;
	return ret;
}

static inline enum xz_ret ktest_xz_all(struct xz_dec *s, struct xz_buf *b)
{
	size_t in_pos = b->in_pos, out_pos = b->out_pos;
	enum xz_ret ret;

	xz_dec_reset(s);
	ret = ktest_xz_step(s, b);
	if (ret == XZ_OK)
		ret = b->in_pos == b->in_size ? XZ_DATA_ERROR : XZ_BUF_ERROR;
	if (ret != XZ_STREAM_END) {
		b->in_pos = in_pos;
		b->out_pos = out_pos;
	}
	ktest_xz_close(s);
	return ret;
}

KTEST_DEF enum xz_ret xz_dec_run(struct xz_dec *s, struct xz_buf *b)
{
	size_t in_pos = b->in_pos, out_pos = b->out_pos;
	enum xz_ret ret;
	bool was_stuck = s->is_stuck;

	if (s->mode == XZ_SINGLE)
		return ktest_xz_all(s, b);
	ret = ktest_xz_step(s, b);
	s->is_stuck = ret == XZ_OK && b->in_pos == in_pos && b->out_pos == out_pos;
	return s->is_stuck && was_stuck ? XZ_BUF_ERROR : ret;
}

#endif

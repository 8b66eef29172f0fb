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
#define KTEST_XZ_LZMA1 0x4000000000000001
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

/* What a decoder takes with such a dictionary. */
static inline uint64_t ktest_xz_limit(uint64_t filter, uint32_t dict_size)
{
	uint32_t options[64] = { dict_size };
	struct ktest_xz_filter filters[2] = { { filter, options }, { KTEST_XZ_END_OF_FILTERS, NULL } };

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

/* The library's memory comes from s, which has a block of limit bytes for it if that is not 0. */
static inline bool ktest_xz_init(struct xz_dec *s, enum xz_mode mode, uint64_t limit)
{
	s->mode = mode;
	s->allocator.alloc = ktest_xz_alloc;
	s->allocator.free = ktest_xz_free;
	s->allocator.opaque = s;
	s->limit = limit;
	if (mode != XZ_PREALLOC)
		return true;
	s->size = limit + KTEST_XZ_SMALL;
	s->block = (char *)kvmalloc(s->size, GFP_KERNEL | __GFP_NOWARN);
	return s->block;
}

KTEST_DEF struct xz_dec *xz_dec_init(enum xz_mode mode, uint32_t dict_max)
{
	struct xz_dec *s = (struct xz_dec *)kzalloc(sizeof(*s), GFP_KERNEL);
	uint64_t limit = ULLONG_MAX;

	if (!s)
		return NULL;
	/* The largest dictionary that is allowed. */
	if (mode != XZ_SINGLE)
		limit = ktest_xz_limit(KTEST_XZ_LZMA2, ktest_xz_dictionary(dict_max));
	if (!ktest_xz_init(s, mode, limit)) {
		kfree(s);
		return NULL;
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

/* One call of the library; what it answered. */
static inline int ktest_xz_code(struct xz_dec *s, struct xz_buf *b)
{
	int answer;

	s->lib.next_in = b->in + b->in_pos;
	s->lib.avail_in = b->in_size - b->in_pos;
	s->lib.next_out = b->out + b->out_pos;
	s->lib.avail_out = b->out_size - b->out_pos;
	answer = KTEST_XZ(int(struct ktest_xz_stream *, int), lzma_code)(&s->lib, 0);
	kt_external_wrote(&s->lib, sizeof(s->lib));
	ktest_external_wrote(b->out + b->out_pos, b->out_size - b->out_pos - s->lib.avail_out);
	b->in_pos = b->in_size - s->lib.avail_in;
	b->out_pos = b->out_size - s->lib.avail_out;
	return answer;
}

static inline enum xz_ret ktest_xz_step(struct xz_dec *s, struct xz_buf *b)
{
	enum xz_ret ret = s->failed;
	int answer = KTEST_XZ_GOT_CHECK;

	while (ret == XZ_OK && answer == KTEST_XZ_GOT_CHECK) {
		answer = ktest_xz_code(s, b);
		ret = ktest_xz_meaning(s, answer);
	}
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

/* ---- MicroLZMA --------------------------------------------------------------------------------- */

#define KTEST_XZ_RANGE 5		/* bytes that every stream has */
#define KTEST_XZ_LARGEST (3u << 30)	/* stream and dictionary */

struct xz_dec_microlzma {
	struct xz_dec dec;
	uint32_t dict_size, comp_size, uncomp_size;
	bool is_exact;
};

KTEST_DEF struct xz_dec_microlzma *xz_dec_microlzma_alloc(enum xz_mode mode, uint32_t dict_size)
{
	struct xz_dec_microlzma *s;

	if (dict_size < 4096 || dict_size > KTEST_XZ_LARGEST)
		return NULL;
	s = (struct xz_dec_microlzma *)kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return NULL;
	s->dict_size = dict_size;
	if (!ktest_xz_init(&s->dec, mode, mode == XZ_SINGLE ? 0 : ktest_xz_limit(KTEST_XZ_LZMA1, dict_size))) {
		kfree(s);
		return NULL;
	}
	return s;
}

KTEST_DEF void xz_dec_microlzma_end(struct xz_dec_microlzma *s)
{
	if (!s)
		return;
	ktest_xz_close(&s->dec);
	kvfree(s->dec.block);
	kfree(s);
}

KTEST_DEF void xz_dec_microlzma_reset(struct xz_dec_microlzma *s, uint32_t comp_size, uint32_t uncomp_size,
				      int uncomp_size_is_exact)
{
	ktest_xz_close(&s->dec);
	s->dec.failed = XZ_OK;
	s->comp_size = comp_size;
	s->uncomp_size = uncomp_size;
	s->is_exact = uncomp_size_is_exact;
}

static inline bool ktest_xz_begin(struct xz_dec_microlzma *s)
{
	uint32_t dict = s->dict_size;

	/* With XZ_SINGLE the output is the kernel's dictionary: ours need not be larger. */
	if (s->dec.mode == XZ_SINGLE && s->uncomp_size < dict)
		dict = s->uncomp_size < 4096 ? 4096 : s->uncomp_size;
	s->dec.lib.allocator = &s->dec.allocator;
	return s->comp_size >= KTEST_XZ_RANGE && s->comp_size <= KTEST_XZ_LARGEST &&
	       !KTEST_XZ(int(struct ktest_xz_stream *, uint64_t, uint64_t, unsigned char, uint32_t),
			 lzma_microlzma_decoder)(&s->dec.lib, s->comp_size, s->uncomp_size, s->is_exact, dict);
}

static inline enum xz_ret ktest_xz_micro_step(struct xz_dec_microlzma *s, struct xz_buf *b)
{
	int answer = ktest_xz_code(&s->dec, b);

	if (answer == XZ_STREAM_END)
		return XZ_STREAM_END;
	/* All was read, there is room, and still something lacks. */
	if (ktest_xz_meaning(&s->dec, answer) || (s->dec.lib.total_in == s->comp_size && s->dec.lib.avail_out))
		return XZ_DATA_ERROR;
	return XZ_OK;
}

/* Decodes into nothing. */
static inline enum xz_ret ktest_xz_micro_pass(struct xz_dec_microlzma *s, struct xz_buf *b)
{
	unsigned char room[256];
	enum xz_ret ret;
	size_t left;

	do {
		struct xz_buf part = *b;

		left = b->out_size - b->out_pos;
		part.out = room;
		part.out_pos = 0;
		part.out_size = left < sizeof(room) ? left : sizeof(room);
		ret = ktest_xz_micro_step(s, &part);
		b->in_pos = part.in_pos;
		b->out_pos += part.out_pos;
		left -= part.out_pos;
		if (part.out_pos < part.out_size)
			break;
	} while (ret == XZ_OK && left);
	return ret;
}

KTEST_DEF enum xz_ret xz_dec_microlzma_run(struct xz_dec_microlzma *s, struct xz_buf *b)
{
	if (s->dec.failed != XZ_OK)
		return s->dec.failed;
	if (!s->dec.lib.internal) {
		if (b->in_pos >= b->in_size)
			return XZ_OK;
		if (!ktest_xz_begin(s))
			s->dec.failed = XZ_DATA_ERROR;
	}
	if (s->dec.failed == XZ_OK) {
		enum xz_ret ret = b->out ? ktest_xz_micro_step(s, b) : ktest_xz_micro_pass(s, b);

		if (ret != XZ_DATA_ERROR)
			return ret;
		s->dec.failed = ret;
	}
	return s->dec.failed;
}

#endif

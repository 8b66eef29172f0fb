/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Size classes of kmalloc() and objects of caches, for the emulated headers and for a tree's. Sizes and alignments are bytes. */
#ifndef KT_LIB_SLAB_CLASS_H
#define KT_LIB_SLAB_CLASS_H

/* The size class of a request; 0 and what kmalloc() refuses stay as they are. */
static inline size_t slab_class(size_t size)
{
	if (!size || size > KMALLOC_MAX_SIZE)
		return size;
	if (size > 64 && size <= 96)
		return 96;
	if (size > 128 && size <= 192)
		return 192;
	return roundup_pow_of_two(max_t(size_t, size, KMALLOC_MIN_SIZE));
}

/* Each size class is aligned to the largest power of two that divides it. */
static inline size_t slab_align(size_t bucket)
{
	return bucket & -bucket;
}

static inline unsigned int slab_kt_flags(gfp_t flags)
{
	return flags & __GFP_ZERO ? KT_ZERO : 0;
}

/* The block may grow up to its size class: krealloc() then leaves it where it is. */
static inline void *slab_alloc_class(size_t size, gfp_t flags, int node)
{
	size_t bucket = slab_class(size);

	return kt_alloc(size, slab_align(bucket), slab_kt_flags(flags) | KT_ROOM(bucket - size),
			KT_MEM_SLAB, node, NULL);
}

/* In place, if it fits; the new bytes are zero with __GFP_ZERO. */
static inline bool slab_resize(const void *p, size_t size, gfp_t flags)
{
	size_t old;

	if (ZERO_OR_NULL_PTR(p))
		return false;
	old = kt_alloc_size(p);
	if (kt_resize((void *)p, size))
		return false;
	if (flags & __GFP_ZERO && size > old)
		memset((char *)p + old, 0, size - old);
	return true;
}

/* Moves what the block at p holds to a fresh one, which may be NULL: then p stays. */
static inline void *slab_move(const void *p, void *fresh, size_t size)
{
	if (fresh && !ZERO_OR_NULL_PTR(p)) {
		memcpy(fresh, p, min_t(size_t, kt_alloc_size(p), size));
		kvfree(p);
	}
	return fresh;
}

struct kmem_cache {
	const char *name;
	unsigned int size, align, room;	/* room: what ksize() says more than size */
	slab_flags_t flags;
	void (*ctor)(void *);
	struct slab_freed *freed;	/* with SLAB_TYPESAFE_BY_RCU: readers may still see them */
	int freed_lock;
};

/* The list of free objects goes through them, or past the end of those that must stay intact. */
static inline unsigned int slab_object_size(const struct kmem_cache *s)
{
	unsigned int words = ALIGN(s->size, sizeof(void *));

	if (s->flags & SLAB_TYPESAFE_BY_RCU)
		return words;
	return ALIGN(words + (s->ctor ? sizeof(void *) : 0), s->align);
}

/* size and align are those asked for; what they come to is the kernel's. */
static inline void slab_cache_init(struct kmem_cache *s, unsigned int size, unsigned int align)
{
	s->size = size;
	s->align = ALIGN(max_t(unsigned int, align, 8), sizeof(void *));
	if (s->flags & SLAB_HWCACHE_ALIGN)
		s->align = max_t(unsigned int, s->align,
				 size >= 64 ? 64 : roundup_pow_of_two(size));
	s->room = slab_object_size(s) - size;
}

#endif

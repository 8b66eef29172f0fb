/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * kmalloc(), kmem_cache and vmalloc-backed variants over the engine's heap, which checks
 * what is freed how.
 * Synchronization table: every call may run concurrently; a cache is destroyed by one caller.
 * Fidelity: faithful; merged caches and usercopy windows do not exist, and an object has no page
 * structure. krealloc() grows a block within its size class in place, other than under
 * AddressSanitizer and valgrind, which see every byte over the size asked for
 */
#ifndef KTEST_LINUX_SLAB_H
#define KTEST_LINUX_SLAB_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/overflow.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

#define SLAB_CONSISTENCY_CHECKS ((slab_flags_t)0x100u)
#define SLAB_RED_ZONE ((slab_flags_t)0x400u)
#define SLAB_POISON ((slab_flags_t)0x800u)
#define SLAB_KMALLOC ((slab_flags_t)0x1000u)
#define SLAB_HWCACHE_ALIGN ((slab_flags_t)0x2000u)
#define SLAB_CACHE_DMA ((slab_flags_t)0x4000u)
#define SLAB_STORE_USER ((slab_flags_t)0x10000u)
#define SLAB_RECLAIM_ACCOUNT ((slab_flags_t)0x20000u)
#define SLAB_PANIC ((slab_flags_t)0x40000u)
#define SLAB_TYPESAFE_BY_RCU ((slab_flags_t)0x80000u)
#define SLAB_NOLEAKTRACE ((slab_flags_t)0x800000u)
#define SLAB_NO_MERGE ((slab_flags_t)0x1000000u)
#define SLAB_ACCOUNT ((slab_flags_t)0x4000000u)
#define SLAB_TEMPORARY SLAB_RECLAIM_ACCOUNT
#define SLAB_MEM_SPREAD ((slab_flags_t)0)

#define ARCH_KMALLOC_MINALIGN __alignof__(unsigned long long)
#define ARCH_SLAB_MINALIGN __alignof__(unsigned long long)
#define KMALLOC_SHIFT_LOW 3
#define KMALLOC_MIN_SIZE (1 << KMALLOC_SHIFT_LOW)
#define KMALLOC_SHIFT_MAX (10 + 12)
#define KMALLOC_MAX_SIZE (1UL << KMALLOC_SHIFT_MAX)
#define KMALLOC_MAX_CACHE_SIZE (1UL << 13)
#define ZERO_SIZE_PTR ((void *)16)
#define ZERO_OR_NULL_PTR(x) ((unsigned long)(x) <= (unsigned long)ZERO_SIZE_PTR)

struct kmem_cache;
struct kmem_cache_args {
	unsigned int align;
	unsigned int useroffset;
	unsigned int usersize;
	unsigned int freeptr_offset;
	bool use_freeptr_offset;
	void (*ctor)(void *);
};

KTEST_FN void *__kmalloc(size_t size, gfp_t flags) __alloc_size(1);
KTEST_FN void *__kmalloc_node(size_t size, gfp_t flags, int node) __alloc_size(1);
KTEST_FN void *__must_check krealloc(const void *p, size_t new_size, gfp_t flags) __realloc_size(2);
KTEST_FN void kfree(const void *p);
KTEST_FN void kfree_sensitive(const void *p);
#if KTEST_HAS_kzfree
static inline void kzfree(const void *p) { kfree_sensitive(p); }
#endif
KTEST_FN size_t ksize(const void *p);
KTEST_FN size_t __ksize(const void *p);
KTEST_FN size_t kmalloc_size_roundup(size_t size);
KTEST_FN bool slab_is_available(void);

/* Always inline: the engine takes the return address for who allocates. */
static __always_inline __alloc_size(1) void *kmalloc(size_t size, gfp_t flags)
{
	return __kmalloc(size, flags);
}

static __always_inline __alloc_size(1) void *kmalloc_node(size_t size, gfp_t flags, int node)
{
	return __kmalloc_node(size, flags, node);
}

static __always_inline __alloc_size(1) void *kzalloc(size_t size, gfp_t flags)
{
	return __kmalloc(size, flags | __GFP_ZERO);
}

static __always_inline __alloc_size(1) void *kzalloc_node(size_t size, gfp_t flags, int node)
{
	return __kmalloc_node(size, flags | __GFP_ZERO, node);
}

#define kmalloc_track_caller(size, flags) __kmalloc(size, flags)
#define kmalloc_node_track_caller(size, flags, node) __kmalloc_node(size, flags, node)
#define kmalloc_noprof kmalloc
#define kzalloc_noprof kzalloc

static __always_inline __alloc_size(1, 2) void *kmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : __kmalloc(bytes, flags);
}

static __always_inline __alloc_size(1, 2) void *kmalloc_array_node(size_t n, size_t size,
								  gfp_t flags, int node)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : __kmalloc_node(bytes, flags, node);
}

#if KTEST_HAS_krealloc_array
static inline __realloc_size(2, 3) void *__must_check krealloc_array(void *p, size_t n,
								    size_t size, gfp_t flags)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : krealloc(p, bytes, flags);
}
#endif

static __always_inline __alloc_size(1, 2) void *kcalloc(size_t n, size_t size, gfp_t flags)
{
	return kmalloc_array(n, size, flags | __GFP_ZERO);
}

static __always_inline __alloc_size(1, 2) void *kcalloc_node(size_t n, size_t size, gfp_t flags,
							    int node)
{
	return kmalloc_array_node(n, size, flags | __GFP_ZERO, node);
}

KTEST_FN void *kvmalloc_node(size_t size, gfp_t flags, int node) __alloc_size(1);
KTEST_FN void kvfree(const void *addr);
#if KTEST_HAS_kvrealloc_of_one_size
KTEST_FN void *kvrealloc(const void *p, size_t size, gfp_t flags) __realloc_size(2);
#elif KTEST_HAS_kvrealloc
static inline void *kvrealloc(const void *p, size_t oldsize, size_t newsize, gfp_t flags)
{
	void *larger;

	if (oldsize >= newsize)
		return (void *)p;
	larger = kvmalloc_node(newsize, flags, NUMA_NO_NODE);
	if (!larger)
		return NULL;
	if (oldsize)
		__builtin_memcpy(larger, p, oldsize);
	kvfree(p);
	return larger;
}
#endif
KTEST_FN void kvfree_sensitive(const void *addr, size_t len);

static __always_inline __alloc_size(1) void *kvmalloc(size_t size, gfp_t flags)
{
	return kvmalloc_node(size, flags, NUMA_NO_NODE);
}

static __always_inline __alloc_size(1) void *kvzalloc(size_t size, gfp_t flags)
{
	return kvmalloc_node(size, flags | __GFP_ZERO, NUMA_NO_NODE);
}

static __always_inline __alloc_size(1) void *kvzalloc_node(size_t size, gfp_t flags, int node)
{
	return kvmalloc_node(size, flags | __GFP_ZERO, node);
}

static __always_inline __alloc_size(1, 2) void *kvmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : kvmalloc(bytes, flags);
}

static __always_inline __alloc_size(1, 2) void *kvcalloc(size_t n, size_t size, gfp_t flags)
{
	return kvmalloc_array(n, size, flags | __GFP_ZERO);
}

KTEST_FN struct kmem_cache *ktest_kmem_cache_create(const char *name, unsigned int size,
					   struct kmem_cache_args *args, slab_flags_t flags);
static inline struct kmem_cache *ktest_kmem_cache_create_old(const char *name,
							     unsigned int size,
							     unsigned int align,
							     slab_flags_t flags,
							     void (*ctor)(void *))
{
	struct kmem_cache_args args = { .align = align, .ctor = ctor };

	return ktest_kmem_cache_create(name, size, &args, flags);
}
static inline struct kmem_cache *
kmem_cache_create_usercopy(const char *name, unsigned int size, unsigned int align,
			   slab_flags_t flags, unsigned int useroffset, unsigned int usersize,
			   void (*ctor)(void *))
{
	(void)useroffset, (void)usersize;
	return ktest_kmem_cache_create_old(name, size, align, flags, ctor);
}
/* kmem_cache_create(name, size, args, flags) or (name, size, align, flags, ctor). */
#define KTEST_CACHE_PICK(a, b, c, d, e, f, ...) f
#define kmem_cache_create(...) \
	KTEST_CACHE_PICK(__VA_ARGS__, ktest_kmem_cache_create_old, ktest_kmem_cache_create4, )(__VA_ARGS__)
#define ktest_kmem_cache_create4(name, size, args, flags) \
	ktest_kmem_cache_create(name, size, args, flags)
#define KMEM_CACHE(__struct, __flags) \
	ktest_kmem_cache_create_old(#__struct, sizeof(struct __struct), \
				    __alignof__(struct __struct), (__flags), NULL)
KTEST_FN void kmem_cache_destroy(struct kmem_cache *s);
KTEST_FN int kmem_cache_shrink(struct kmem_cache *s);
KTEST_FN unsigned int kmem_cache_size(struct kmem_cache *s);
KTEST_FN void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags);
KTEST_FN void *kmem_cache_alloc_node(struct kmem_cache *s, gfp_t flags, int node);
struct list_lru;
/* There are no lists of reclaimable objects. */
static inline void *kmem_cache_alloc_lru(struct kmem_cache *s, struct list_lru *lru, gfp_t flags)
{
	(void)lru;
	return kmem_cache_alloc(s, flags);
}
KTEST_FN void kmem_cache_free(struct kmem_cache *s, void *objp);
KTEST_FN int kmem_cache_alloc_bulk(struct kmem_cache *s, gfp_t flags, size_t size, void **p);
KTEST_FN void kmem_cache_free_bulk(struct kmem_cache *s, size_t size, void **p);
static __always_inline void *kmem_cache_zalloc(struct kmem_cache *s, gfp_t flags)
{
	return kmem_cache_alloc(s, flags | __GFP_ZERO);
}

DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))
DEFINE_FREE(kfree_sensitive, void *, if (_T) kfree_sensitive(_T))
DEFINE_FREE(kvfree, void *, if (!IS_ERR_OR_NULL(_T)) kvfree(_T))

#include <linux/numa.h>

#include <ktest/close.h>
#endif

/* For min() and max(), each time. */
#include <linux/minmax.h>

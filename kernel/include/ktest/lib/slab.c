// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The slab allocators over the engine's heap. */
#ifndef KTEST_LIB_SLAB_C
#define KTEST_LIB_SLAB_C

#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "slab_class.h"

static const char slab_cache_owner = 0; /* tags the caches themselves */
/* Whether there is, or was, a cache with SLAB_TYPESAFE_BY_RCU. */
__weak bool slab_typesafe;

static inline void *slab_vmalloc(size_t size, gfp_t flags, int node)
{
	return kt_alloc(size, PAGE_SIZE, slab_kt_flags(flags) | KT_ROOM(PAGE_ALIGN(size) - size),
			KT_MEM_VMALLOC, node, NULL);
}

KTEST_DEF void *__kmalloc_node(size_t size, gfp_t flags, int node)
{
	if (!size)
		return ZERO_SIZE_PTR;
	might_sleep_if(gfpflags_allow_blocking(flags));
	if (size > KMALLOC_MAX_SIZE) {
		WARN_ON_ONCE(!(flags & __GFP_NOWARN));
		return NULL;
	}
	return slab_alloc_class(size, flags, node);
}

KTEST_DEF void *__kmalloc(size_t size, gfp_t flags)
{
	return __kmalloc_node(size, flags, NUMA_NO_NODE);
}

KTEST_DEF void kfree(const void *p)
{
	enum kt_mem_kind kind;
	const void *owner;

	if (ZERO_OR_NULL_PTR(p))
		return;
	/* It takes objects of a cache, too (since 6.4, documented): those that wait for readers are their cache's business. */
	if (slab_typesafe && !kt_alloc_info(p, &kind, NULL, &owner) && kind == KT_MEM_CACHE)
		kmem_cache_free((struct kmem_cache *)owner, (void *)p);
	else
		kt_free((void *)p, KT_MEM_SLAB, KT_OR_ANY_CACHE);
}

KTEST_DEF size_t __ksize(const void *p)
{
	return ZERO_OR_NULL_PTR(p) ? 0 : kt_alloc_capacity(p);
}

KTEST_DEF size_t ksize(const void *p)
{
	return __ksize(p);
}

KTEST_DEF size_t kmalloc_size_roundup(size_t size)
{
	return slab_class(size);
}

KTEST_DEF void *krealloc(const void *p, size_t new_size, gfp_t flags)
{
	if (!new_size) {
		kfree(p);
		return ZERO_SIZE_PTR;
	}
	if (slab_resize(p, new_size, flags))
		return (void *)p;
	return slab_move(p, __kmalloc(new_size, flags), new_size);
}

KTEST_DEF void kfree_sensitive(const void *p)
{
	size_t size = ZERO_OR_NULL_PTR(p) ? 0 : kt_alloc_size(p);

	if (size)
		memzero_explicit((void *)p, size);
	kfree(p);
}

KTEST_DEF bool slab_is_available(void)
{
	return true;
}

/* Large requests and those that kmalloc refuses come from vmalloc. */
KTEST_DEF void *kvmalloc_node(size_t size, gfp_t flags, int node)
{
	void *p = size <= KMALLOC_MAX_SIZE ? __kmalloc_node(size, flags, node) : NULL;

	if (p || size <= 4096)
		return p;
	if (WARN_ON_ONCE(size > INT_MAX && !(flags & __GFP_NOWARN)) || size > INT_MAX)
		return NULL;
	return slab_vmalloc(size, flags, node);
}

KTEST_DEF void kvfree(const void *addr)
{
	if (is_vmalloc_addr(addr))
		vfree(addr);
	else
		kfree(addr);
}

KTEST_DEF void kvfree_sensitive(const void *addr, size_t len)
{
	if (ZERO_OR_NULL_PTR(addr))
		return;
	memzero_explicit((void *)addr, len);
	kvfree(addr);
}

#if KTEST_HAS_kvrealloc_of_one_size
KTEST_DEF void *kvrealloc(const void *p, size_t size, gfp_t flags)
{
	if (is_vmalloc_addr(p))
		return vrealloc(p, size, flags);
	if (!size) {
		kfree(p);
		return ZERO_SIZE_PTR;
	}
	if (slab_resize(p, size, flags))
		return (void *)p;
	return slab_move(p, kvmalloc(size, flags), size);
}
#endif

KTEST_DEF void *vrealloc(const void *p, size_t size, gfp_t flags)
{
	if (!size) {
		vfree(p);
		return NULL;
	}
	if (slab_resize(p, size, flags))
		return (void *)p;
	return slab_move(p, __vmalloc(size, flags), size);
}

/*
 * Objects of a cache with SLAB_TYPESAFE_BY_RCU stay objects of it when they are freed: readers may look at them, and the next
 * allocation gets one of them as it is. The cache gives them back when it is destroyed.
 */
struct slab_freed {
	struct slab_freed *next;
	void *object;
};

static inline void slab_freed_lock(struct kmem_cache *s)
{
	kt_preempt_disable();
	while (__atomic_exchange_n(&s->freed_lock, 1, __ATOMIC_ACQUIRE))
		kt_relax();
}

static inline void slab_freed_unlock(struct kmem_cache *s)
{
	__atomic_store_n(&s->freed_lock, 0, __ATOMIC_RELEASE);
	kt_preempt_enable();
}

/* The last one that was freed, or NULL. */
static inline void *slab_take_freed(struct kmem_cache *s)
{
	struct slab_freed *freed;
	void *object = NULL;

	slab_freed_lock(s);
	freed = s->freed;
	if (freed)
		s->freed = freed->next;
	slab_freed_unlock(s);
	if (freed) {
		object = freed->object;
		kt_free(freed, KT_MEM_SLAB, &slab_cache_owner);
	}
	return object;
}

/* False: that is none of its objects, or there is no memory to remember it. */
static inline bool slab_keep_freed(struct kmem_cache *s, void *object)
{
	struct slab_freed *freed, *other;
	enum kt_mem_kind kind;
	const void *owner;

	if (kt_alloc_info(object, &kind, NULL, &owner) || kind != KT_MEM_CACHE || owner != s)
		return false;
	freed = (struct slab_freed *)kt_alloc(sizeof(*freed), 8, KT_QUIET, KT_MEM_SLAB, -1, &slab_cache_owner);
	if (!freed)
		return false;
	slab_freed_lock(s);
	for (other = s->freed; other && other->object != object; other = other->next)
		;
	freed->object = object;
	freed->next = s->freed;
	s->freed = freed;
	slab_freed_unlock(s);
	BUG_ON(other);	/* freed twice */
	return true;
}

KTEST_DEF struct kmem_cache *ktest_kmem_cache_create(const char *name, unsigned int size,
						  struct kmem_cache_args *args, slab_flags_t flags)
{
	struct kmem_cache *s;

	might_sleep();
	if (WARN_ON(!name || !size || size > KMALLOC_MAX_SIZE))
		s = NULL;
	else
		s = (struct kmem_cache *)kt_alloc(sizeof(*s), 16, KT_ZERO, KT_MEM_SLAB, -1, &slab_cache_owner);
	if (!s) {
		if (flags & SLAB_PANIC)
			panic("%s: Failed to create slab '%s'", __func__, name);
		return NULL;
	}
	s->name = name;
	s->flags = flags;
	if (flags & SLAB_TYPESAFE_BY_RCU)
		slab_typesafe = true;
	s->ctor = args ? args->ctor : NULL;
	slab_cache_init(s, size, args ? args->align : 0);
	return s;
}

KTEST_DEF void kmem_cache_destroy(struct kmem_cache *s)
{
	if (!s)
		return;
	might_sleep();
	if (s->flags & SLAB_TYPESAFE_BY_RCU) {
		void *object;

		rcu_barrier();
		synchronize_rcu();
		while ((object = slab_take_freed(s)))
			kt_free(object, KT_MEM_CACHE, s);
	}
	if (WARN(kt_alloc_count(KT_MEM_CACHE, s),
		 "kmem_cache_destroy %s: Slab cache still has objects", s->name))
		return;
	kt_free(s, KT_MEM_SLAB, &slab_cache_owner);
}

KTEST_DEF int kmem_cache_shrink(struct kmem_cache *s)
{
	(void)s;
	return 0;
}

KTEST_DEF unsigned int kmem_cache_size(struct kmem_cache *s)
{
	return s->size;
}

KTEST_DEF void *kmem_cache_alloc_node(struct kmem_cache *s, gfp_t flags, int node)
{
	void *obj;

	might_sleep_if(gfpflags_allow_blocking(flags));
	WARN_ON_ONCE(s->ctor && (flags & __GFP_ZERO));
	obj = s->freed ? slab_take_freed(s) : NULL;
	if (obj) {
		if (flags & __GFP_ZERO)
			memset(obj, 0, s->size);
		return obj;
	}
	obj = kt_alloc(s->size, s->align, slab_kt_flags(flags) | KT_ROOM(s->room), KT_MEM_CACHE,
		       node, s);
	if (obj && s->ctor)
		s->ctor(obj);
	return obj;
}

KTEST_DEF void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags)
{
	return kmem_cache_alloc_node(s, flags, NUMA_NO_NODE);
}

KTEST_DEF void kmem_cache_free(struct kmem_cache *s, void *objp)
{
	if (!objp || ((s->flags & SLAB_TYPESAFE_BY_RCU) && slab_keep_freed(s, objp)))
		return;
	kt_free(objp, KT_MEM_CACHE, s);
}

/* All or nothing: returns size or 0. */
KTEST_DEF int kmem_cache_alloc_bulk(struct kmem_cache *s, gfp_t flags, size_t size, void **p)
{
	size_t i;

	for (i = 0; i < size; i++) {
		p[i] = kmem_cache_alloc(s, flags);
		if (!p[i]) {
			kmem_cache_free_bulk(s, i, p);
			return 0;
		}
	}
	return size;
}

KTEST_DEF void kmem_cache_free_bulk(struct kmem_cache *s, size_t size, void **p)
{
	size_t i;

	for (i = 0; i < size; i++) {
		if (s)
			kmem_cache_free(s, p[i]);
		else
			kfree(p[i]);
	}
}

#endif

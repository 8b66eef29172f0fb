// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * kmalloc and slab caches over the engine's allocator, which checks every free and knows every
 * leak. Pages that an object touches are marked as a slab's, and stay so: the host's allocator
 * keeps such memory for other objects, or vmalloc() makes its pages anew.
 */
#include "tree.h"
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "../include/ktest/lib/slab_class.h"

/* Which cache serves a size is decided inline, in the tree's header; here all are served alike. */
typeof(kmalloc_caches) kmalloc_caches;

#ifdef alloc_hooks
#define BUCKETED(size) DECL_BUCKET_PARAMS(size, b)
#else
#define BUCKETED(size) size_t size
#endif

/* Code asks an object's page whether it may free the object, or hand the page to others. */
static void *slab_mark(void *object, size_t size)
{
	struct page *page, *last;

	if (!object || !pfn_valid(page_to_pfn(virt_to_page(object))))
		return object;
	last = virt_to_page((char *)object + max_t(size_t, size, 1) - 1);
	for (page = virt_to_page(object); page <= last; page++) {
		if (PageSlab(page))
			continue;
		ktree_page_start(page);
		__folio_set_slab((struct folio *)page);
	}
	return object;
}

/* Set by programs that test what becomes of failing allocations; NULL for kmalloc(). */
bool (*ktree_slab_refuses)(struct kmem_cache *s, gfp_t flags);
void (*ktree_slab_counts)(struct kmem_cache *s, int change);

static void *slab_kmalloc(size_t size, gfp_t flags, int node)
{
	if (!size)
		return ZERO_SIZE_PTR;
	if (size > KMALLOC_MAX_SIZE) {
		WARN_ON_ONCE(!(flags & __GFP_NOWARN));
		return NULL;
	}
	might_alloc(flags);
	if (ktree_slab_refuses && ktree_slab_refuses(NULL, flags))
		return NULL;
	return slab_mark(slab_alloc_class(size, flags, node), size);
}

void *NOPROF(__kmalloc)(size_t size, gfp_t flags)
{
	return slab_kmalloc(size, flags, NUMA_NO_NODE);
}

void *NOPROF(__kmalloc_node)(BUCKETED(size), gfp_t flags, int node)
{
	return slab_kmalloc(size, flags, node);
}

void *NOPROF(__kmalloc_node_track_caller)(BUCKETED(size), gfp_t flags, int node,
					  unsigned long caller)
{
	return slab_kmalloc(size, flags, node);
}

#ifdef alloc_hooks
void *__kmalloc_cache_noprof(struct kmem_cache *s, gfp_t flags, size_t size)
{
	return slab_kmalloc(size, flags, NUMA_NO_NODE);
}

void *__kmalloc_cache_node_noprof(struct kmem_cache *s, gfp_t flags, int node, size_t size)
{
	return slab_kmalloc(size, flags, node);
}

void *__kmalloc_large_noprof(size_t size, gfp_t flags)
{
	return slab_kmalloc(size, flags, NUMA_NO_NODE);
}

void *__kmalloc_large_node_noprof(size_t size, gfp_t flags, int node)
{
	return slab_kmalloc(size, flags, node);
}
#else
void *kmalloc_trace(struct kmem_cache *s, gfp_t flags, size_t size)
{
	return slab_kmalloc(size, flags, NUMA_NO_NODE);
}

void *kmalloc_node_trace(struct kmem_cache *s, gfp_t flags, int node, size_t size)
{
	return slab_kmalloc(size, flags, node);
}

void *kmalloc_large(size_t size, gfp_t flags)
{
	return slab_kmalloc(size, flags, NUMA_NO_NODE);
}

void *kmalloc_large_node(size_t size, gfp_t flags, int node)
{
	return slab_kmalloc(size, flags, node);
}
#endif

/* ---- freeing ------------------------------------------------------------------------- */

/* kfree() also takes objects of caches (since 6.4); kvfree() also what vmalloc() gave. */
static void slab_free(const void *ptr, bool takes_vmalloc)
{
	enum kt_mem_kind kind = KT_MEM_SLAB;
	const void *owner = KT_OR_ANY_CACHE;

	if (takes_vmalloc && !kt_alloc_info(ptr, &kind, NULL, &owner) && kind == KT_MEM_VMALLOC)
		kt_free((void *)ptr, kind, owner);
	else
		kt_free((void *)ptr, KT_MEM_SLAB, KT_OR_ANY_CACHE);
}

void kfree(const void *ptr)
{
	if (!ZERO_OR_NULL_PTR(ptr))
		slab_free(ptr, false);
}

void kfree_sensitive(const void *ptr)
{
	if (!ZERO_OR_NULL_PTR(ptr))
		memzero_explicit((void *)ptr, kt_alloc_size(ptr));
	kfree(ptr);
}

void kvfree(const void *ptr)
{
	if (!ZERO_OR_NULL_PTR(ptr))
		slab_free(ptr, true);
}

void kvfree_sensitive(const void *ptr, size_t size)
{
	if (!ZERO_OR_NULL_PTR(ptr))
		memzero_explicit((void *)ptr, size);
	kvfree(ptr);
}

void vfree(const void *ptr)
{
	if (ptr)
		kt_free((void *)ptr, KT_MEM_VMALLOC, NULL);
}

void vfree_atomic(const void *ptr)
{
	vfree(ptr);
}

/* ---- sizes ------------------------------------------------------------------------------ */

size_t __ksize(const void *ptr)
{
	return ZERO_OR_NULL_PTR(ptr) ? 0 : kt_alloc_capacity(ptr);
}

size_t ksize(const void *ptr)
{
	return __ksize(ptr);
}

size_t kmalloc_size_roundup(size_t size)
{
	return slab_class(size);
}

void *NOPROF(krealloc)(const void *ptr, size_t size, gfp_t flags)
{
	if (!size) {
		kfree(ptr);
		return ZERO_SIZE_PTR;
	}
	if (slab_resize(ptr, size, flags))
		return (void *)ptr;
	return slab_move(ptr, slab_kmalloc(size, flags, NUMA_NO_NODE), size);
}

/* ---- vmalloc ------------------------------------------------------------------------------- */

void *ktree_vmalloc(size_t size, gfp_t flags, int node);

#ifdef alloc_hooks
void *__kvmalloc_node_noprof(BUCKETED(size), gfp_t flags, int node)
#else
void *kvmalloc_node(size_t size, gfp_t flags, int node)
#endif
{
	if (size <= KMALLOC_MAX_SIZE)
		return slab_kmalloc(size, flags, node);
	if (size > INT_MAX) {
		WARN_ON_ONCE(!(flags & __GFP_NOWARN));
		return NULL;
	}
	return ktree_vmalloc(size, flags, node);
}

#ifdef vrealloc
void *vrealloc_noprof(const void *ptr, size_t size, gfp_t flags)
{
	if (!size) {
		vfree(ptr);
		return NULL;
	}
	if (slab_resize(ptr, size, flags))
		return (void *)ptr;
	return slab_move(ptr, ktree_vmalloc(size, flags, NUMA_NO_NODE), size);
}

void *kvrealloc_noprof(const void *ptr, size_t size, gfp_t flags)
{
	enum kt_mem_kind kind = KT_MEM_SLAB;
	const void *owner;
	int node;

	kt_alloc_info(ptr, &kind, &node, &owner);
	if (kind == KT_MEM_VMALLOC)
		return vrealloc_noprof(ptr, size, flags);
	if (size <= KMALLOC_MAX_SIZE)
		return krealloc_noprof(ptr, size, flags);
	if (slab_resize(ptr, size, flags))
		return (void *)ptr;
	return slab_move(ptr, ktree_vmalloc(size, flags, NUMA_NO_NODE), size);
}
#endif

/* ---- caches ------------------------------------------------------------------------------- */

static struct kmem_cache *cache_make(const char *name, unsigned int size, unsigned int align,
				     slab_flags_t flags, void (*ctor)(void *object))
{
	struct kmem_cache *s = kt_alloc(sizeof(*s), 16, KT_ZERO | KT_QUIET, KT_MEM_SLAB, -1, NULL);

	if (!s)
		return NULL;
	*s = (struct kmem_cache){ .name = name, .flags = flags, .ctor = ctor };
	slab_cache_init(s, size, align);
	return s;
}

#ifdef alloc_hooks
struct kmem_cache *__kmem_cache_create_args(const char *name, unsigned int size,
					    struct kmem_cache_args *args, slab_flags_t flags)
{
	return cache_make(name, size, args ? args->align : 0, flags, args ? args->ctor : NULL);
}

bool kmem_cache_charge(void *object, gfp_t flags)
{
	return true;
}
#else
struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align,
				     slab_flags_t flags, void (*ctor)(void *object))
{
	return cache_make(name, size, align, flags, ctor);
}

struct kmem_cache *kmem_cache_create_usercopy(const char *name, unsigned int size,
					      unsigned int align, slab_flags_t flags,
					      unsigned int useroffset, unsigned int usersize,
					      void (*ctor)(void *object))
{
	return cache_make(name, size, align, flags, ctor);
}
#endif

void kmem_cache_destroy(struct kmem_cache *s)
{
	if (!s)
		return;
	if (WARN(kt_alloc_count(KT_MEM_CACHE, s),
		 "kmem_cache_destroy %s: Slab cache still has objects", s->name))
		return;
	kt_free(s, KT_MEM_SLAB, NULL);
}

int kmem_cache_shrink(struct kmem_cache *s)
{
	return 0;
}

unsigned int kmem_cache_size(struct kmem_cache *s)
{
	return s->size;
}

static void *cache_alloc(struct kmem_cache *s, gfp_t flags, int node)
{
	void *object;

	might_alloc(flags);
	if (ktree_slab_refuses && ktree_slab_refuses(s, flags))
		return NULL;
	object = kt_alloc(s->size, s->align, slab_kt_flags(flags) | KT_ROOM(s->room), KT_MEM_CACHE, node, s);
	slab_mark(object, s->size);
	if (object && s->ctor)
		s->ctor(object);
	if (object && ktree_slab_counts)
		ktree_slab_counts(s, 1);
	return object;
}

void *NOPROF(kmem_cache_alloc)(struct kmem_cache *s, gfp_t flags)
{
	return cache_alloc(s, flags, NUMA_NO_NODE);
}

void *NOPROF(kmem_cache_alloc_node)(struct kmem_cache *s, gfp_t flags, int node)
{
	return cache_alloc(s, flags, node);
}

void *NOPROF(kmem_cache_alloc_lru)(struct kmem_cache *s, struct list_lru *lru, gfp_t flags)
{
	return cache_alloc(s, flags, NUMA_NO_NODE);
}

void kmem_cache_free(struct kmem_cache *s, void *object)
{
	if (!object)
		return;
	if (ktree_slab_counts)
		ktree_slab_counts(s, -1);
	kt_free(object, KT_MEM_CACHE, s);
}

void kmem_cache_free_bulk(struct kmem_cache *s, size_t count, void **objects)
{
	for (size_t i = 0; i < count; i++) {
		if (s)
			kmem_cache_free(s, objects[i]);
		else
			kfree(objects[i]);
	}
}

int NOPROF(kmem_cache_alloc_bulk)(struct kmem_cache *s, gfp_t flags, size_t count, void **objects)
{
	for (size_t i = 0; i < count; i++) {
		objects[i] = cache_alloc(s, flags, NUMA_NO_NODE);
		if (!objects[i]) {
			kmem_cache_free_bulk(s, i, objects);
			return 0;
		}
	}
	return count;
}

bool slab_is_available(void)
{
	return true;
}

bool kmem_dump_obj(void *object)
{
	return false;
}

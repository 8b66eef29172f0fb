/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Resources: ranges of addresses, in trees of what is in use. A node's children lie within it, in the
 * order of their addresses, and do not overlap.
 * Synchronization table: all functions that take a root or a parent may run concurrently.
 * Fidelity: faithful; without resource_list, hot-plugged memory, and /proc. allocate_resource() does not move
 * a resource that is in a tree already (-EBUSY), and keeps no addresses for the architecture.
 */
#ifndef KTEST_LINUX_IOPORT_H
#define KTEST_LINUX_IOPORT_H
#include <ktest/open.h>

#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/types.h>

struct resource {
	resource_size_t start;
	resource_size_t end;
	const char *name;
	unsigned long flags;
	unsigned long desc;
	struct resource *parent, *sibling, *child;
};

#define IORESOURCE_BITS 0x000000ff
#define IORESOURCE_TYPE_BITS 0x00001f00
#define IORESOURCE_IO 0x00000100
#define IORESOURCE_MEM 0x00000200
#define IORESOURCE_REG 0x00000300
#define IORESOURCE_IRQ 0x00000400
#define IORESOURCE_DMA 0x00000800
#define IORESOURCE_BUS 0x00001000
#define IORESOURCE_PREFETCH 0x00002000
#define IORESOURCE_READONLY 0x00004000
#define IORESOURCE_CACHEABLE 0x00008000
#define IORESOURCE_RANGELENGTH 0x00010000
#define IORESOURCE_SHADOWABLE 0x00020000
#define IORESOURCE_SIZEALIGN 0x00040000
#define IORESOURCE_STARTALIGN 0x00080000
#define IORESOURCE_MEM_64 0x00100000
#define IORESOURCE_WINDOW 0x00200000
#define IORESOURCE_MUXED 0x00400000
#define IORESOURCE_EXT_TYPE_BITS 0x01000000
#define IORESOURCE_SYSRAM 0x01000000
#define IORESOURCE_SYSRAM_DRIVER_MANAGED 0x02000000
#define IORESOURCE_SYSRAM_MERGEABLE 0x04000000
#define IORESOURCE_EXCLUSIVE 0x08000000
#define IORESOURCE_DISABLED 0x10000000
#define IORESOURCE_UNSET 0x20000000
#define IORESOURCE_AUTO 0x40000000
#define IORESOURCE_BUSY 0x80000000

#define IORESOURCE_SYSTEM_RAM (IORESOURCE_MEM | IORESOURCE_SYSRAM)

#define IORESOURCE_IRQ_HIGHEDGE (1 << 0)
#define IORESOURCE_IRQ_LOWEDGE (1 << 1)
#define IORESOURCE_IRQ_HIGHLEVEL (1 << 2)
#define IORESOURCE_IRQ_LOWLEVEL (1 << 3)
#define IORESOURCE_IRQ_SHAREABLE (1 << 4)
#define IORESOURCE_IRQ_OPTIONAL (1 << 5)
#define IORESOURCE_IRQ_WAKECAPABLE (1 << 6)

enum {
	IORES_DESC_NONE = 0,
	IORES_DESC_CRASH_KERNEL = 1,
	IORES_DESC_ACPI_TABLES = 2,
	IORES_DESC_ACPI_NV_STORAGE = 3,
	IORES_DESC_PERSISTENT_MEMORY = 4,
	IORES_DESC_PERSISTENT_MEMORY_LEGACY = 5,
	IORES_DESC_DEVICE_PRIVATE_MEMORY = 6,
	IORES_DESC_RESERVED = 7,
	IORES_DESC_SOFT_RESERVED = 8,
	IORES_DESC_CXL = 9,
};

#define DEFINE_RES_NAMED(start_, size_, name_, flags_) \
	(struct resource) { .start = (start_), .end = (start_) + (size_) - 1, .name = (name_), \
			    .flags = (flags_) }
#define DEFINE_RES_MEM_NAMED(start, size, name) DEFINE_RES_NAMED((start), (size), (name), IORESOURCE_MEM)
#define DEFINE_RES_MEM(start, size) DEFINE_RES_MEM_NAMED((start), (size), NULL)
#define DEFINE_RES_IO_NAMED(start, size, name) DEFINE_RES_NAMED((start), (size), (name), IORESOURCE_IO)
#define DEFINE_RES_IO(start, size) DEFINE_RES_IO_NAMED((start), (size), NULL)
#define DEFINE_RES_REG_NAMED(start, size, name) DEFINE_RES_NAMED((start), (size), (name), IORESOURCE_REG)
#define DEFINE_RES_REG(start, size) DEFINE_RES_REG_NAMED((start), (size), NULL)
#define DEFINE_RES_DMA_NAMED(dma, name) DEFINE_RES_NAMED((dma), 1, (name), IORESOURCE_DMA)
#define DEFINE_RES_DMA(dma) DEFINE_RES_DMA_NAMED((dma), NULL)
#define DEFINE_RES_IRQ_NAMED(irq, name) DEFINE_RES_NAMED((irq), 1, (name), IORESOURCE_IRQ)
#define DEFINE_RES_IRQ(irq) DEFINE_RES_IRQ_NAMED((irq), NULL)

static inline resource_size_t resource_size(const struct resource *res)
{
	return res->end - res->start + 1;
}
static inline unsigned long resource_type(const struct resource *res)
{
	return res->flags & IORESOURCE_TYPE_BITS;
}
static inline unsigned long resource_ext_type(const struct resource *res)
{
	return res->flags & IORESOURCE_EXT_TYPE_BITS;
}
static inline void resource_set_size(struct resource *res, resource_size_t size)
{
	res->end = res->start + size - 1;
}
static inline void resource_set_range(struct resource *res, resource_size_t start, resource_size_t size)
{
	res->start = start;
	resource_set_size(res, size);
}
static inline bool resource_contains(const struct resource *a, const struct resource *b)
{
	return resource_type(a) == resource_type(b) &&
	       !(a->flags & IORESOURCE_UNSET) && !(b->flags & IORESOURCE_UNSET) &&
	       a->start <= b->start && a->end >= b->end;
}
static inline bool resource_overlaps(const struct resource *a, const struct resource *b)
{
	return a->start <= b->end && a->end >= b->start;
}
static inline bool resource_intersection(const struct resource *a, const struct resource *b,
					 struct resource *r)
{
	if (!resource_overlaps(a, b))
		return false;
	r->start = max(a->start, b->start);
	r->end = min(a->end, b->end);
	return true;
}
static inline bool resource_union(const struct resource *a, const struct resource *b,
				  struct resource *r)
{
	if (!resource_overlaps(a, b))
		return false;
	r->start = min(a->start, b->start);
	r->end = max(a->end, b->end);
	return true;
}

#ifdef KTEST_HOSTED
/* The ports, and all of the memory's addresses. Nothing is in use at the start. */
extern struct resource ioport_resource, iomem_resource;

/* What is in the way of `res` below a root: one of its children, the root itself if it is too small, or NULL. */
struct resource *request_resource_conflict(struct resource *root, struct resource *res);
struct resource *insert_resource_conflict(struct resource *parent, struct resource *res);
int request_resource(struct resource *root, struct resource *res);
int release_resource(struct resource *old);
void release_child_resources(struct resource *root);
/* Like request_resource(), but what lies within `res` becomes its child, and what `res` lies within its parent. */
int insert_resource(struct resource *parent, struct resource *res);
int remove_resource(struct resource *old);
typedef resource_size_t (*resource_alignf)(void *data, const struct resource *res, resource_size_t size,
					   resource_size_t align);
int allocate_resource(struct resource *root, struct resource *res, resource_size_t size, resource_size_t min,
		      resource_size_t max, resource_size_t align, resource_alignf alignf, void *alignf_data);
struct resource *lookup_resource(struct resource *root, resource_size_t start);
int adjust_resource(struct resource *res, resource_size_t start, resource_size_t size);
resource_size_t resource_alignment(struct resource *res);
struct resource *alloc_free_mem_region(struct resource *base, unsigned long size, unsigned long align,
				       const char *name);

struct resource *__request_region(struct resource *parent, resource_size_t start, resource_size_t n,
				  const char *name, int flags);
void __release_region(struct resource *parent, resource_size_t start, resource_size_t n);
#define request_region(start, n, name) __request_region(&ioport_resource, (start), (n), (name), 0)
#define request_muxed_region(start, n, name) \
	__request_region(&ioport_resource, (start), (n), (name), IORESOURCE_MUXED)
#define request_mem_region(start, n, name) __request_region(&iomem_resource, (start), (n), (name), 0)
#define request_mem_region_muxed(start, n, name) \
	__request_region(&iomem_resource, (start), (n), (name), IORESOURCE_MUXED)
#define request_mem_region_exclusive(start, n, name) \
	__request_region(&iomem_resource, (start), (n), (name), IORESOURCE_EXCLUSIVE)
#define release_region(start, n) __release_region(&ioport_resource, (start), (n))
#define release_mem_region(start, n) __release_region(&iomem_resource, (start), (n))

struct device;
int devm_request_resource(struct device *dev, struct resource *root, struct resource *res);
void devm_release_resource(struct device *dev, struct resource *res);
struct resource *__devm_request_region(struct device *dev, struct resource *parent, resource_size_t start,
				       resource_size_t n, const char *name);
void __devm_release_region(struct device *dev, struct resource *parent, resource_size_t start, resource_size_t n);
#define devm_request_region(dev, start, n, name) \
	__devm_request_region(dev, &ioport_resource, (start), (n), (name))
#define devm_request_mem_region(dev, start, n, name) \
	__devm_request_region(dev, &iomem_resource, (start), (n), (name))
#define devm_release_region(dev, start, n) __devm_release_region(dev, &ioport_resource, (start), (n))
#define devm_release_mem_region(dev, start, n) __devm_release_region(dev, &iomem_resource, (start), (n))
#endif

#include <ktest/close.h>
#endif

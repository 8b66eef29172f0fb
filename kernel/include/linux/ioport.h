/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Resources: ranges of addresses.
 * Fidelity: simplified: the structure and pure functions; no tree of requested regions
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
#define IORESOURCE_SIZEALIGN 0x00040000
#define IORESOURCE_STARTALIGN 0x00080000
#define IORESOURCE_MEM_64 0x00100000
#define IORESOURCE_WINDOW 0x00200000
#define IORESOURCE_EXCLUSIVE 0x08000000
#define IORESOURCE_DISABLED 0x10000000
#define IORESOURCE_UNSET 0x20000000
#define IORESOURCE_AUTO 0x40000000
#define IORESOURCE_BUSY 0x80000000

#define DEFINE_RES_NAMED(start_, size_, name_, flags_) \
	(struct resource) { .start = (start_), .end = (start_) + (size_) - 1, .name = (name_), \
			    .flags = (flags_) }
#define DEFINE_RES_MEM_NAMED(start, size, name) DEFINE_RES_NAMED((start), (size), (name), IORESOURCE_MEM)
#define DEFINE_RES_MEM(start, size) DEFINE_RES_MEM_NAMED((start), (size), NULL)
#define DEFINE_RES_IO_NAMED(start, size, name) DEFINE_RES_NAMED((start), (size), (name), IORESOURCE_IO)
#define DEFINE_RES_IO(start, size) DEFINE_RES_IO_NAMED((start), (size), NULL)
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

#include <ktest/close.h>
#endif

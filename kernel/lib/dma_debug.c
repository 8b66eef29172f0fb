// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The checks that a kernel with CONFIG_DMA_API_DEBUG does, in its words. */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/sprintf.h>
#include "dma_debug.h"

/* The device's address is kept inverted: what refers to it is no reason that it is not leaked. */
struct dma_debug_entry {
	struct list_head list;
	struct dma_debug what;
	unsigned long device;
	bool is_unchecked;
};

static struct list_head dma_debug_lists[256];
static DEFINE_SPINLOCK(dma_debug_lock);
static const char *const dma_debug_types[] = { "single", "scatter-gather", "coherent", "noncoherent", "resource" };
static const char *const dma_debug_directions[] = { "DMA_BIDIRECTIONAL", "DMA_TO_DEVICE", "DMA_FROM_DEVICE", "DMA_NONE" };

void __weak ktest_dma_debug_warn(struct device *dev, const char *fmt, ...)
{
	char text[256];
	va_list args;

	va_start(args, fmt);
	vscnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	WARN(1, "DMA-API: %s %s: %s\n", dev && dev->driver ? dev->driver->name : "", dev ? dev_name(dev) : "NULL", text);
}

static struct list_head *dma_debug_list(dma_addr_t addr)
{
	struct list_head *list = &dma_debug_lists[addr / PAGE_SIZE % ARRAY_SIZE(dma_debug_lists)];

	if (!list->next)
		INIT_LIST_HEAD(list);
	return list;
}

static bool dma_debug_is(const struct dma_debug_entry *entry, struct device *dev, dma_addr_t addr)
{
	return entry->device == ~(unsigned long)dev && entry->what.addr == addr;
}

static int dma_debug_fit(const struct dma_debug *a, const struct dma_debug *b)
{
	return (a->size == b->size) + (a->type == b->type) + (a->direction == b->direction) + (a->sg_nents == b->sg_nents);
}

/* Of several mappings of the same memory only one that is the same in all is meant. The lock is held. */
static struct dma_debug_entry *dma_debug_find(struct device *dev, const struct dma_debug *what)
{
	struct dma_debug_entry *entry, *found = NULL;
	int nr = 0;

	list_for_each_entry(entry, dma_debug_list(what->addr), list) {
		if (!dma_debug_is(entry, dev, what->addr))
			continue;
		if (dma_debug_fit(&entry->what, what) == 4)
			return entry;
		found = entry;
		nr++;
	}
	return nr == 1 ? found : NULL;
}

/* The mapping that has the address anywhere in it. The lock is held. */
static struct dma_debug_entry *dma_debug_find_around(struct device *dev, dma_addr_t addr)
{
	struct dma_debug_entry *entry;

	for (size_t i = 0; i < ARRAY_SIZE(dma_debug_lists); i++) {
		if (!dma_debug_lists[i].next)
			continue;
		list_for_each_entry(entry, &dma_debug_lists[i], list)
			if (entry->device == ~(unsigned long)dev && addr - entry->what.addr < entry->what.size)
				return entry;
	}
	return NULL;
}

/* The device is about to go: nothing of it may be mapped. */
static void dma_debug_device_gone(struct device *dev)
{
	struct dma_debug_entry *entry, *next;
	struct dma_debug first = {};
	unsigned long flags;
	int nr = 0;

	spin_lock_irqsave(&dma_debug_lock, flags);
	for (size_t i = 0; i < ARRAY_SIZE(dma_debug_lists); i++) {
		if (!dma_debug_lists[i].next)
			continue;
		list_for_each_entry_safe(entry, next, &dma_debug_lists[i], list) {
			if (entry->device != ~(unsigned long)dev)
				continue;
			first = entry->what;
			nr++;
			list_del(&entry->list);
			kfree(entry);
		}
	}
	spin_unlock_irqrestore(&dma_debug_lock, flags);
	if (nr)
		ktest_dma_debug_warn(dev, "device driver has pending DMA allocations while released from device [count=%d]\n"
				     "One of leaked entries details: [device address=0x%016llx] [size=%llu bytes] "
				     "[mapped with %s] [mapped as %s]", nr, first.addr, first.size,
				     dma_debug_directions[first.direction], dma_debug_types[first.type]);
}

void __weak ktest_dma_debug_add(struct device *dev, const struct dma_debug *what)
{
	struct dma_debug_entry *entry = kzalloc(sizeof(*entry), GFP_ATOMIC | __GFP_NOWARN);
	unsigned long flags;

	if (!entry)
		return;
	ktest_device_gone = dma_debug_device_gone;
	entry->what = *what;
	entry->device = ~(unsigned long)dev;
	entry->is_unchecked = what->type == DMA_DEBUG_SINGLE || what->type == DMA_DEBUG_RESOURCE;
	spin_lock_irqsave(&dma_debug_lock, flags);
	list_add(&entry->list, dma_debug_list(what->addr));
	spin_unlock_irqrestore(&dma_debug_lock, flags);
}

static void dma_debug_compare(struct device *dev, const struct dma_debug_entry *entry, const struct dma_debug *what)
{
	const struct dma_debug *was = &entry->what;

	if (what->size != was->size)
		ktest_dma_debug_warn(dev, "device driver frees DMA memory with different size [device address=0x%016llx] "
				     "[map size=%llu bytes] [unmap size=%llu bytes]", what->addr, was->size, what->size);
	if (what->type != was->type)
		ktest_dma_debug_warn(dev, "device driver frees DMA memory with wrong function [device address=0x%016llx] "
				     "[size=%llu bytes] [mapped as %s] [unmapped as %s]", what->addr, what->size,
				     dma_debug_types[was->type], dma_debug_types[what->type]);
	else if (what->phys != was->phys)
		ktest_dma_debug_warn(dev, "device driver frees DMA memory with different CPU address "
				     "[device address=0x%016llx] [size=%llu bytes] [cpu alloc address=0x%pa] "
				     "[cpu free address=0x%pa]", what->addr, what->size, &was->phys, &what->phys);
	if (what->type == DMA_DEBUG_SG && what->sg_nents != was->sg_nents)
		ktest_dma_debug_warn(dev, "device driver frees DMA sg list with different entry count [map count=%d] "
				     "[unmap count=%d]", was->sg_nents, what->sg_nents);
	if (what->direction != was->direction)
		ktest_dma_debug_warn(dev, "device driver frees DMA memory with different direction "
				     "[device address=0x%016llx] [size=%llu bytes] [mapped with %s] [unmapped with %s]",
				     what->addr, what->size, dma_debug_directions[was->direction],
				     dma_debug_directions[what->direction]);
	if (entry->is_unchecked)
		ktest_dma_debug_warn(dev, "device driver failed to check map error[device address=0x%016llx] "
				     "[size=%llu bytes] [mapped as %s]", what->addr, what->size,
				     dma_debug_types[was->type]);
}

u64 __weak ktest_dma_debug_remove(struct device *dev, const struct dma_debug *what)
{
	struct dma_debug_entry *entry;
	unsigned long flags;
	u64 size;

	spin_lock_irqsave(&dma_debug_lock, flags);
	entry = dma_debug_find(dev, what);
	if (entry)
		list_del(&entry->list);
	spin_unlock_irqrestore(&dma_debug_lock, flags);
	if (!entry) {
		if (!~what->addr)
			ktest_dma_debug_warn(dev, "device driver tries to free an invalid DMA memory address");
		else
			ktest_dma_debug_warn(dev, "device driver tries to free DMA memory it has not allocated "
					     "[device address=0x%016llx] [size=%llu bytes]", what->addr, what->size);
		return 0;
	}
	dma_debug_compare(dev, entry, what);
	size = entry->what.size;
	kfree(entry);
	return size;
}

void __weak ktest_dma_debug_sync(struct device *dev, const struct dma_debug *what)
{
	struct dma_debug_entry *entry;
	struct dma_debug was = {};
	unsigned long flags;

	spin_lock_irqsave(&dma_debug_lock, flags);
	entry = dma_debug_find_around(dev, what->addr);
	if (entry)
		was = entry->what;
	spin_unlock_irqrestore(&dma_debug_lock, flags);
	if (!entry) {
		ktest_dma_debug_warn(dev, "device driver tries to sync DMA memory it has not allocated "
				     "[device address=0x%016llx] [size=%llu bytes]", what->addr, what->size);
		return;
	}
	if (what->addr - was.addr + what->size > was.size)
		ktest_dma_debug_warn(dev, "device driver syncs DMA memory outside allocated range "
				     "[device address=0x%016llx] [allocation size=%llu bytes] [sync offset+size=%llu]",
				     was.addr, was.size, what->addr - was.addr + what->size);
	if (was.direction == DMA_BIDIRECTIONAL)
		return;
	if (what->direction != was.direction)
		ktest_dma_debug_warn(dev, "device driver syncs DMA memory with different direction "
				     "[device address=0x%016llx] [size=%llu bytes] [mapped with %s] [synced with %s]",
				     what->addr, was.size, dma_debug_directions[was.direction],
				     dma_debug_directions[what->direction]);
}

void __weak ktest_dma_debug_checked(struct device *dev, dma_addr_t addr)
{
	struct dma_debug_entry *entry;
	unsigned long flags;

	spin_lock_irqsave(&dma_debug_lock, flags);
	list_for_each_entry(entry, dma_debug_list(addr), list)
		if (dma_debug_is(entry, dev, addr) && entry->is_unchecked) {
			entry->is_unchecked = false;
			break;
		}
	spin_unlock_irqrestore(&dma_debug_lock, flags);
}

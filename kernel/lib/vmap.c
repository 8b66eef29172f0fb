// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pages of the arena at a second address. */
#include <linux/bug.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

struct vmap_block {
	struct list_head list;
	char *start;
	unsigned int count;
	struct page **pages;
	struct page **given;	/* for vfree() to free, and what is in it; or NULL */
};

static LIST_HEAD(vmap_blocks);
static unsigned int vmap_nr;
static DEFINE_SPINLOCK(vmap_lock);

static struct vmap_block *vmap_find(const void *addr)
{
	struct vmap_block *block, *found = NULL;

	if (!READ_ONCE(vmap_nr))
		return NULL;
	spin_lock(&vmap_lock);
	list_for_each_entry(block, &vmap_blocks, list)
		if ((const char *)addr >= block->start && (const char *)addr < block->start + block->count * PAGE_SIZE)
			found = block;
	spin_unlock(&vmap_lock);
	return found;
}

__weak struct page *ktest_vmap_page(const void *addr)
{
	struct vmap_block *block = vmap_find(addr);

	return block ? block->pages[((const char *)addr - block->start) >> PAGE_SHIFT] : NULL;
}

__weak struct page *vmalloc_to_page(const void *addr)
{
	struct page *page = ktest_vmap_page(addr);

	return page ? page : virt_to_page(addr);
}

__weak void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot)
{
	struct vmap_block *block;
	void **addresses;

	(void)prot;
	might_sleep();
	if (!count || count > totalram_pages())
		return NULL;
	block = kzalloc(sizeof(*block), GFP_KERNEL);
	addresses = kvmalloc_array(count, sizeof(*addresses), GFP_KERNEL);
	if (block && addresses)
		block->pages = kvmalloc_array(count, sizeof(*pages), GFP_KERNEL);
	if (!block || !block->pages)
		goto failed;
	memcpy(block->pages, pages, count * sizeof(*pages));
	for (unsigned int i = 0; i < count; i++)
		addresses[i] = page_address(pages[i]);
	block->count = count;
	block->given = flags & VM_MAP_PUT_PAGES ? pages : NULL;
	block->start = kt_pages_map(addresses, count);
	if (!block->start)
		goto failed;
	kvfree(addresses);
	spin_lock(&vmap_lock);
	list_add(&block->list, &vmap_blocks);
	vmap_nr++;
	spin_unlock(&vmap_lock);
	return block->start;
failed:
	if (block)
		kvfree(block->pages);
	kfree(block);
	kvfree(addresses);
	return NULL;
}

static struct vmap_block *vmap_take(const void *addr)
{
	struct vmap_block *block = vmap_find(addr);

	if (WARN(!block || block->start != addr, "Trying to vunmap() nonexistent vm area (%px)\n", addr))
		return NULL;
	spin_lock(&vmap_lock);
	list_del(&block->list);
	vmap_nr--;
	spin_unlock(&vmap_lock);
	kt_pages_unmap(block->start, block->count);
	return block;
}

__weak void vunmap(const void *addr)
{
	struct vmap_block *block = addr ? vmap_take(addr) : NULL;

	if (!block)
		return;
	kvfree(block->pages);
	kfree(block);
}

__weak void ktest_vmap_vfree(const void *addr)
{
	struct vmap_block *block = vmap_take(addr);

	if (!block)
		return;
	if (block->given)
		release_pages(block->pages, block->count);
	kvfree(block->given);
	kvfree(block->pages);
	kfree(block);
}

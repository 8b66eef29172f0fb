/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Copying to, from and between pages.
 * Fidelity: stricter: beyond the page, or the folio, is a BUG(), as with CONFIG_DEBUG_VM
 */
#ifndef KTEST_LINUX_HIGHMEM_H
#define KTEST_LINUX_HIGHMEM_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/cacheflush.h>
#include <linux/fs.h>
#include <linux/highmem-internal.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static inline void flush_kernel_vmap_range(void *vaddr, int size) { (void)vaddr, (void)size; }
static inline void invalidate_kernel_vmap_range(void *vaddr, int size) { (void)vaddr, (void)size; }
static inline void flush_anon_page(struct vm_area_struct *vma, struct page *page, unsigned long vmaddr)
{
	(void)vma, (void)page, (void)vmaddr;
}

static inline void memcpy_page(struct page *dst_page, size_t dst_off, struct page *src_page, size_t src_off, size_t len)
{
	char *dst = (char *)kmap_local_page(dst_page);
	char *src = (char *)kmap_local_page(src_page);

	VM_BUG_ON(dst_off + len > PAGE_SIZE || src_off + len > PAGE_SIZE);
	memcpy(dst + dst_off, src + src_off, len);
	kunmap_local(src);
	kunmap_local(dst);
}
static inline void memset_page(struct page *page, size_t offset, int val, size_t len)
{
	char *at = (char *)kmap_local_page(page);

	VM_BUG_ON(offset + len > PAGE_SIZE);
	memset(at + offset, val, len);
	kunmap_local(at);
}
static inline void memcpy_from_page(char *to, struct page *page, size_t offset, size_t len)
{
	char *from = (char *)kmap_local_page(page);

	VM_BUG_ON(offset + len > PAGE_SIZE);
	memcpy(to, from + offset, len);
	kunmap_local(from);
}
static inline void memcpy_to_page(struct page *page, size_t offset, const char *from, size_t len)
{
	char *to = (char *)kmap_local_page(page);

	VM_BUG_ON(offset + len > PAGE_SIZE);
	memcpy(to + offset, from, len);
	kunmap_local(to);
}
static inline void memzero_page(struct page *page, size_t offset, size_t len) { memset_page(page, offset, 0, len); }

static inline void clear_highpage(struct page *page) { memset_page(page, 0, 0, PAGE_SIZE); }
static inline void clear_highpage_kasan_tagged(struct page *page) { clear_highpage(page); }
static inline void clear_user_highpage(struct page *page, unsigned long vaddr)
{
	(void)vaddr;
	clear_highpage(page);
}
static inline void copy_highpage(struct page *to, struct page *from) { memcpy_page(to, 0, from, 0, PAGE_SIZE); }
static inline void copy_user_highpage(struct page *to, struct page *from, unsigned long vaddr,
				      struct vm_area_struct *vma)
{
	(void)vaddr, (void)vma;
	copy_highpage(to, from);
}
/* Memory has no errors here: 0. */
static inline int copy_mc_highpage(struct page *to, struct page *from)
{
	copy_highpage(to, from);
	return 0;
}
static inline int copy_mc_user_highpage(struct page *to, struct page *from, unsigned long vaddr,
					struct vm_area_struct *vma)
{
	copy_user_highpage(to, from, vaddr, vma);
	return 0;
}

/* Of a page, or of a compound page. An empty or reversed range is none. */
static inline void zero_user_segments(struct page *page, unsigned int start1, unsigned int end1, unsigned int start2,
				      unsigned int end2)
{
	char *at = (char *)kmap_local_page(page);

	BUG_ON(end1 > page_size(page) || end2 > page_size(page));
	if (end1 > start1)
		memset(at + start1, 0, end1 - start1);
	if (end2 > start2)
		memset(at + start2, 0, end2 - start2);
	kunmap_local(at);
}
static inline void zero_user_segment(struct page *page, unsigned int start, unsigned int end)
{
	zero_user_segments(page, start, end, 0, 0);
}
static inline void zero_user(struct page *page, unsigned int start, unsigned int size)
{
	zero_user_segments(page, start, start + size, 0, 0);
}

static inline void memcpy_from_folio(char *to, struct folio *folio, size_t offset, size_t len)
{
	const char *from = (const char *)kmap_local_folio(folio, offset);

	VM_BUG_ON(offset + len > folio_size(folio));
	memcpy(to, from, len);
	kunmap_local(from);
}
static inline void memcpy_to_folio(struct folio *folio, size_t offset, const char *from, size_t len)
{
	char *to = (char *)kmap_local_folio(folio, offset);

	VM_BUG_ON(offset + len > folio_size(folio));
	memcpy(to, from, len);
	kunmap_local(to);
}
/* kaddr: where `offset` is mapped; it stays so. */
static inline __must_check void *folio_zero_tail(struct folio *folio, size_t offset, void *kaddr)
{
	memset(kaddr, 0, folio_size(folio) - offset);
	return kaddr;
}
/* What follows the data is zeroed. */
static inline void folio_fill_tail(struct folio *folio, size_t offset, const char *from, size_t len)
{
	char *to = (char *)kmap_local_folio(folio, offset);

	VM_BUG_ON(offset + len > folio_size(folio));
	memcpy(to, from, len);
	memset(to + len, 0, folio_size(folio) - offset - len);
	kunmap_local(to);
}
/* pos: in the file, of which the folio is a part. Returns how much there was. */
static inline size_t memcpy_from_file_folio(char *to, struct folio *folio, loff_t pos, size_t len)
{
	size_t offset = pos & (folio_size(folio) - 1), left = folio_size(folio) - offset;

	len = len < left ? len : left;
	memcpy_from_folio(to, folio, offset, len);
	return len;
}
static inline void folio_zero_segments(struct folio *folio, size_t start1, size_t xend1, size_t start2, size_t xend2)
{
	zero_user_segments(&folio->page, start1, xend1, start2, xend2);
}
static inline void folio_zero_segment(struct folio *folio, size_t start, size_t xend)
{
	zero_user_segments(&folio->page, start, xend, 0, 0);
}
static inline void folio_zero_range(struct folio *folio, size_t start, size_t length)
{
	zero_user_segments(&folio->page, start, start + length, 0, 0);
}
static inline void folio_release_kmap(struct folio *folio, void *addr)
{
	kunmap_local(addr);
	folio_put(folio);
}
static inline void unmap_and_put_page(struct page *page, void *addr) { folio_release_kmap(page_folio(page), addr); }

#include <ktest/close.h>
#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The pages of a stream, from its current byte on: of the first piece that has any, or of folios in a row. */
#ifndef KTEST_LIB_IOV_PAGES_C
#define KTEST_LIB_IOV_PAGES_C

#include <linux/bvec.h>
#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include <linux/vmalloc.h>
#include <ktest/lib/iov_folio.h>

/* ---- user memory ----------------------------------------------------------------------------- */

/* As many as can be accessed: -EFAULT if it is none. */
static inline int iov_user_pages(unsigned long start, int nr, unsigned int flags, struct page **pages)
{
	unsigned int prot = flags & FOLL_WRITE ? PROT_WRITE : PROT_READ;
	int i;

	start &= PAGE_MASK;
	for (i = 0; i < nr; i++, start += PAGE_SIZE) {
		if (!ktest_user_span(start, 1, prot) && !ktest_user_span(start + PAGE_SIZE - 1, 1, prot))
			break;
		pages[i] = virt_to_page(ktest_user_memory(start));
		get_page(pages[i]);
	}
	return i ? i : nr ? -EFAULT : 0;
}

KTEST_DEF int get_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags, struct page **pages)
{
	return iov_user_pages(start, nr_pages, gup_flags, pages);
}

KTEST_DEF int pin_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags, struct page **pages)
{
	return iov_user_pages(start, nr_pages, gup_flags, pages);
}

KTEST_DEF void unpin_user_page(struct page *page)
{
	put_page(page);
}

KTEST_DEF void unpin_user_pages(struct page **pages, unsigned long npages)
{
	unsigned long i;

	for (i = 0; i < npages; i++)
		put_page(pages[i]);
}

/* ---- streams --------------------------------------------------------------------------------- */

/* Where the current byte is: an address, or the first page and the offset in it. maxsize becomes what is there. */
struct iov_spot {
	unsigned long addr;
	struct page *page;
	size_t offset;
};

static inline bool iov_spot_find(struct iov_iter *i, struct iov_spot *spot, size_t *maxsize)
{
	size_t skip = i->iov_offset, len;

	spot->addr = 0;
	spot->page = NULL;
	if (iter_is_ubuf(i)) {
		spot->addr = (unsigned long)i->ubuf + skip;
		spot->offset = spot->addr % PAGE_SIZE;
		return true;
	}
	if (iov_iter_has_folios(i)) {
		spot->page = iov_folio_page(i, 0, &spot->offset, &len);
		return spot->page;
	}
	for (; i->nr_segs; i->nr_segs--, i->iov_offset = skip = 0) {
		len = (iov_iter_is_bvec(i) ? i->bvec->bv_len : i->__iov->iov_len) - skip;
		if (len)
			break;
		if (iov_iter_is_bvec(i))
			i->bvec++;
		else
			i->__iov++;
	}
	if (!i->nr_segs)
		return false;
	*maxsize = min(*maxsize, len);
	if (iov_iter_is_bvec(i)) {
		skip += i->bvec->bv_offset;
		spot->page = i->bvec->bv_page + skip / PAGE_SIZE;
		spot->offset = skip % PAGE_SIZE;
	} else {
		spot->addr = (unsigned long)i->__iov->iov_base + skip;
		spot->offset = spot->addr % PAGE_SIZE;
	}
	return true;
}

/* How many pages there are, up to n. */
static inline int iov_spot_pages(struct iov_iter *i, const struct iov_spot *spot, int n, struct page **pages)
{
	int k;

	if (user_backed_iter(i))
		return pin_user_pages_fast(spot->addr, n, iov_iter_rw(i) == WRITE ? 0 : FOLL_WRITE, pages);
	for (k = 0; k < n; k++) {
		size_t offset, len, ahead = k ? k * PAGE_SIZE - spot->offset : 0;
		char *at = (char *)(spot->addr & PAGE_MASK) + k * PAGE_SIZE;

		if (iov_iter_has_folios(i))
			pages[k] = iov_folio_page(i, ahead, &offset, &len);
		else if (spot->page)
			pages[k] = spot->page + k;
		else
			pages[k] = is_vmalloc_addr(at) ? vmalloc_to_page(at) : virt_to_page(at);
		if (!pages[k])
			break;
	}
	return k;
}

/* Pages of a user get a reference; those of the kernel if the caller asks for it. */
static inline ssize_t iov_iter_take_pages(struct iov_iter *i, struct page ***pages, size_t maxsize, unsigned int maxpages,
					  size_t *start, bool counted)
{
	struct iov_spot spot;
	int n, got, k;

	maxsize = min(maxsize, min_t(size_t, i->count, INT_MAX & PAGE_MASK));
	if (!maxsize)
		return 0;
	if (iov_iter_is_discard(i) || (counted && iov_iter_is_kvec(i)))
		return -EFAULT;
	if (!iov_spot_find(i, &spot, &maxsize))
		return 0;
	*start = spot.offset;
	n = min_t(unsigned long, maxpages, DIV_ROUND_UP(spot.offset + maxsize, PAGE_SIZE));
	if (!*pages)
		*pages = (struct page **)kvmalloc_array(n, sizeof(**pages), GFP_KERNEL);
	if (!*pages)
		return -ENOMEM;
	got = iov_spot_pages(i, &spot, n, *pages);
	if (got <= 0)
		return got;
	for (k = 0; counted && !user_backed_iter(i) && k < got; k++)
		get_page((*pages)[k]);
	maxsize = min(maxsize, got * PAGE_SIZE - spot.offset);
	iov_iter_advance(i, maxsize);
	return maxsize;
}

KTEST_DEF ssize_t iov_iter_get_pages2(struct iov_iter *i, struct page **pages, size_t maxsize, unsigned int maxpages,
				      size_t *start)
{
	if (!maxpages)
		return 0;
	BUG_ON(!pages);
	return iov_iter_take_pages(i, &pages, maxsize, maxpages, start, true);
}

KTEST_DEF ssize_t iov_iter_get_pages_alloc2(struct iov_iter *i, struct page ***pages, size_t maxsize, size_t *start)
{
	ssize_t len;

	*pages = NULL;
	len = iov_iter_take_pages(i, pages, maxsize, ~0u, start, true);
	if (len <= 0) {
		kvfree(*pages);
		*pages = NULL;
	}
	return len;
}

KTEST_DEF ssize_t iov_iter_extract_pages(struct iov_iter *i, struct page ***pages, size_t maxsize, unsigned int maxpages,
					 iov_iter_extraction_t extraction_flags, size_t *offset0)
{
	(void)extraction_flags;
	return iov_iter_take_pages(i, pages, maxsize, maxpages, offset0, false);
}

#endif

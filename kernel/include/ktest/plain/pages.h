/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: pages from malloc, aligned to their size.
 */
#ifndef KTEST_PLAIN_PAGES_H
#define KTEST_PLAIN_PAGES_H

KTEST_DEF unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	if (order > MAX_PAGE_ORDER)
		return 0;
	return (unsigned long)kt_alloc(PAGE_SIZE << order, PAGE_SIZE << order,
				       gfp & __GFP_ZERO ? KT_ZERO : 0, KT_MEM_PAGES, -1, NULL);
}

KTEST_DEF unsigned long get_zeroed_page(gfp_t gfp)
{
	return __get_free_pages(gfp | __GFP_ZERO, 0);
}

KTEST_DEF void free_pages(unsigned long addr, unsigned int order)
{
	(void)order;
	ktp_free((void *)addr);
}

KTEST_DEF void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	return kt_alloc((size + PAGE_SIZE - 1) & PAGE_MASK, PAGE_SIZE, gfp & __GFP_ZERO ? KT_ZERO : 0,
			KT_MEM_PAGES, -1, NULL);
}

KTEST_DEF void *alloc_pages_exact_nid(int nid, size_t size, gfp_t gfp)
{
	(void)nid;
	return alloc_pages_exact(size, gfp);
}

KTEST_DEF void free_pages_exact(void *virt, size_t size)
{
	(void)size;
	ktp_free(virt);
}

KTEST_DEF struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order)
{
	unsigned long block = __get_free_pages(gfp, order);
	struct page *page;
	unsigned int i;

	(void)nid;
	if (!block)
		return NULL;
	page = virt_to_page(block);
	__builtin_memset((void *)page, 0, sizeof(*page) << order);
	page->ktest_order = order;
	page->ktest_compound = order && gfp & __GFP_COMP;
	page->ktest_block = (void *)block;
	page->_refcount.counter = 1;
	for (i = 1; page->ktest_compound && i < 1u << order; i++)
		page[i].ktest_tail = i;
	return page;
}

KTEST_DEF unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr_pages, struct page **page_array)
{
	unsigned long i;

	for (i = 0; i < nr_pages; i++) {
		if (!page_array[i])
			page_array[i] = alloc_pages_node(-1, gfp, 0);
		if (!page_array[i])
			break;
	}
	return i;
}

KTEST_DEF void __free_pages(struct page *page, unsigned int order)
{
	void *block = page_address(page);

	(void)order;
	if (__atomic_sub_fetch(&page->_refcount.counter, 1, __ATOMIC_SEQ_CST))
		return;
	__builtin_memset((void *)page, 0, sizeof(*page) << page->ktest_order);
	ktp_free(block);
}


#endif

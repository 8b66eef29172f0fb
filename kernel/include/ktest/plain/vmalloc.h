/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: memory of vmalloc() is memory of malloc, from the start of a page on. */
#ifndef KTEST_PLAIN_VMALLOC_H
#define KTEST_PLAIN_VMALLOC_H

KTEST_DEF void *__vmalloc(unsigned long size, gfp_t gfp_mask)
{
	if (!size || size > LONG_MAX - PAGE_SIZE)
		return NULL;
	return kt_alloc(size, PAGE_SIZE, gfp_mask & __GFP_ZERO ? KT_ZERO : 0, KT_MEM_VMALLOC, -1, NULL);
}

KTEST_DEF void *vmalloc(unsigned long size) { return __vmalloc(size, 0); }
KTEST_DEF void *vzalloc(unsigned long size) { return __vmalloc(size, __GFP_ZERO); }
KTEST_DEF void *vmalloc_user(unsigned long size) { return __vmalloc(size, __GFP_ZERO); }

KTEST_DEF void *vmalloc_node(unsigned long size, int node)
{
	(void)node;
	return __vmalloc(size, 0);
}

KTEST_DEF void *vzalloc_node(unsigned long size, int node)
{
	(void)node;
	return __vmalloc(size, __GFP_ZERO);
}

KTEST_DEF void *vmalloc_array(size_t n, size_t size)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : vmalloc(bytes);
}

KTEST_DEF void *vcalloc(size_t n, size_t size)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : vzalloc(bytes);
}

KTEST_DEF bool is_vmalloc_addr(const void *x) { return ktp_area_has(x); }

KTEST_DEF void vfree(const void *addr)
{
	ktp_area_remove(addr);
	ktp_free((void *)addr);
}
KTEST_DEF void vfree_atomic(const void *addr) { vfree(addr); }

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Marks for the kernel's memory sanitizer.
 * Fidelity: stub: as with CONFIG_KMSAN off
 */
#ifndef KTEST_LINUX_KMSAN_H
#define KTEST_LINUX_KMSAN_H
#include <ktest/open.h>

#include <linux/dma-direction.h>
#include <linux/gfp.h>
#include <linux/kmsan-checks.h>
#include <linux/types.h>

struct page;
struct scatterlist;

static inline void kmsan_handle_dma(struct page *page, size_t offset, size_t size, enum dma_data_direction dir)
{
	(void)page, (void)offset, (void)size, (void)dir;
}
static inline void kmsan_handle_dma_sg(struct scatterlist *sg, int nents, enum dma_data_direction dir)
{
	(void)sg, (void)nents, (void)dir;
}

#include <ktest/close.h>
#endif

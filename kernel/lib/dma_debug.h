/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What is mapped for devices, and what is wrong about its use. */
#ifndef KTEST_LIB_DMA_DEBUG_H
#define KTEST_LIB_DMA_DEBUG_H

#include <linux/dma-direction.h>
#include <linux/types.h>

struct device;

enum dma_debug_type { DMA_DEBUG_SINGLE, DMA_DEBUG_SG, DMA_DEBUG_COHERENT, DMA_DEBUG_NONCOHERENT, DMA_DEBUG_RESOURCE };

struct dma_debug {
	enum dma_debug_type type;
	enum dma_data_direction direction;
	dma_addr_t addr;
	u64 size;
	phys_addr_t phys;	/* of allocated memory */
	int sg_nents;
};

/* Without memory for it nothing is known of the mapping, and nothing found. */
void ktest_dma_debug_add(struct device *dev, const struct dma_debug *what);
/* Returns the size that was mapped; 0: it was not. */
u64 ktest_dma_debug_remove(struct device *dev, const struct dma_debug *what);
void ktest_dma_debug_sync(struct device *dev, const struct dma_debug *what);
/* The caller has looked whether it failed. */
void ktest_dma_debug_checked(struct device *dev, dma_addr_t addr);
__attribute__((format(printf, 2, 3))) void ktest_dma_debug_warn(struct device *dev, const char *fmt, ...);

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Who writes the memory.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_DMA_DIRECTION_H
#define KTEST_LINUX_DMA_DIRECTION_H
#include <ktest/open.h>

#include <linux/compiler_types.h>

enum dma_data_direction {
	DMA_BIDIRECTIONAL = 0,
	DMA_TO_DEVICE = 1,
	DMA_FROM_DEVICE = 2,
	DMA_NONE = 3,
};

static inline int valid_dma_direction(enum dma_data_direction dir)
{
	return dir == DMA_BIDIRECTIONAL || dir == DMA_TO_DEVICE || dir == DMA_FROM_DEVICE;
}

#include <ktest/close.h>
#endif

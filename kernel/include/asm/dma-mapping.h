/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Leads to linux/dma-mapping.h: this architecture has nothing of its own.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_DMA_MAPPING_H
#define KTEST_ASM_DMA_MAPPING_H

#include <linux/dma-mapping.h>

#endif

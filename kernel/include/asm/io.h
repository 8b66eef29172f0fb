/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Addresses of memory as others see it.
 * Fidelity: simplified: no device memory and no ports
 */
#ifndef KTEST_ASM_IO_H
#define KTEST_ASM_IO_H
#include <ktest/open.h>

#include <linux/types.h>
#include <asm/page.h>

static inline phys_addr_t virt_to_phys(volatile void *address) { return __pa(address); }
static inline void *phys_to_virt(phys_addr_t address) { return __va(address); }

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Stack traces, each kept once, behind numbers of 32 bits.
 * Fidelity: simplified: a trace stays, also after stack_depot_put(); memory may be allocated whatever the flags are
 */
#ifndef KTEST_LINUX_STACKDEPOT_H
#define KTEST_LINUX_STACKDEPOT_H
#include <ktest/open.h>

#include <linux/gfp.h>
#include <linux/types.h>

typedef u32 depot_stack_handle_t;
typedef u32 depot_flags_t;

#define STACK_DEPOT_EXTRA_BITS 5
#define DEPOT_HANDLE_BITS (sizeof(depot_stack_handle_t) * 8)
#ifndef CONFIG_STACKDEPOT_MAX_FRAMES
#define CONFIG_STACKDEPOT_MAX_FRAMES 64
#endif
#define STACK_DEPOT_FLAG_CAN_ALLOC ((depot_flags_t)0x0001)
#define STACK_DEPOT_FLAG_GET ((depot_flags_t)0x0002)
#define STACK_DEPOT_FLAGS_NUM 2
#define STACK_DEPOT_FLAGS_MASK ((depot_flags_t)((1 << STACK_DEPOT_FLAGS_NUM) - 1))

static inline int stack_depot_init(void) { return 0; }
static inline void stack_depot_request_early_init(void) {}
/* 0: there were no entries, or no memory. At most 64 entries are kept. */
KTEST_FN depot_stack_handle_t stack_depot_save_flags(unsigned long *entries, unsigned int nr_entries, gfp_t alloc_flags,
						     depot_flags_t depot_flags);
KTEST_FN depot_stack_handle_t stack_depot_save(unsigned long *entries, unsigned int nr_entries, gfp_t alloc_flags);
/* How many there are. *entries belongs to the depot. */
KTEST_FN unsigned int stack_depot_fetch(depot_stack_handle_t handle, unsigned long **entries);
KTEST_FN void stack_depot_print(depot_stack_handle_t stack);
KTEST_FN int stack_depot_snprint(depot_stack_handle_t handle, char *buf, size_t size, int spaces);
KTEST_FN void stack_depot_put(depot_stack_handle_t handle);
/* Bits of the caller's own, beside the number. */
KTEST_FN depot_stack_handle_t __must_check stack_depot_set_extra_bits(depot_stack_handle_t handle,
								      unsigned int extra_bits);
KTEST_FN unsigned int stack_depot_get_extra_bits(depot_stack_handle_t handle);

#include <ktest/close.h>
#endif

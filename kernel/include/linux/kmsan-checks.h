/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Marks for the kernel's memory sanitizer, which is not here: valgrind finds what it finds.
 * Fidelity: stub: as with CONFIG_KMSAN off
 */
#ifndef KTEST_LINUX_KMSAN_CHECKS_H
#define KTEST_LINUX_KMSAN_CHECKS_H
#include <ktest/open.h>

#include <linux/types.h>

static inline void kmsan_poison_memory(const void *address, size_t size, gfp_t flags)
{
	(void)address, (void)size, (void)flags;
}
static inline void kmsan_unpoison_memory(const void *address, size_t size) { (void)address, (void)size; }
static inline void kmsan_check_memory(const void *address, size_t size) { (void)address, (void)size; }
static inline void kmsan_copy_to_user(void __user *to, const void *from, size_t to_copy, size_t left)
{
	(void)to, (void)from, (void)to_copy, (void)left;
}
static inline void kmsan_memmove(void *to, const void *from, size_t to_copy) { (void)to, (void)from, (void)to_copy; }

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Error numbers carried in pointers.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_ERR_H
#define KTEST_LINUX_ERR_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/errno.h>

#define MAX_ERRNO 4095
#define IS_ERR_VALUE(x) unlikely((unsigned long)(void *)(x) >= (unsigned long)-MAX_ERRNO)
#define ERR_PTR_PCPU(error) ((void *)(unsigned long)ERR_PTR(error))
#define PTR_ERR_PCPU(ptr) (PTR_ERR((const void *)(unsigned long)(ptr)))
#define IS_ERR_PCPU(ptr) (IS_ERR((const void *)(unsigned long)(ptr)))

static inline void *__must_check ERR_PTR(long error)
{
	return (void *)error;
}

static inline long __must_check PTR_ERR(const void *ptr)
{
	return (long)ptr;
}

static inline bool __must_check IS_ERR(const void *ptr)
{
	return IS_ERR_VALUE((unsigned long)ptr);
}

static inline bool __must_check IS_ERR_OR_NULL(const void *ptr)
{
	return unlikely(!ptr) || IS_ERR_VALUE((unsigned long)ptr);
}

static inline void *__must_check ERR_CAST(const void *ptr)
{
	return (void *)ptr;
}

static inline int __must_check PTR_ERR_OR_ZERO(const void *ptr)
{
	return IS_ERR(ptr) ? (int)PTR_ERR(ptr) : 0;
}

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * User memory: any address but the first page and kernel-only marks; there is one address space.
 * Fidelity: simplified: a fault is only seen for addresses that no process can have
 */
#ifndef KTEST_LINUX_UACCESS_H
#define KTEST_LINUX_UACCESS_H

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/string.h>

/* The last page of the user half and below; the first page is never mapped. */
static inline bool ktest_access_ok(const void __user *ptr, unsigned long size)
{
	unsigned long at = (unsigned long)ptr, limit = 0x7ffffffff000UL;

	return size <= limit && at <= limit - size;
}
#define access_ok(addr, size) ktest_access_ok(addr, size)
#define ktest_user_ok(ptr, size) (access_ok(ptr, size) && ((unsigned long)(ptr) >= 4096 || !(size)))

static inline unsigned long __must_check copy_from_user(void *to, const void __user *from,
							unsigned long n)
{
	if (!ktest_user_ok(from, n)) {
		memset(to, 0, n);
		return n;
	}
	memcpy(to, from, n);
	return 0;
}

static inline unsigned long __must_check copy_to_user(void __user *to, const void *from,
						      unsigned long n)
{
	if (!ktest_user_ok(to, n))
		return n;
	memcpy(to, from, n);
	return 0;
}

static inline unsigned long __must_check clear_user(void __user *to, unsigned long n)
{
	if (!ktest_user_ok(to, n))
		return n;
	memset(to, 0, n);
	return 0;
}

/* Length without the end, count when there is none within it, or -EFAULT. */
static inline long __must_check strncpy_from_user(char *dst, const char __user *src, long count)
{
	long len;

	if (!ktest_user_ok(src, 1))
		return -EFAULT;
	len = strnlen(src, count);
	memcpy(dst, src, len < count ? len + 1 : count);
	return len;
}

static inline long strnlen_user(const char __user *src, long n)
{
	return ktest_user_ok(src, 1) ? (long)strnlen(src, n) + 1 : 0;
}

#define __copy_from_user(to, from, n) copy_from_user(to, from, n)
#define __copy_to_user(to, from, n) copy_to_user(to, from, n)
#define copy_from_user_nofault(dst, src, n) (copy_from_user(dst, src, n) ? -EFAULT : 0)
#define get_user(x, ptr) \
	({ \
		typeof(ptr) ktest_ptr = (ptr); \
		int ktest_err = ktest_user_ok(ktest_ptr, sizeof(*ktest_ptr)) ? 0 : -EFAULT; \
		(x) = ktest_err ? (typeof(*ktest_ptr))0 : *ktest_ptr; \
		ktest_err; \
	})
#define put_user(x, ptr) \
	({ \
		typeof(ptr) ktest_ptr = (ptr); \
		int ktest_err = ktest_user_ok(ktest_ptr, sizeof(*ktest_ptr)) ? 0 : -EFAULT; \
		if (!ktest_err) \
			*ktest_ptr = (x); \
		ktest_err; \
	})
#define __get_user(x, ptr) get_user(x, ptr)
#define __put_user(x, ptr) put_user(x, ptr)
/* Extensible structures: the rest of a longer source must be zero. */
static inline int copy_struct_from_user(void *dst, size_t ksize, const void __user *src,
					size_t usize)
{
	size_t size = usize < ksize ? usize : ksize;

	if (usize > ksize && memchr_inv((const char *)src + size, 0, usize - size))
		return -E2BIG;
	if (usize < ksize)
		memset((char *)dst + size, 0, ksize - size);
	return copy_from_user(dst, src, size) ? -EFAULT : 0;
}

#endif

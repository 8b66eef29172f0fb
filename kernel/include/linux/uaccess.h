/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * User memory, in the one address space there is. As long as a test maps none (kunit_vm_mmap()),
 * any address but the first page and those no process can have is user memory, so that a test may
 * pass its own buffers. Once it maps some, only that is: all else faults, as in a kernel, and a
 * copy stops at the first byte that does.
 * Synchronization table: everything may run concurrently; unmapping is up to the mapper.
 * Fidelity: simplified: protection and the end of a mapping are checked before each access, not by
 * a fault during it
 */
#ifndef KTEST_LINUX_UACCESS_H
#define KTEST_LINUX_UACCESS_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/fault-inject-usercopy.h>
#include <linux/instrumented.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mman.h>
#include <linux/nospec.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <asm/processor.h>

#define INLINE_COPY_FROM_USER
#define INLINE_COPY_TO_USER

static inline bool ktest_access_ok(const void __user *ptr, unsigned long size)
{
	unsigned long at = (unsigned long)ptr;

	return size <= TASK_SIZE_MAX && at <= TASK_SIZE_MAX - size;
}
#define access_ok(addr, size) ktest_access_ok(addr, size)

/* How many of the n bytes at `at` can be accessed from its start on. */
KTEST_FN unsigned long ktest_user_span(unsigned long at, unsigned long n, unsigned int prot);
#define ktest_user_readable(ptr, n) ktest_user_span((unsigned long)(ptr), n, PROT_READ)
#define ktest_user_writable(ptr, n) ktest_user_span((unsigned long)(ptr), n, PROT_WRITE)

#ifdef KTEST_HOSTED
/* Memory that a file serves (linux/ktest_vma.h) is not at its address: how many areas of it there are. */
extern unsigned int ktest_vma_count;
void *ktest_vma_memory(unsigned long at);
#define ktest_user_memory(at) (ktest_vma_count ? ktest_vma_memory((unsigned long)(at)) : (void *)(at))
#else
#define ktest_user_memory(at) ((void *)(at))
#endif

static inline void pagefault_disable(void) { get_current()->pagefault_disabled++; }
static inline void pagefault_enable(void) { get_current()->pagefault_disabled--; }
static inline bool pagefault_disabled(void) { return get_current()->pagefault_disabled != 0; }
#define faulthandler_disabled() (pagefault_disabled() || in_atomic())

/* The number of bytes that were not copied; copy_from_user() zeroes them. */
KTEST_FN unsigned long __must_check __copy_from_user_inatomic(void *to, const void __user *from,
						     unsigned long n);
KTEST_FN unsigned long __must_check __copy_to_user_inatomic(void __user *to, const void *from,
						   unsigned long n);
KTEST_FN unsigned long __must_check __clear_user(void __user *to, unsigned long n);
static inline unsigned long __must_check _inline_copy_from_user(void *to, const void __user *from,
								unsigned long n)
{
	unsigned long left;

	might_fault();
	left = __copy_from_user_inatomic(to, from, n);
	if (unlikely(left))
		memset((char *)to + (n - left), 0, left);
	return left;
}

static inline unsigned long __must_check _inline_copy_to_user(void __user *to, const void *from,
							      unsigned long n)
{
	might_fault();
	return __copy_to_user_inatomic(to, from, n);
}

/* Whether n bytes fit into the object at addr, as far as the compiler knows its size; else warns, and nothing is copied. */
static __always_inline bool ktest_copy_fits(const void *addr, unsigned long n)
{
	unsigned long size = __builtin_object_size(addr, 0);

	if (size < n && size != -1UL) {
		WARN(1, "Buffer overflow detected (%lu < %lu)!\n", size, n);
		return false;
	}
	return !WARN_ON_ONCE(n > INT_MAX);
}

static __always_inline unsigned long __must_check copy_from_user(void *to, const void __user *from, unsigned long n)
{
	if (!ktest_copy_fits(to, n))
		return n;
	return _inline_copy_from_user(to, from, n);
}

static __always_inline unsigned long __must_check copy_to_user(void __user *to, const void *from, unsigned long n)
{
	if (!ktest_copy_fits(from, n))
		return n;
	return _inline_copy_to_user(to, from, n);
}

static inline unsigned long __must_check __copy_from_user(void *to, const void __user *from,
							  unsigned long n)
{
	might_fault();
	return __copy_from_user_inatomic(to, from, n);
}

static inline unsigned long __must_check __copy_to_user(void __user *to, const void *from,
							unsigned long n)
{
	return _inline_copy_to_user(to, from, n);
}

static inline unsigned long __must_check clear_user(void __user *to, unsigned long n)
{
	might_fault();
	return __clear_user(to, n);
}

/* Without waiting for a page to come: 0 or -EFAULT. */
KTEST_FN long copy_from_user_nofault(void *dst, const void __user *src, size_t size);
KTEST_FN long copy_to_user_nofault(void __user *dst, const void *src, size_t size);

/* Length without the end, count when there is none within it, or -EFAULT. */
KTEST_FN long __must_check strncpy_from_user(char *dst, const char __user *src, long count);
/* Length with the end; more than n when there is none within n; 0 on a fault. */
KTEST_FN long strnlen_user(const char __user *src, long n);

#define ktest_get_user(x, ptr) \
	({ \
		typeof(ptr) ktest_ptr = (ptr); \
		int ktest_err = ktest_user_readable(ktest_ptr, sizeof(*ktest_ptr)) == \
						sizeof(*ktest_ptr) ? 0 : -EFAULT; \
		(x) = ktest_err ? (typeof(*ktest_ptr))0 : \
				  *(typeof(ktest_ptr))ktest_user_memory(ktest_ptr); \
		ktest_err; \
	})
#define ktest_put_user(x, ptr) \
	({ \
		typeof(ptr) ktest_ptr = (ptr); \
		int ktest_err = ktest_user_writable(ktest_ptr, sizeof(*ktest_ptr)) == \
						sizeof(*ktest_ptr) ? 0 : -EFAULT; \
		if (!ktest_err) \
			*(typeof(ktest_ptr))ktest_user_memory(ktest_ptr) = (x); \
		ktest_err; \
	})
#define get_user(x, ptr) ({ might_fault(); ktest_get_user(x, ptr); })
#define put_user(x, ptr) ({ might_fault(); ktest_put_user(x, ptr); })
#define __get_user(x, ptr) get_user(x, ptr)
#define __put_user(x, ptr) put_user(x, ptr)

/* Sections of unsafe accesses, which jump to a label instead of returning an error. */
#define user_access_begin(ptr, n) access_ok(ptr, n)
#define user_access_end() do {} while (0)
#define user_access_save() 0UL
#define user_access_restore(flags) do { (void)(flags); } while (0)
#define user_read_access_begin(ptr, n) user_access_begin(ptr, n)
#define user_read_access_end() user_access_end()
#define user_write_access_begin(ptr, n) user_access_begin(ptr, n)
#define user_write_access_end() user_access_end()
#define unsafe_get_user(x, ptr, label) do { if (ktest_get_user(x, ptr)) goto label; } while (0)
#define unsafe_put_user(x, ptr, label) do { if (ktest_put_user(x, ptr)) goto label; } while (0)
#define unsafe_copy_to_user(dst, src, n, label) \
	do { if (__copy_to_user_inatomic(dst, src, n)) goto label; } while (0)
#define unsafe_copy_from_user(dst, src, n, label) \
	do { if (__copy_from_user_inatomic(dst, src, n)) goto label; } while (0)

/* 1 when every byte is zero, 0 when one is not, -EFAULT. */
KTEST_FN int check_zeroed_user(const void __user *from, size_t size);
/* Extensible structures: the rest of a shorter source is zero, that of a longer one must be. */
KTEST_FN int __must_check copy_struct_from_user(void *dst, size_t ksize, const void __user *src,
				       size_t usize);

#include <ktest/close.h>
#endif

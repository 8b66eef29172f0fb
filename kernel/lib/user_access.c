// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * What of the address space is user memory, and access to it.
 *
 * Mappings are in a table of fixed places, so that looking at them needs no lock; a place is
 * written by the mapper only, its end last when it opens and first when it closes.
 */
#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include "vma.h"

#define USER_MAPPINGS 64

/* What is left of a block of memory: several may be, when one in the middle was unmapped. */
struct user_mapping { unsigned long lo, hi; unsigned int prot; void *block; };

static struct user_mapping user_mappings[USER_MAPPINGS];
static unsigned int user_places;	/* places ever used */
static unsigned int user_live;		/* 0: all that could be user memory is */
static DEFINE_SPINLOCK(user_lock);
__weak unsigned int ktest_vma_count;

/* A place for a mapping, or NULL; with the lock held, as all that changes the table. */
static struct user_mapping *user_open(unsigned long lo, unsigned long hi, unsigned int prot,
				      void *block)
{
	for (unsigned int i = 0; i < USER_MAPPINGS; i++) {
		struct user_mapping *m = &user_mappings[i];

		if (m->hi)
			continue;
		m->lo = lo;
		m->prot = prot;
		m->block = block;
		__atomic_store_n(&m->hi, hi, __ATOMIC_RELEASE);
		if (i >= user_places)
			user_places = i + 1;
		user_live++;
		return m;
	}
	return NULL;
}

static const struct user_mapping *user_mapping_at(unsigned long at, unsigned int prot)
{
	unsigned int places = READ_ONCE(user_places);

	for (unsigned int i = 0; i < places; i++) {
		const struct user_mapping *m = &user_mappings[i];

		if (at < __atomic_load_n(&m->hi, __ATOMIC_ACQUIRE) && at >= m->lo &&
		    (m->prot & prot) == prot)
			return m;
	}
	return NULL;
}

__weak unsigned long ktest_user_span(unsigned long at, unsigned long n, unsigned int prot)
{
	unsigned long done = 0;

	if (!access_ok((void *)at, n))
		return 0;
	if (READ_ONCE(ktest_vma_count)) {
		bool is_area;

		done = ktest_vma_span(at, n, prot, &is_area);
		if (is_area)
			return done;
	} else if (!READ_ONCE(user_live)) {
		return at >= PAGE_SIZE && (at < VMA_FIRST || at > VMA_LAST) ? n : 0;
	}
	while (done < n) {
		const struct user_mapping *m = user_mapping_at(at + done, prot);

		if (!m)
			return done;
		done = min(n, m->hi - at);
	}
	return n;
}

/* ---- mapping ------------------------------------------------------------------------- */

__weak unsigned long vm_mmap(struct file *file, unsigned long addr, unsigned long len,
			     unsigned long prot, unsigned long flag, unsigned long offset)
{
	bool mapped;
	char *block;

	if (offset & ~PAGE_MASK || !len)
		return -EINVAL;
	if (flag & MAP_FIXED && addr & ~PAGE_MASK)
		return -EINVAL;
	if (len > TASK_SIZE_MAX)
		return -ENOMEM;
	if (flag & MAP_FIXED)
		return -EOPNOTSUPP;	/* only where there is room */
	if (file)
		return ktest_vma_map(file, len, prot, flag, offset);
	len = PAGE_ALIGN(len);
	block = vzalloc(len);
	if (!block)
		return -ENOMEM;
	spin_lock(&user_lock);
	mapped = user_open((unsigned long)block, (unsigned long)block + len, prot, block);
	spin_unlock(&user_lock);
	if (mapped)
		return (unsigned long)block;
	vfree(block);
	return -ENOMEM;
}

/* Takes a range out of one mapping, with the lock held: 0, or -ENOMEM for want of a place. */
static int user_cut(struct user_mapping *m, unsigned long start, unsigned long end)
{
	if (start > m->lo && end < m->hi && !user_open(end, m->hi, m->prot, m->block))
		return -ENOMEM;
	if (start > m->lo) {
		__atomic_store_n(&m->hi, start, __ATOMIC_RELEASE);
	} else if (end < m->hi) {
		WRITE_ONCE(m->lo, end);
	} else {
		__atomic_store_n(&m->hi, 0, __ATOMIC_RELEASE);
		user_live--;
	}
	return 0;
}

static bool user_block_used(const void *block)
{
	for (unsigned int i = 0; i < user_places; i++)
		if (user_mappings[i].hi && user_mappings[i].block == block)
			return true;
	return false;
}

__weak int vm_munmap(unsigned long start, size_t len)
{
	unsigned long end = start + PAGE_ALIGN(len);

	if (start & ~PAGE_MASK || start > TASK_SIZE_MAX || len > TASK_SIZE_MAX - start || end == start)
		return -EINVAL;
	if (READ_ONCE(ktest_vma_count)) {
		int error = ktest_vma_unmap(start, end);

		if (error)
			return error;
	}
	for (unsigned int i = 0; i < USER_MAPPINGS; i++) {
		struct user_mapping *m = &user_mappings[i];
		void *unused = NULL;
		int error = 0;

		spin_lock(&user_lock);
		if (m->lo < end && m->hi > start) {
			error = user_cut(m, start, end);
			if (!error && !user_block_used(m->block))
				unused = m->block;
		}
		spin_unlock(&user_lock);
		vfree(unused);
		if (error)
			return error;
	}
	return 0;
}

/* ---- access -------------------------------------------------------------------------- */

/* In a row only up to the end of a page. */
static unsigned long user_piece(unsigned long at, unsigned long n)
{
	return ktest_vma_count ? min(n, PAGE_SIZE - offset_in_page(at)) : n;
}

__weak unsigned long __copy_from_user_inatomic(void *to, const void __user *from, unsigned long n)
{
	unsigned long span = ktest_user_readable(from, n), at = (unsigned long)from, part, done;

	for (done = 0; done < span; done += part) {
		part = user_piece(at + done, span - done);
		memcpy((char *)to + done, ktest_user_memory(at + done), part);
	}
	return n - span;
}

__weak unsigned long __copy_to_user_inatomic(void __user *to, const void *from, unsigned long n)
{
	unsigned long span = ktest_user_writable(to, n), at = (unsigned long)to, part, done;

	for (done = 0; done < span; done += part) {
		part = user_piece(at + done, span - done);
		memcpy(ktest_user_memory(at + done), (const char *)from + done, part);
	}
	return n - span;
}

__weak unsigned long __clear_user(void __user *to, unsigned long n)
{
	unsigned long span = ktest_user_writable(to, n), at = (unsigned long)to, part, done;

	for (done = 0; done < span; done += part) {
		part = user_piece(at + done, span - done);
		memset(ktest_user_memory(at + done), 0, part);
	}
	return n - span;
}

__weak long copy_from_user_nofault(void *dst, const void __user *src, size_t size)
{
	return __copy_from_user_inatomic(dst, src, size) ? -EFAULT : 0;
}

__weak long copy_to_user_nofault(void __user *dst, const void *src, size_t size)
{
	return __copy_to_user_inatomic(dst, src, size) ? -EFAULT : 0;
}

/* The string's length, n when it does not end within n, or -EFAULT. */
static long user_strnlen(const char __user *s, long n)
{
	long len = 0;

	might_fault();
	while (len < n) {
		long chunk = min_t(long, n - len, PAGE_SIZE - (unsigned long)(s + len) % PAGE_SIZE);
		long span = ktest_user_readable(s + len, chunk), here = strnlen(ktest_user_memory(s + len), span);

		if (here < span)
			return len + here;
		if (span < chunk)
			return -EFAULT;
		len += chunk;
	}
	return n;
}

__weak long strncpy_from_user(char *dst, const char __user *src, long count)
{
	long len;

	if (count <= 0)
		return 0;
	len = user_strnlen(src, count);
	if (len < 0)
		return len;
	return __copy_from_user_inatomic(dst, src, len < count ? len + 1 : count) ? -EFAULT : len;
}

__weak long strnlen_user(const char __user *src, long n)
{
	long len = n > 0 ? user_strnlen(src, n) : -EFAULT;

	return len < 0 ? 0 : len + 1;
}

__weak int check_zeroed_user(const void __user *from, size_t size)
{
	unsigned long span, at = (unsigned long)from, part, done;

	might_fault();
	span = ktest_user_readable(from, size);
	for (done = 0; done < span; done += part) {
		part = user_piece(at + done, span - done);
		if (memchr_inv(ktest_user_memory(at + done), 0, part))
			return 0;
	}
	return span < size ? -EFAULT : 1;
}

__weak int copy_struct_from_user(void *dst, size_t ksize, const void __user *src, size_t usize)
{
	size_t size = min(ksize, usize);

	if (usize > ksize) {
		int zeroed = check_zeroed_user((const char __user *)src + size, usize - size);

		if (zeroed <= 0)
			return zeroed ?: -E2BIG;
	}
	memset((char *)dst + size, 0, ksize - size);
	return copy_from_user(dst, src, size) ? -EFAULT : 0;
}

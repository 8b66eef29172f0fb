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

#define USER_MAPPINGS 64

struct user_mapping { unsigned long lo, hi; unsigned int prot; };

static struct user_mapping user_mappings[USER_MAPPINGS];
static unsigned int user_places;	/* places ever used */
static unsigned int user_live;		/* 0: all that could be user memory is */
static DEFINE_SPINLOCK(user_lock);

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
	if (!READ_ONCE(user_live))
		return at >= PAGE_SIZE ? n : 0;
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
	struct user_mapping *m = NULL;
	unsigned long lo;

	(void)addr;		/* a hint */
	if (offset & ~PAGE_MASK || !len || len > TASK_SIZE_MAX)
		return -EINVAL;
	if (file || (flag & MAP_FIXED))
		return -EOPNOTSUPP;	/* anonymous memory only, where there is room */
	len = PAGE_ALIGN(len);
	lo = (unsigned long)vzalloc(len);
	if (!lo)
		return -ENOMEM;
	spin_lock(&user_lock);
	for (unsigned int i = 0; i < USER_MAPPINGS && !m; i++)
		if (!user_mappings[i].hi)
			m = &user_mappings[i];
	if (m) {
		m->lo = lo;
		m->prot = prot;
		__atomic_store_n(&m->hi, lo + len, __ATOMIC_RELEASE);
		if (m - user_mappings >= user_places)
			user_places = m - user_mappings + 1;
		user_live++;
	}
	spin_unlock(&user_lock);
	if (m)
		return lo;
	vfree((void *)lo);
	return -ENOMEM;
}

/* Simplified: a whole mapping, or nothing. */
__weak int vm_munmap(unsigned long start, size_t len)
{
	bool found = false;

	(void)len;
	spin_lock(&user_lock);
	for (unsigned int i = 0; i < user_places && !found; i++) {
		found = user_mappings[i].hi && user_mappings[i].lo == start;
		if (found) {
			__atomic_store_n(&user_mappings[i].hi, 0, __ATOMIC_RELEASE);
			user_live--;
		}
	}
	spin_unlock(&user_lock);
	if (found)
		vfree((void *)start);
	return found ? 0 : -EINVAL;
}

/* ---- access -------------------------------------------------------------------------- */

__weak unsigned long __copy_from_user_inatomic(void *to, const void __user *from, unsigned long n)
{
	unsigned long span = ktest_user_readable(from, n);

	if (span)
		memcpy(to, from, span);
	return n - span;
}

__weak unsigned long __copy_to_user_inatomic(void __user *to, const void *from, unsigned long n)
{
	unsigned long span = ktest_user_writable(to, n);

	if (span)
		memcpy(to, from, span);
	return n - span;
}

__weak unsigned long __clear_user(void __user *to, unsigned long n)
{
	unsigned long span = ktest_user_writable(to, n);

	if (span)
		memset(to, 0, span);
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
		long span = ktest_user_readable(s + len, chunk), here = strnlen(s + len, span);

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
	memcpy(dst, src, len < count ? len + 1 : count);
	return len;
}

__weak long strnlen_user(const char __user *src, long n)
{
	long len = n > 0 ? user_strnlen(src, n) : -EFAULT;

	return len < 0 ? 0 : len + 1;
}

__weak int check_zeroed_user(const void __user *from, size_t size)
{
	unsigned long span;

	might_fault();
	span = ktest_user_readable(from, size);
	if (memchr_inv(from, 0, span))
		return 0;
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

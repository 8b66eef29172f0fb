/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: user memory is the program's own; the first page and what no process can have fault. */
#ifndef KTEST_PLAIN_UACCESS_H
#define KTEST_PLAIN_UACCESS_H

KTEST_DEF unsigned long ktest_user_span(unsigned long at, unsigned long n, unsigned int prot)
{
	(void)prot;
	return at < 4096 || n > TASK_SIZE_MAX || at > TASK_SIZE_MAX - n ? 0 : n;
}

KTEST_DEF unsigned long __copy_from_user_inatomic(void *to, const void *from, unsigned long n)
{
	unsigned long span = ktest_user_span((unsigned long)from, n, 0);

	__builtin_memcpy(to, from, span);
	return n - span;
}

KTEST_DEF unsigned long __copy_to_user_inatomic(void *to, const void *from, unsigned long n)
{
	unsigned long span = ktest_user_span((unsigned long)to, n, 0);

	__builtin_memcpy(to, from, span);
	return n - span;
}

KTEST_DEF unsigned long __clear_user(void *to, unsigned long n)
{
	unsigned long span = ktest_user_span((unsigned long)to, n, 0);

	__builtin_memset(to, 0, span);
	return n - span;
}

KTEST_DEF long copy_from_user_nofault(void *dst, const void *src, size_t size)
{
	return __copy_from_user_inatomic(dst, src, size) ? -EFAULT : 0;
}

KTEST_DEF long copy_to_user_nofault(void *dst, const void *src, size_t size)
{
	return __copy_to_user_inatomic(dst, src, size) ? -EFAULT : 0;
}

KTEST_DEF long strncpy_from_user(char *dst, const char *src, long count)
{
	long len;

	if (!ktest_user_span((unsigned long)src, 1, 0))
		return -EFAULT;
	for (len = 0; len < count; len++)
		if (!(dst[len] = src[len]))
			break;
	return len;
}

KTEST_DEF long strnlen_user(const char *src, long n)
{
	long len;

	if (!ktest_user_span((unsigned long)src, 1, 0))
		return 0;
	for (len = 0; len < n && src[len]; len++)
		;
	return len + 1;
}

KTEST_DEF int check_zeroed_user(const void *from, size_t size)
{
	const char *p = (const char *)from;

	if (ktest_user_span((unsigned long)from, size, 0) != size)
		return -EFAULT;
	for (; size; size--)
		if (*p++)
			return 0;
	return 1;
}

KTEST_DEF int copy_struct_from_user(void *dst, size_t ksize, const void *src, size_t usize)
{
	size_t common = ksize < usize ? ksize : usize;
	int zero = usize > ksize ? check_zeroed_user((const char *)src + ksize, usize - ksize) : 1;

	if (zero <= 0)
		return zero ? zero : -E2BIG;
	__builtin_memset((char *)dst + common, 0, ksize - common);
	return __copy_from_user_inatomic(dst, src, common) ? -EFAULT : 0;
}

#endif

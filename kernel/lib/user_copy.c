// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Copies of user memory. */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/uaccess.h>

static void *user_copy(const void __user *src, size_t len, size_t extra, bool large)
{
	char *p = large ? kvmalloc(len + extra, GFP_USER) : kmalloc(len + extra, GFP_USER | __GFP_NOWARN);

	if (!p)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(p, src, len)) {
		kvfree(p);
		return ERR_PTR(-EFAULT);
	}
	if (extra)
		p[len] = '\0';
	return p;
}

__weak void *memdup_user(const void __user *src, size_t len)
{
	return user_copy(src, len, 0, false);
}

__weak void *vmemdup_user(const void __user *src, size_t len)
{
	return user_copy(src, len, 0, true);
}

__weak void *memdup_array_user(const void __user *src, size_t n, size_t size)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? ERR_PTR(-EOVERFLOW) : memdup_user(src, bytes);
}

__weak void *memdup_user_nul(const void __user *src, size_t len)
{
	return user_copy(src, len, 1, false);
}

/* n counts the end, too. */
__weak char *strndup_user(const char __user *s, long n)
{
	long len = strnlen_user(s, n);
	char *p;

	if (!len)
		return ERR_PTR(-EFAULT);
	if (len > n)
		return ERR_PTR(-EINVAL);
	p = memdup_user(s, len);
	if (!IS_ERR(p))
		p[len - 1] = '\0';
	return p;
}

__weak int get_cmdline(struct task_struct *task, char *buffer, int buflen)
{
	(void)task, (void)buffer, (void)buflen;
	return 0;
}

/* The arguments with a space between them, as kstrdup_quotable() writes them. */
__weak char *kstrdup_quotable_cmdline(struct task_struct *task, gfp_t gfp)
{
	char *buffer = kmalloc(PAGE_SIZE, GFP_KERNEL), *quoted;
	int len;

	if (!buffer)
		return NULL;
	len = get_cmdline(task, buffer, PAGE_SIZE - 1);
	while (len && !buffer[len - 1])
		len--;
	for (int i = 0; i < len; i++)
		if (!buffer[i])
			buffer[i] = ' ';
	buffer[len] = '\0';
	quoted = kstrdup_quotable(buffer, gfp);
	kfree(buffer);
	return quoted;
}

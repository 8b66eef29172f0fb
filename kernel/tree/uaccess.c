// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* User memory is this process's own; an address that nothing maps is a crash, not a fault to fix up. */
#include "tree.h"
#include <linux/thread_info.h>
#include <linux/uaccess.h>

unsigned long raw_copy_from_user(void *to, const void __user *from, unsigned long len)
{
	memcpy(to, (const void __force *)from, len);
	return 0;
}

unsigned long raw_copy_to_user(void __user *to, const void *from, unsigned long len)
{
	memcpy((void __force *)to, from, len);
	return 0;
}

unsigned long __clear_user(void __user *to, unsigned long len)
{
	memset((void __force *)to, 0, len);
	return 0;
}

long strncpy_from_user(char *to, const char __user *from, long size)
{
	long len = strnlen((const char __force *)from, size);

	memcpy(to, (const char __force *)from, len == size ? len : len + 1);
	return len;
}

long strnlen_user(const char __user *text, long size)
{
	return strnlen((const char __force *)text, size) + 1;
}

void __check_object_size(const void *object, unsigned long len, bool to_user)
{
}

long copy_from_kernel_nofault(void *to, const void *from, size_t size)
{
	memcpy(to, from, size);
	return 0;
}

long copy_to_kernel_nofault(void *to, const void *from, size_t size)
{
	memcpy(to, from, size);
	return 0;
}

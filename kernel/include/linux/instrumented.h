/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What tells a sanitizer of accesses that it cannot see; the host's own sanitizers see all.
 * Fidelity: stub
 */
#ifndef KTEST_LINUX_INSTRUMENTED_H
#define KTEST_LINUX_INSTRUMENTED_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/types.h>

static __always_inline void instrument_read(const volatile void *v, size_t size)
{
	(void)v, (void)size;
}
static __always_inline void instrument_write(const volatile void *v, size_t size)
{
	(void)v, (void)size;
}
static __always_inline void instrument_read_write(const volatile void *v, size_t size)
{
	(void)v, (void)size;
}
static __always_inline void instrument_atomic_read(const volatile void *v, size_t size)
{
	(void)v, (void)size;
}
static __always_inline void instrument_atomic_write(const volatile void *v, size_t size)
{
	(void)v, (void)size;
}
static __always_inline void instrument_atomic_read_write(const volatile void *v, size_t size)
{
	(void)v, (void)size;
}
static __always_inline void instrument_copy_to_user(void __user *to, const void *from,
						unsigned long n)
{
	(void)to, (void)from, (void)n;
}
static __always_inline void instrument_copy_from_user_before(const void *to,
						const void __user *from, unsigned long n)
{
	(void)to, (void)from, (void)n;
}
static __always_inline void instrument_copy_from_user_after(const void *to,
						const void __user *from, unsigned long n, unsigned long left)
{
	(void)to, (void)from, (void)n, (void)left;
}
static __always_inline void instrument_memcpy_before(void *to, const void *from, unsigned long n)
{
	(void)to, (void)from, (void)n;
}
static __always_inline void instrument_memcpy_after(void *to, const void *from, unsigned long n,
						unsigned long left)
{
	(void)to, (void)from, (void)n, (void)left;
}
#define instrument_get_user(to) do { (void)(to); } while (0)
#define instrument_put_user(from, ptr, size) do { (void)(from); (void)(ptr); (void)(size); } while (0)

#include <ktest/close.h>
#endif

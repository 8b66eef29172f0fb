// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * READ_ONCE() and WRITE_ONCE() are volatile accesses. To ThreadSanitizer they are plain ones unless
 * the compiler tells them apart (toolchain/sanitize.ts); then it calls these, and each counts as
 * a relaxed atomic, as for the kernel's KCSAN; a read of eight bytes also as one that acquires, since it
 * may read a pointer, and what is read through that comes after. This file is watched, so that callers are named.
 */
#include <ktest/core.h>

#define VOLATILE_WEAK(bits) \
	extern kt_u##bits __tsan_atomic##bits##_fetch_add(volatile kt_u##bits *at, kt_u##bits add, \
							  int order) __attribute__((weak)); \
	extern kt_u##bits __tsan_atomic##bits##_load(const volatile kt_u##bits *at, int order) \
		__attribute__((weak));

typedef __UINT8_TYPE__ kt_u8;
typedef __UINT16_TYPE__ kt_u16;

#define VOLATILE_ACCESS(bytes, bits, read_order) \
	VOLATILE_WEAK(bits) \
	void __tsan_volatile_read##bytes(void *at); \
	void __tsan_volatile_read##bytes(void *at) \
	{ \
		__tsan_atomic##bits##_load(at, read_order); \
	} \
	void __tsan_volatile_write##bytes(void *at); \
	void __tsan_volatile_write##bytes(void *at) \
	{ \
		__tsan_atomic##bits##_fetch_add(at, 0, __ATOMIC_RELAXED); \
	}

VOLATILE_ACCESS(1, 8, __ATOMIC_RELAXED)
VOLATILE_ACCESS(2, 16, __ATOMIC_RELAXED)
VOLATILE_ACCESS(4, 32, __ATOMIC_RELAXED)
VOLATILE_ACCESS(8, 64, __ATOMIC_ACQUIRE)

/* No atomic access is that wide, or unaligned: not looked at. */
#define VOLATILE_IGNORED(name) \
	void __tsan_##name(void *at); \
	void __tsan_##name(void *at) \
	{ \
		(void)at; \
	}

VOLATILE_IGNORED(volatile_read16)
VOLATILE_IGNORED(volatile_write16)
VOLATILE_IGNORED(unaligned_volatile_read2)
VOLATILE_IGNORED(unaligned_volatile_read4)
VOLATILE_IGNORED(unaligned_volatile_read8)
VOLATILE_IGNORED(unaligned_volatile_read16)
VOLATILE_IGNORED(unaligned_volatile_write2)
VOLATILE_IGNORED(unaligned_volatile_write4)
VOLATILE_IGNORED(unaligned_volatile_write8)
VOLATILE_IGNORED(unaligned_volatile_write16)

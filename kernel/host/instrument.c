// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * What the compiler makes of each access to memory with -fsanitize=thread: calls of these, instead of ThreadSanitizer's
 * own. Programs that are explored are compiled so, and linked with this file (toolchain/sanitize.ts); the engine then
 * sees each access of the code under test before it happens. Functions of the emulated kernel's library are not
 * compiled so: theirs are not seen.
 */
#include "../core/engine.h"
#include "../core/explore.h"
#include "../core/order.h"

#define INSTRUMENT_HERE __builtin_frame_address(0)

/* gcc calls it from a constructor of each file; here is nothing to start. */
void __tsan_init(void);
void __tsan_init(void)
{
}

void __tsan_func_entry(void *caller);
void __tsan_func_entry(void *caller)
{
	(void)caller;
}

void __tsan_func_exit(void);
void __tsan_func_exit(void)
{
}

#define INSTRUMENT_ACCESS(name, bytes, kind) \
	void __tsan_##name(void *at); \
	void __tsan_##name(void *at) \
	{ \
		kt_access(at, bytes, kind, INSTRUMENT_HERE); \
	}

/* READ_ONCE() and WRITE_ONCE(). */
static void instrument_volatile_read(const void *at, kt_size size, const void *frame)
{
	kt_addr value = 0;

	kt_access(at, size, KT_ACCESS_MARKED, frame);
	if (size == sizeof(value))
		__builtin_memcpy(&value, at, sizeof(value));
	/* What is reached by a pointer depends on it. */
	kt_order_load(at, value >> 16 && value >> 47 == 0 ? __ATOMIC_CONSUME : __ATOMIC_RELAXED);
}

static void instrument_volatile_write(const void *at, kt_size size, const void *frame)
{
	kt_access(at, size, KT_ACCESS_MARKED | KT_ACCESS_WRITE, frame);
	kt_order_store(at, __ATOMIC_RELAXED);
}

#define INSTRUMENT_VOLATILE(name, bytes, way) \
	void __tsan_##name##bytes(void *at); \
	void __tsan_##name##bytes(void *at) \
	{ \
		instrument_volatile_##way(at, bytes, INSTRUMENT_HERE); \
	}

#define INSTRUMENT_SIZE(bytes) \
	INSTRUMENT_ACCESS(read##bytes, bytes, 0) \
	INSTRUMENT_ACCESS(write##bytes, bytes, KT_ACCESS_WRITE) \
	INSTRUMENT_ACCESS(unaligned_read##bytes, bytes, 0) \
	INSTRUMENT_ACCESS(unaligned_write##bytes, bytes, KT_ACCESS_WRITE) \
	INSTRUMENT_VOLATILE(volatile_read, bytes, read) \
	INSTRUMENT_VOLATILE(volatile_write, bytes, write) \
	INSTRUMENT_VOLATILE(unaligned_volatile_read, bytes, read) \
	INSTRUMENT_VOLATILE(unaligned_volatile_write, bytes, write)

INSTRUMENT_SIZE(1)
INSTRUMENT_SIZE(2)
INSTRUMENT_SIZE(4)
INSTRUMENT_SIZE(8)
INSTRUMENT_SIZE(16)

void __tsan_read_range(void *at, kt_size size);
void __tsan_read_range(void *at, kt_size size)
{
	if (size)
		kt_access(at, size, 0, INSTRUMENT_HERE);
}

void __tsan_write_range(void *at, kt_size size);
void __tsan_write_range(void *at, kt_size size)
{
	if (size)
		kt_access(at, size, KT_ACCESS_WRITE, INSTRUMENT_HERE);
}

void __tsan_vptr_update(void **at, void *value);
void __tsan_vptr_update(void **at, void *value)
{
	(void)value;
	kt_access(at, sizeof(*at), KT_ACCESS_WRITE, INSTRUMENT_HERE);
}

void __tsan_vptr_read(void **at);
void __tsan_vptr_read(void **at)
{
	kt_access(at, sizeof(*at), 0, INSTRUMENT_HERE);
}

/* clang makes these of memcpy() and its like. */
void *__tsan_memcpy(void *to, const void *from, kt_size size);
void *__tsan_memcpy(void *to, const void *from, kt_size size)
{
	if (size) {
		kt_access(from, size, 0, INSTRUMENT_HERE);
		kt_access(to, size, KT_ACCESS_WRITE, INSTRUMENT_HERE);
	}
	return __builtin_memcpy(to, from, size);
}

void *__tsan_memmove(void *to, const void *from, kt_size size);
void *__tsan_memmove(void *to, const void *from, kt_size size)
{
	if (size) {
		kt_access(from, size, 0, INSTRUMENT_HERE);
		kt_access(to, size, KT_ACCESS_WRITE, INSTRUMENT_HERE);
	}
	return __builtin_memmove(to, from, size);
}

void *__tsan_memset(void *to, int byte, kt_size size);
void *__tsan_memset(void *to, int byte, kt_size size)
{
	if (size)
		kt_access(to, size, KT_ACCESS_WRITE, INSTRUMENT_HERE);
	return __builtin_memset(to, byte, size);
}

/* ---- atomics: the access, then the operation, which no other task can split -------------------- */

static void instrument_swap(const void *at, kt_size size, int order, const void *frame)
{
	kt_access(at, size, KT_ACCESS_MARKED | KT_ACCESS_WRITE, frame);
	kt_order_swap(at, order);
}

#define INSTRUMENT_RMW(bits, type, op) \
	type __tsan_atomic##bits##_fetch_##op(volatile type *at, type value, int order); \
	type __tsan_atomic##bits##_fetch_##op(volatile type *at, type value, int order) \
	{ \
		instrument_swap((const void *)at, sizeof(type), order, INSTRUMENT_HERE); \
		return __atomic_fetch_##op(at, value, __ATOMIC_SEQ_CST); \
	}

/* A compare and exchange that fails is a load. */
static void instrument_swapped(const void *at, int swapped, int order, int failed)
{
	if (swapped)
		kt_order_swap(at, order);
	else
		kt_order_load(at, failed);
}

#define INSTRUMENT_SWAP(bits, type, strength, is_weak) \
	int __tsan_atomic##bits##_compare_exchange_##strength(volatile type *at, type *expected, type value, \
							       int order, int failed); \
	int __tsan_atomic##bits##_compare_exchange_##strength(volatile type *at, type *expected, type value, \
							       int order, int failed) \
	{ \
		int swapped; \
\
		kt_access((const void *)at, sizeof(type), KT_ACCESS_MARKED | KT_ACCESS_WRITE, INSTRUMENT_HERE); \
		swapped = __atomic_compare_exchange_n(at, expected, value, is_weak, __ATOMIC_SEQ_CST, \
						      __ATOMIC_SEQ_CST); \
		instrument_swapped((const void *)at, swapped, order, failed); \
		return swapped; \
	}

#define INSTRUMENT_ATOMIC(bits, type) \
	type __tsan_atomic##bits##_load(const volatile type *at, int order); \
	type __tsan_atomic##bits##_load(const volatile type *at, int order) \
	{ \
		kt_access((const void *)at, sizeof(type), KT_ACCESS_MARKED, INSTRUMENT_HERE); \
		kt_order_load((const void *)at, order); \
		return __atomic_load_n(at, __ATOMIC_SEQ_CST); \
	} \
	void __tsan_atomic##bits##_store(volatile type *at, type value, int order); \
	void __tsan_atomic##bits##_store(volatile type *at, type value, int order) \
	{ \
		kt_access((const void *)at, sizeof(type), KT_ACCESS_MARKED | KT_ACCESS_WRITE, INSTRUMENT_HERE); \
		kt_order_store((const void *)at, order); \
		__atomic_store_n(at, value, __ATOMIC_SEQ_CST); \
	} \
	type __tsan_atomic##bits##_exchange(volatile type *at, type value, int order); \
	type __tsan_atomic##bits##_exchange(volatile type *at, type value, int order) \
	{ \
		instrument_swap((const void *)at, sizeof(type), order, INSTRUMENT_HERE); \
		return __atomic_exchange_n(at, value, __ATOMIC_SEQ_CST); \
	} \
	type __tsan_atomic##bits##_compare_exchange_val(volatile type *at, type expected, type value, \
							 int order, int failed); \
	type __tsan_atomic##bits##_compare_exchange_val(volatile type *at, type expected, type value, \
							 int order, int failed) \
	{ \
		int swapped; \
\
		kt_access((const void *)at, sizeof(type), KT_ACCESS_MARKED | KT_ACCESS_WRITE, INSTRUMENT_HERE); \
		swapped = __atomic_compare_exchange_n(at, &expected, value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
		instrument_swapped((const void *)at, swapped, order, failed); \
		return expected; \
	} \
	INSTRUMENT_RMW(bits, type, add) \
	INSTRUMENT_RMW(bits, type, sub) \
	INSTRUMENT_RMW(bits, type, and) \
	INSTRUMENT_RMW(bits, type, or) \
	INSTRUMENT_RMW(bits, type, xor) \
	INSTRUMENT_RMW(bits, type, nand) \
	INSTRUMENT_SWAP(bits, type, strong, 0) \
	INSTRUMENT_SWAP(bits, type, weak, 1)

INSTRUMENT_ATOMIC(8, __UINT8_TYPE__)
INSTRUMENT_ATOMIC(16, __UINT16_TYPE__)
INSTRUMENT_ATOMIC(32, __UINT32_TYPE__)
INSTRUMENT_ATOMIC(64, __UINT64_TYPE__)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_thread_fence(int order)
{
	kt_order_fence(order);
}

void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order)
{
	(void)order;
}

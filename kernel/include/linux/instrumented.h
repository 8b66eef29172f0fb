/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What tells a sanitizer of accesses that it cannot see; the host's own sanitizers see all.
 * Fidelity: stub
 */
#ifndef KTEST_LINUX_INSTRUMENTED_H
#define KTEST_LINUX_INSTRUMENTED_H

#include <linux/compiler.h>
#include <linux/types.h>

#define instrument_read(v, size) do { (void)(v); (void)(size); } while (0)
#define instrument_write(v, size) do { (void)(v); (void)(size); } while (0)
#define instrument_read_write(v, size) do { (void)(v); (void)(size); } while (0)
#define instrument_atomic_read(v, size) do { (void)(v); (void)(size); } while (0)
#define instrument_atomic_write(v, size) do { (void)(v); (void)(size); } while (0)
#define instrument_atomic_read_write(v, size) do { (void)(v); (void)(size); } while (0)
#define instrument_copy_to_user(to, from, n) do { (void)(to); (void)(from); (void)(n); } while (0)
#define instrument_copy_from_user_before(to, from, n) do { (void)(to); (void)(from); (void)(n); } while (0)
#define instrument_copy_from_user_after(to, from, n, left) \
	do { (void)(to); (void)(from); (void)(n); (void)(left); } while (0)
#define instrument_memcpy_before(to, from, n) do { (void)(to); (void)(from); (void)(n); } while (0)
#define instrument_memcpy_after(to, from, n, left) \
	do { (void)(to); (void)(from); (void)(n); (void)(left); } while (0)
#define instrument_get_user(to) do { (void)(to); } while (0)
#define instrument_put_user(from, ptr, size) do { (void)(from); (void)(ptr); (void)(size); } while (0)

#endif

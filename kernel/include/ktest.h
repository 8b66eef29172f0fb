/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The super-header of plain mode: put this folder in the place of hand-made kernel headers, and nothing
 * has to be linked but -lpthread. NR_CPUS, BANNER, L1_CACHE_BYTES and the _fast names may be defined
 * before. Single <linux/...> headers work as well, beside libc's.
 */
#ifndef KTEST_H
#define KTEST_H

/* Tempesta's own string header is not for user space. */
#define __LIB_STR_H__

#include <ktest/plain/libc-headers.h>
#include <pthread.h>

#include <ktest/open.h>
#include <asm/fpu/api.h>
#include <asm/sync_bitops.h>
#include <crypto/hash.h>
#include <crypto/sha2.h>
#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/compiler.h>
#include <linux/error-injection.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kmod.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/random.h>
#include <linux/scatterlist.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/threads.h>
#include <linux/types.h>
#include <net/tls.h>

#ifndef BANNER
#define BANNER "ktest"
#endif

/* A macro defined before, or a function of these names defined after, takes the place of each. */
#ifdef __cplusplus
extern "C" {
#endif
#define KTEST_OVERRIDABLE extern inline __attribute__((__gnu_inline__, __always_inline__, __unused__))
#ifndef memcpy_fast
KTEST_OVERRIDABLE void *memcpy_fast(void *to, const void *from, size_t len)
{
	return __builtin_memcpy(to, from, len);
}
#endif
#ifndef memcmp_fast
KTEST_OVERRIDABLE int memcmp_fast(const void *a, const void *b, size_t len)
{
	return __builtin_memcmp(a, b, len);
}
#endif
#ifndef bzero_fast
KTEST_OVERRIDABLE void bzero_fast(void *to, size_t len)
{
	__builtin_memset(to, 0, len);
}
#endif
#ifdef __cplusplus
}
#endif

/* Freed by kfree() or free(). */
#ifndef pg_skb_alloc
#define pg_skb_alloc(size, ...) kmalloc(size, GFP_ATOMIC)
#endif

/* A thread; it is a CPU of its own as soon as it asks which it is, while one is free. */
static inline __attribute__((__unused__)) int spawn_thread(pthread_t *id, void *(*func)(void *), void *arg)
{
	return pthread_create(id, NULL, func, arg);
}

#include <ktest/close.h>
#endif

#include <linux/minmax.h>

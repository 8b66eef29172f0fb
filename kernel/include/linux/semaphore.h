/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Counting semaphores.
 * Fidelity: faithful; an interruptible wait is never interrupted
 */
#ifndef KTEST_LINUX_SEMAPHORE_H
#define KTEST_LINUX_SEMAPHORE_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/list.h>
#include <linux/types.h>

struct semaphore { unsigned int count; };
#define __SEMAPHORE_INITIALIZER(name, n) { .count = n }
#if KTEST_HAS_semaphore_with_count
#define DEFINE_SEMAPHORE(name, n) struct semaphore name = __SEMAPHORE_INITIALIZER(name, n)
#else
#define DEFINE_SEMAPHORE(name) struct semaphore name = __SEMAPHORE_INITIALIZER(name, 1)
#endif
static inline void sema_init(struct semaphore *sem, int val) { sem->count = val; }
KTEST_FN void down(struct semaphore *sem);
KTEST_FN int __must_check down_interruptible(struct semaphore *sem);
KTEST_FN int __must_check down_killable(struct semaphore *sem);
KTEST_FN int __must_check down_trylock(struct semaphore *sem);
KTEST_FN int __must_check down_timeout(struct semaphore *sem, long timeout);
KTEST_FN void up(struct semaphore *sem);

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Values that mark dead pointers.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_POISON_H
#define KTEST_LINUX_POISON_H

#define POISON_POINTER_DELTA 0xdead000000000000UL
#ifdef __cplusplus
#define LIST_POISON1 (ktp_pointer{0x100 + POISON_POINTER_DELTA})
#define LIST_POISON2 (ktp_pointer{0x122 + POISON_POINTER_DELTA})
#else
#define LIST_POISON1 ((void *)0x100 + POISON_POINTER_DELTA)
#define LIST_POISON2 ((void *)0x122 + POISON_POINTER_DELTA)
#endif
#define TIMER_ENTRY_STATIC ((void *)0x300 + POISON_POINTER_DELTA)
#define POISON_INUSE 0x5a
#define POISON_FREE 0x6b
#define POISON_END 0xa5
#define POOL_POISON_FREED 0xa7
#define POOL_POISON_ALLOCATED 0xa9
#define POISON_FREE_INITMEM 0xcc
#define MUTEX_DEBUG_INIT 0x11
#define MUTEX_DEBUG_FREE 0x22

#endif

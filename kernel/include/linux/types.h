/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Integer, identifier and list-head types. They yield to glibc's where a libc header
 * came first, and keep it from defining its own where it comes later: sizes agree
 * except dev_t and nlink_t, so emulated interfaces use __kernel_dev_t.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_TYPES_H
#define KTEST_LINUX_TYPES_H
#include <ktest/open.h>

#include <asm/types.h>
#include <linux/compiler_types.h>
#include <linux/ktest_bool.h>
#include <linux/stddef.h>

typedef __SIZE_TYPE__ __kernel_size_t;
typedef long __kernel_ssize_t;
typedef long __kernel_long_t;
typedef unsigned long __kernel_ulong_t;
typedef __kernel_ulong_t __kernel_ino_t;
typedef unsigned int __kernel_mode_t;
typedef int __kernel_pid_t;
typedef unsigned int __kernel_uid32_t;
typedef unsigned int __kernel_gid32_t;
typedef unsigned int __kernel_uid_t;
typedef unsigned int __kernel_gid_t;
typedef long __kernel_ptrdiff_t;
typedef long __kernel_off_t;
typedef long long __kernel_loff_t;
typedef long __kernel_old_time_t;
typedef long long __kernel_time64_t;
typedef long __kernel_clock_t;
typedef int __kernel_timer_t;
typedef int __kernel_clockid_t;
typedef __u32 __kernel_dev_t;
typedef __u16 __le16;
typedef __u16 __be16;
typedef __u32 __le32;
typedef __u32 __be32;
typedef __u64 __le64;
typedef __u64 __be64;
typedef __u16 __sum16;
typedef __u32 __wsum;
typedef unsigned int __poll_t;
#define __aligned_u64 __u64 __aligned(8)
#define __aligned_s64 __s64 __aligned(8)
#define __aligned_be64 __be64 __aligned(8)
#define __aligned_le64 __le64 __aligned(8)
#define aligned_u64 __aligned_u64
#define aligned_s64 __aligned_s64
#define aligned_be64 __aligned_be64
#define aligned_le64 __aligned_le64

typedef __kernel_size_t size_t;
typedef __kernel_ssize_t ssize_t;
typedef __kernel_ptrdiff_t ptrdiff_t;
typedef unsigned long uintptr_t;
typedef long intptr_t;
typedef long off_t;
typedef __kernel_mode_t mode_t;
typedef __kernel_ino_t ino_t;
typedef __kernel_pid_t pid_t;
typedef __kernel_clockid_t clockid_t;
typedef __kernel_clock_t clock_t;
typedef __kernel_uid32_t uid_t;
typedef __kernel_gid32_t gid_t;
#define __ssize_t_defined
#define __intptr_t_defined
#define __off_t_defined
#define __mode_t_defined
#define __ino_t_defined
#define __pid_t_defined
#define __uid_t_defined
#define __gid_t_defined

#ifndef __dev_t_defined
typedef __kernel_dev_t dev_t;
#define __dev_t_defined
#endif
#ifndef __nlink_t_defined
typedef __u32 nlink_t;
#define __nlink_t_defined
#endif
#ifndef __blkcnt_t_defined
typedef __u64 blkcnt_t;
#define __blkcnt_t_defined
#endif
#ifndef __u_char_defined
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned long u_long;
typedef long quad_t;
typedef unsigned long u_quad_t;
typedef struct { int __val[2]; } fsid_t;
#define __u_char_defined
#endif
#if !defined(_SYS_TYPES_H) || !defined(__USE_MISC)
typedef __kernel_loff_t loff_t;
#endif
#ifndef _BITS_STDINT_INTN_H
typedef s8 int8_t;
typedef s16 int16_t;
typedef s32 int32_t;
typedef s64 int64_t;
#define _BITS_STDINT_INTN_H 1
#endif
#ifndef _BITS_STDINT_UINTN_H
typedef u8 uint8_t;
typedef u16 uint16_t;
typedef u32 uint32_t;
typedef u64 uint64_t;
#define _BITS_STDINT_UINTN_H 1
#endif
typedef u8 u_int8_t;
typedef u16 u_int16_t;
typedef u32 u_int32_t;
typedef unsigned long u_int64_t;
typedef unsigned char unchar;
typedef unsigned short ushort;
typedef unsigned int uint;
typedef unsigned long ulong;
typedef unsigned long long ullong;

typedef unsigned short umode_t;
typedef unsigned int fmode_t;
typedef unsigned int gfp_t;
typedef unsigned int slab_flags_t;
typedef u64 sector_t;
typedef u32 blk_opf_t;
typedef u64 dma_addr_t;
typedef u64 phys_addr_t;
typedef phys_addr_t resource_size_t;
typedef unsigned long irq_hw_number_t;
typedef unsigned long pgoff_t;
typedef u64 async_cookie_t;

typedef struct { int counter; } atomic_t;
typedef struct { s64 counter; } atomic64_t;
#define ATOMIC_INIT(i) { (i) }
#define ATOMIC64_INIT(i) { (i) }
typedef struct { atomic_t refcnt; } rcuref_t;

struct list_head { struct list_head *next, *prev; };
struct hlist_node { struct hlist_node *next, **pprev; };
struct hlist_head { struct hlist_node *first; };
struct callback_head {
	struct callback_head *next;
	void (*func)(struct callback_head *head);
} __attribute__((aligned(sizeof(void *))));
#define rcu_head callback_head
typedef void (*rcu_callback_t)(struct rcu_head *head);
typedef void (*call_rcu_func_t)(struct rcu_head *head, rcu_callback_t func);
typedef void (*swap_r_func_t)(void *a, void *b, int size, const void *priv);
typedef void (*swap_func_t)(void *a, void *b, int size);
typedef int (*cmp_r_func_t)(const void *a, const void *b, const void *priv);
typedef int (*cmp_func_t)(const void *a, const void *b);

#define DECLARE_BITMAP(name, bits) unsigned long name[((bits) + 63) / 64]

#include <ktest/close.h>
#endif

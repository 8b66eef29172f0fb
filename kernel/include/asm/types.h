/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The kernel's integer types.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_TYPES_H
#define KTEST_ASM_TYPES_H

typedef signed char __s8;
typedef unsigned char __u8;
typedef signed short __s16;
typedef unsigned short __u16;
typedef signed int __s32;
typedef unsigned int __u32;
typedef signed long long __s64;
typedef unsigned long long __u64;
typedef __s8 s8;
typedef __u8 u8;
typedef __s16 s16;
typedef __u16 u16;
typedef __s32 s32;
typedef __u32 u32;
typedef __s64 s64;
typedef __u64 u64;
#ifdef __SIZEOF_INT128__
typedef __int128 s128;
typedef unsigned __int128 u128;
typedef __int128 __s128;
typedef unsigned __int128 __u128;
#endif
#ifndef BITS_PER_LONG
#define BITS_PER_LONG 64
#endif
#define BITS_PER_LONG_LONG 64
#define __BITS_PER_LONG 64

#endif

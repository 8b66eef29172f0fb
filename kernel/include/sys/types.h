/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Stands before glibc's header of this name: its loff_t is `long`, the kernel's
 * `long long`, and it has no guard that would keep it from defining it again.
 */
#ifdef KTEST_LINUX_TYPES_H
#define loff_t ktest_glibc_loff_t
#include_next <sys/types.h>
#undef loff_t
#else
#include_next <sys/types.h>
#endif

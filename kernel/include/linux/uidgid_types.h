/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Ids of users and groups, as the kernel has them.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_UIDGID_TYPES_H
#define KTEST_LINUX_UIDGID_TYPES_H

#include <linux/types.h>

typedef struct {
	uid_t val;
} kuid_t;
typedef struct {
	gid_t val;
} kgid_t;

#endif

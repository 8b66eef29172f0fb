/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Protection and flags of memory mappings, as user space names them.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_MMAN_H
#define KTEST_LINUX_MMAN_H

#ifndef PROT_READ
#define PROT_READ 0x1
#define PROT_WRITE 0x2
#define PROT_EXEC 0x4
#define PROT_NONE 0x0
#define MAP_SHARED 0x01
#define MAP_PRIVATE 0x02
#define MAP_FIXED 0x10
#define MAP_ANONYMOUS 0x20
#endif

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * FAT file systems.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_MSDOS_FS_H
#define KTEST_LINUX_MSDOS_FS_H

#include <uapi/linux/msdos_fs.h>

static inline int fat_valid_media(u8 media) { return media == 0xf0 || media >= 0xf8; }

#endif

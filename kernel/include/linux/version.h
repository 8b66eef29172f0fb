/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The version of the emulated API: 6.12, or what ktest/versions.h says of another.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_VERSION_H
#define KTEST_LINUX_VERSION_H

#include <ktest/versions.h>

#define LINUX_VERSION_MAJOR (KTEST_KERNEL_VERSION >> 16)
#define LINUX_VERSION_PATCHLEVEL (KTEST_KERNEL_VERSION >> 8 & 255)
#define LINUX_VERSION_SUBLEVEL (KTEST_KERNEL_VERSION & 255)
#define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))
#define LINUX_VERSION_CODE KTEST_KERNEL_VERSION

#endif

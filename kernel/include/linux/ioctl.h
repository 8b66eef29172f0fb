/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Numbers of ioctl commands.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_IOCTL_H
#define KTEST_LINUX_IOCTL_H

#include <asm/ioctl.h>

#endif

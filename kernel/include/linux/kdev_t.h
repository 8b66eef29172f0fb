/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Device numbers: 12 bits of major, 20 of minor.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_KDEV_T_H
#define KTEST_LINUX_KDEV_T_H
#include <ktest/open.h>

#include <linux/types.h>

#define MINORBITS 20
#define MINORMASK ((1U << MINORBITS) - 1)
#define MAJOR(dev) ((unsigned int)((dev) >> MINORBITS))
#define MINOR(dev) ((unsigned int)((dev) & MINORMASK))
#define MKDEV(ma, mi) (((ma) << MINORBITS) | (mi))

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * References of open files: leads to linux/fs.h.
 * Fidelity: simplified: no file descriptors
 */
#ifndef KTEST_LINUX_FILE_H
#define KTEST_LINUX_FILE_H

#include <linux/fs.h>

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_HIGHMEM_H
#define KTEST_LINUX_HIGHMEM_H

#include <linux/fs.h>
#include <linux/mm.h>

#endif

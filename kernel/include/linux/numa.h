/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Node numbers.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_NUMA_H
#define KTEST_LINUX_NUMA_H
#include <ktest/open.h>

#include <linux/types.h>

#define NODES_SHIFT CONFIG_NODES_SHIFT
#define MAX_NUMNODES (1 << NODES_SHIFT)
#define NUMA_NO_NODE (-1)

#include <ktest/close.h>
#endif

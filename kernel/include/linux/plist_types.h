/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Priority lists' structures.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PLIST_TYPES_H
#define KTEST_LINUX_PLIST_TYPES_H
#include <ktest/open.h>

#include <linux/types.h>

struct plist_head { struct list_head node_list; };
struct plist_node { int prio; struct list_head prio_list, node_list; };

#include <ktest/close.h>
#endif

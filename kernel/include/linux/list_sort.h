/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Stable sort of lists.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_LIST_SORT_H
#define KTEST_LINUX_LIST_SORT_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/types.h>

struct list_head;
#if KTEST_HAS_list_cmp_of_const
typedef int __attribute__((nonnull(2, 3))) (*list_cmp_func_t)(void *, const struct list_head *,
							      const struct list_head *);
#else
typedef int __attribute__((nonnull(2, 3))) (*list_cmp_func_t)(void *, struct list_head *,
							      struct list_head *);
#endif
KTEST_REPLACEABLE_FN __attribute__((nonnull(2, 3))) void list_sort(void *priv, struct list_head *head,
					      list_cmp_func_t cmp);

#include <ktest/close.h>
#endif

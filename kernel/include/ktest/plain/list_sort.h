/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: sorting lists, by the program's own copy of lib/list_sort.c if it has one. */
#ifndef KTEST_PLAIN_LIST_SORT_H
#define KTEST_PLAIN_LIST_SORT_H
#include <ktest/plain/replaceable.h>
#pragma GCC system_header

KTEST_REPLACEABLE_VOID(list_sort, (void *priv, struct list_head *head, list_cmp_func_t cmp), (priv, head, cmp))

#endif

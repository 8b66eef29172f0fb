// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A stable merge sort of linked lists, without allocation.
 *
 * Sorted runs are kept as singly linked chains. runs[i] is empty or holds 2^i
 * elements, all of which came before those in runs[j] for every j < i; adding
 * an element is adding one to a binary counter, with a merge for every carry.
 */
#ifndef KTEST_LIB_LIST_SORT_C
#define KTEST_LIB_LIST_SORT_C

#include <linux/list.h>
#include <linux/list_sort.h>

#define LIST_SORT_RUNS 64

/* Merges two chains; `a` came first, so it wins ties. */
static inline struct list_head *list_sort_merge(void *priv, list_cmp_func_t cmp, struct list_head *a,
					 struct list_head *b)
{
	struct list_head *first = NULL, **tail = &first;

	while (a && b) {
		struct list_head **from = cmp(priv, a, b) > 0 ? &b : &a;

		*tail = *from;
		tail = &(*from)->next;
		*from = (*from)->next;
	}
	*tail = a ? a : b;
	return first;
}

KTEST_DEF void KTEST_OWN(list_sort)(void *priv, struct list_head *head, list_cmp_func_t cmp)
{
	struct list_head *runs[LIST_SORT_RUNS] = { NULL };
	struct list_head *sorted = NULL, *node = head->next, *prev = head;
	unsigned int i;

	head->prev->next = NULL;
	while (node) {
		struct list_head *next = node->next, *run = node;

		run->next = NULL;
		for (i = 0; runs[i]; i++) {
			run = list_sort_merge(priv, cmp, runs[i], run);
			runs[i] = NULL;
		}
		runs[i] = run;
		node = next;
	}
	for (i = 0; i < LIST_SORT_RUNS; i++)
		if (runs[i])
			sorted = sorted ? list_sort_merge(priv, cmp, runs[i], sorted) : runs[i];
	for (node = sorted; node; node = node->next) {
		prev->next = node;
		node->prev = prev;
		prev = node;
	}
	prev->next = head;
	head->prev = prev;
}

#endif

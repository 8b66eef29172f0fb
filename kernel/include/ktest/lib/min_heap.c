// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Binary heaps: a parent is never greater than its children 2i+1 and 2i+2. */
#ifndef KTEST_LIB_MIN_HEAP_C
#define KTEST_LIB_MIN_HEAP_C

#include <linux/min_heap.h>

static inline void min_heap_swap(char *a, char *b, size_t size, const struct min_heap_callbacks *func,
			  void *args)
{
	if (func->swp) {
		func->swp(a, b, args);
		return;
	}
	while (size--) {
		char byte = a[size];

		a[size] = b[size];
		b[size] = byte;
	}
}

KTEST_DEF void __min_heap_init(min_heap_char *heap, void *data, int size)
{
	heap->nr = 0;
	heap->size = size;
	heap->data = data ? (char *)data : heap->preallocated;
}

KTEST_DEF void *__min_heap_peek(min_heap_char *heap)
{
	return heap->nr ? heap->data : NULL;
}

KTEST_DEF bool __min_heap_full(min_heap_char *heap)
{
	return heap->nr == heap->size;
}

KTEST_DEF void __min_heap_sift_down(min_heap_char *heap, int pos, size_t elem_size,
				 const struct min_heap_callbacks *func, void *args)
{
	char *data = heap->data;
	int child;

	for (; (child = 2 * pos + 1) < heap->nr; pos = child) {
		if (child + 1 < heap->nr && func->less(data + (child + 1) * elem_size,
						       data + child * elem_size, args))
			child++;
		if (!func->less(data + child * elem_size, data + pos * elem_size, args))
			break;
		min_heap_swap(data + pos * elem_size, data + child * elem_size, elem_size, func,
			      args);
	}
}

KTEST_DEF void __min_heap_sift_up(min_heap_char *heap, size_t elem_size, size_t idx,
			       const struct min_heap_callbacks *func, void *args)
{
	char *data = heap->data;
	size_t parent;

	for (; idx; idx = parent) {
		parent = (idx - 1) / 2;
		if (!func->less(data + idx * elem_size, data + parent * elem_size, args))
			break;
		min_heap_swap(data + parent * elem_size, data + idx * elem_size, elem_size, func,
			      args);
	}
}

KTEST_DEF void __min_heapify_all(min_heap_char *heap, size_t elem_size,
			      const struct min_heap_callbacks *func, void *args)
{
	int i;

	for (i = heap->nr / 2 - 1; i >= 0; i--)
		__min_heap_sift_down(heap, i, elem_size, func, args);
}

KTEST_DEF bool __min_heap_pop(min_heap_char *heap, size_t elem_size,
			   const struct min_heap_callbacks *func, void *args)
{
	if (WARN_ONCE(heap->nr <= 0, "Popping an empty heap"))
		return false;
	heap->nr--;
	memmove(heap->data, heap->data + heap->nr * elem_size, elem_size);
	__min_heap_sift_down(heap, 0, elem_size, func, args);
	return true;
}

KTEST_DEF void __min_heap_pop_push(min_heap_char *heap, const void *element, size_t elem_size,
				const struct min_heap_callbacks *func, void *args)
{
	memcpy(heap->data, element, elem_size);
	__min_heap_sift_down(heap, 0, elem_size, func, args);
}

KTEST_DEF bool __min_heap_push(min_heap_char *heap, const void *element, size_t elem_size,
			    const struct min_heap_callbacks *func, void *args)
{
	if (WARN_ONCE(heap->nr >= heap->size, "Pushing on a full heap"))
		return false;
	memcpy(heap->data + heap->nr * elem_size, element, elem_size);
	heap->nr++;
	__min_heap_sift_up(heap, elem_size, heap->nr - 1, func, args);
	return true;
}

KTEST_DEF bool __min_heap_del(min_heap_char *heap, size_t elem_size, size_t idx,
			   const struct min_heap_callbacks *func, void *args)
{
	if (WARN_ONCE(heap->nr <= 0, "Popping an empty heap"))
		return false;
	heap->nr--;
	if (idx == (size_t)heap->nr)
		return true;
	memcpy(heap->data + idx * elem_size, heap->data + heap->nr * elem_size, elem_size);
	__min_heap_sift_up(heap, elem_size, idx, func, args);
	__min_heap_sift_down(heap, idx, elem_size, func, args);
	return true;
}

#endif

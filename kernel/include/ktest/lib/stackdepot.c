// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The depot: an array of traces that grows by blocks, found through a hash table. */
#ifndef KTEST_LIB_STACKDEPOT_C
#define KTEST_LIB_STACKDEPOT_C

#include <linux/bug.h>
#include <linux/jhash.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/spinlock.h>
#include <linux/stackdepot.h>
#include <linux/stacktrace.h>
#include <linux/string.h>
#include <ktest/core.h>

#define STACKDEPOT_HANDLE_MASK ((1u << (32 - STACK_DEPOT_EXTRA_BITS)) - 1)

struct ktest_stack {
	struct ktest_stack *next;	/* of the same hash */
	u32 hash, size;
	depot_stack_handle_t handle;
	unsigned long entries[];
};
struct ktest_stackdepot {
	struct ktest_stack *by_hash[1024];
	struct ktest_stack **by_handle;	/* the first is of handle 1 */
	u32 nr, room;
};
__weak struct ktest_stackdepot ktest_stackdepot;
__weak DEFINE_SPINLOCK(ktest_stackdepot_lock);

/* Nobody frees it: no leak. */
static inline void *stackdepot_alloc(size_t size)
{
	return kt_alloc(size, sizeof(long), KT_ZERO | KT_QUIET, KT_MEM_VMALLOC, -1, &ktest_stackdepot);
}

static inline struct ktest_stack *stackdepot_add(const unsigned long *entries, u32 nr, u32 hash)
{
	struct ktest_stackdepot *depot = &ktest_stackdepot;
	struct ktest_stack *stack;

	if (depot->nr == depot->room) {
		u32 room = depot->room ? depot->room * 2 : 256;
		struct ktest_stack **by_handle = (struct ktest_stack **)stackdepot_alloc(room * sizeof(*by_handle));

		if (!by_handle)
			return NULL;
		if (depot->by_handle) {
			memcpy(by_handle, depot->by_handle, depot->nr * sizeof(*by_handle));
			kt_free(depot->by_handle, KT_MEM_VMALLOC, depot);
		}
		depot->by_handle = by_handle;
		depot->room = room;
	}
	stack = (struct ktest_stack *)stackdepot_alloc(sizeof(*stack) + nr * sizeof(*entries));
	if (!stack)
		return NULL;
	memcpy(stack->entries, entries, nr * sizeof(*entries));
	stack->hash = hash;
	stack->size = nr;
	depot->by_handle[depot->nr++] = stack;
	stack->handle = depot->nr;
	stack->next = depot->by_hash[hash % ARRAY_SIZE(depot->by_hash)];
	depot->by_hash[hash % ARRAY_SIZE(depot->by_hash)] = stack;
	return stack;
}

KTEST_DEF depot_stack_handle_t stack_depot_save_flags(unsigned long *entries, unsigned int nr_entries, gfp_t alloc_flags,
						      depot_flags_t depot_flags)
{
	u32 nr = min_t(u32, nr_entries, CONFIG_STACKDEPOT_MAX_FRAMES), hash;
	depot_stack_handle_t handle = 0;
	struct ktest_stack *stack;
	unsigned long flags;

	(void)alloc_flags;
	if (WARN_ON(depot_flags & ~STACK_DEPOT_FLAGS_MASK) || !nr)
		return 0;
	hash = jhash(entries, nr * sizeof(*entries), 0);
	spin_lock_irqsave(&ktest_stackdepot_lock, flags);
	stack = ktest_stackdepot.by_hash[hash % ARRAY_SIZE(ktest_stackdepot.by_hash)];
	while (stack && (stack->hash != hash || stack->size != nr ||
			 memcmp(stack->entries, entries, nr * sizeof(*entries))))
		stack = stack->next;
	if (!stack)
		stack = stackdepot_add(entries, nr, hash);
	if (stack)
		handle = stack->handle;
	spin_unlock_irqrestore(&ktest_stackdepot_lock, flags);
	return handle;
}

KTEST_DEF depot_stack_handle_t stack_depot_save(unsigned long *entries, unsigned int nr_entries, gfp_t alloc_flags)
{
	return stack_depot_save_flags(entries, nr_entries, alloc_flags, STACK_DEPOT_FLAG_CAN_ALLOC);
}

KTEST_DEF unsigned int stack_depot_fetch(depot_stack_handle_t handle, unsigned long **entries)
{
	struct ktest_stack *stack = NULL;
	unsigned long flags;
	u32 number = handle & STACKDEPOT_HANDLE_MASK;

	*entries = NULL;
	if (!handle)
		return 0;
	spin_lock_irqsave(&ktest_stackdepot_lock, flags);
	if (number && number <= ktest_stackdepot.nr)
		stack = ktest_stackdepot.by_handle[number - 1];
	spin_unlock_irqrestore(&ktest_stackdepot_lock, flags);
	if (WARN(!stack, "corrupt handle or use after stack_depot_put()"))
		return 0;
	*entries = stack->entries;
	return stack->size;
}

KTEST_DEF void stack_depot_print(depot_stack_handle_t stack)
{
	unsigned long *entries;
	unsigned int nr = stack_depot_fetch(stack, &entries);

	if (nr)
		stack_trace_print(entries, nr, 0);
}

KTEST_DEF int stack_depot_snprint(depot_stack_handle_t handle, char *buf, size_t size, int spaces)
{
	unsigned long *entries;
	unsigned int nr = stack_depot_fetch(handle, &entries);

	return nr ? stack_trace_snprint(buf, size, entries, nr, spaces) : 0;
}

KTEST_DEF void stack_depot_put(depot_stack_handle_t handle)
{
	unsigned long *entries;

	if (handle)
		stack_depot_fetch(handle, &entries);
}

KTEST_DEF depot_stack_handle_t stack_depot_set_extra_bits(depot_stack_handle_t handle, unsigned int extra_bits)
{
	return handle ? (handle & STACKDEPOT_HANDLE_MASK) | extra_bits << (32 - STACK_DEPOT_EXTRA_BITS) : 0;
}

KTEST_DEF unsigned int stack_depot_get_extra_bits(depot_stack_handle_t handle)
{
	return handle >> (32 - STACK_DEPOT_EXTRA_BITS);
}

#endif

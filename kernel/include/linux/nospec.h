/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Array indices that stay in bounds under speculation.
 * Fidelity: faithful in its results; an ordinary program need not fear speculation
 */
#ifndef KTEST_LINUX_NOSPEC_H
#define KTEST_LINUX_NOSPEC_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/types.h>

#define barrier_nospec() barrier()

/* All ones when index < size, else 0. */
static inline unsigned long array_index_mask_nospec(unsigned long index, unsigned long size)
{
	return index < size ? ~0UL : 0;
}

/* The index when it is in bounds, else 0. */
#define array_index_nospec(index, size) \
	({ \
		typeof(index) ktest_index = (index); \
		(typeof(index))(ktest_index & array_index_mask_nospec(ktest_index, (size))); \
	})

#include <ktest/close.h>
#endif

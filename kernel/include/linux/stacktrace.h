/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Who called whom.
 * Fidelity: simplified: of the running task, up to the test's own functions; plain mode knows the caller alone
 */
#ifndef KTEST_LINUX_STACKTRACE_H
#define KTEST_LINUX_STACKTRACE_H
#include <ktest/open.h>

#include <linux/types.h>
#include <asm/errno.h>

/* Return addresses, the one into the caller first; skips `skipnr` of them. Returns how many there are. */
KTEST_FN unsigned int stack_trace_save(unsigned long *store, unsigned int size, unsigned int skipnr);
KTEST_FN void stack_trace_print(const unsigned long *trace, unsigned int nr_entries, int spaces);
/* Returns how long all of it is. */
KTEST_FN int stack_trace_snprint(char *buf, size_t size, const unsigned long *entries, unsigned int nr_entries,
				 int spaces);
/* Nothing is cut: no interrupt has frames here. */
static inline unsigned int filter_irq_stacks(unsigned long *entries, unsigned int nr_entries)
{
	(void)entries;
	return nr_entries;
}

#include <ktest/close.h>
#endif

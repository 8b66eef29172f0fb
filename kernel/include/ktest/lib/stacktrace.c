// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Stack traces. */
#ifndef KTEST_LIB_STACKTRACE_C
#define KTEST_LIB_STACKTRACE_C

#include <linux/bug.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/stacktrace.h>
#include <linux/string.h>
#include <ktest/core.h>

#ifdef KTEST_HOSTED
__weak noinline unsigned int stack_trace_save(unsigned long *store, unsigned int size, unsigned int skipnr)
{
	kt_addr frames[64];
	unsigned int nr = kt_trace(__builtin_frame_address(0), frames, ARRAY_SIZE(frames));

	nr = nr > skipnr ? min(nr - skipnr, size) : 0;
	for (unsigned int i = 0; i < nr; i++)
		store[i] = frames[i + skipnr];
	return nr;
}
#else
KTEST_DEF unsigned int stack_trace_save(unsigned long *store, unsigned int size, unsigned int skipnr)
{
	if (!size || skipnr)
		return 0;
	*store = (unsigned long)__builtin_return_address(0);
	return 1;
}
#endif

KTEST_DEF void stack_trace_print(const unsigned long *trace, unsigned int nr_entries, int spaces)
{
	unsigned int i;

	if (WARN_ON(!trace))
		return;
	for (i = 0; i < nr_entries; i++)
		printk("%*c%pS\n", 1 + spaces, ' ', (void *)trace[i]);
}

KTEST_DEF int stack_trace_snprint(char *buf, size_t size, const unsigned long *entries, unsigned int nr_entries,
				  int spaces)
{
	size_t used = 0;
	unsigned int i;

	if (WARN_ON(!entries))
		return 0;
	for (i = 0; i < nr_entries; i++)
		used += snprintf(used < size ? buf + used : NULL, used < size ? size - used : 0, "%*c%pS\n", 1 + spaces, ' ',
				 (void *)entries[i]);
	return used;
}

#endif

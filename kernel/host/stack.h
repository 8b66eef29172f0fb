/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Faults below a task's stack limit, for the signal handler. */
#ifndef KTEST_HOST_STACK_H
#define KTEST_HOST_STACK_H

#include "host.h"

enum kth_stack_fault {
	KTH_STACK_OTHER,	/* not about the limit */
	KTH_STACK_OPENED,	/* the engine needed it: the instruction can go on */
	KTH_STACK_OVER,		/* the code under test went over it */
};
/* *depth: bytes of the stack that the code under test uses. */
enum kth_stack_fault kth_stack_fault(kt_addr addr, kt_addr pc, kt_addr sp, kt_size *depth);

#endif

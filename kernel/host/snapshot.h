/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A snapshot of this process's memory, which is put back in microseconds. It covers all that a case can change without the
 * host's help; a case that asks the host for something (a file, a thread, memory) ends the process: KTH_SNAPSHOT_LEFT.
 */
#ifndef KTEST_HOST_SNAPSHOT_H
#define KTEST_HOST_SNAPSHOT_H

#include "host.h"

#define KTH_SNAPSHOT_LEFT 42	/* the process's exit code */

/* From now on, kth_map() takes from one range that is reserved ahead, and each schedule finds the same addresses there. */
void kth_snapshot_prepare(void);
/*
 * For the rest of the process, which has one host thread. The calling function's frame and those above are not covered;
 * nor is memory that the process shares with others. -1: not possible here. `left_by`: before the process ends with
 * KTH_SNAPSHOT_LEFT, the number of the system call is written there.
 */
int kth_snapshot_take(int *left_by);
void kth_snapshot_restore(void);
/* From the handler of SIGSEGV: 1 if the write to `addr` can go on. */
int kth_snapshot_fault(kt_addr addr);
/* Of kth_map(); NULL: it is not prepared, or used up. */
void *kth_snapshot_map(kt_size size);
int kth_snapshot_owns(const void *base);

#endif

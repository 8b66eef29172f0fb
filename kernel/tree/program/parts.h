/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What the adaptors of a tree's user-space programs (../program*.c) share. */
#ifndef KTEST_TREE_PROGRAM_PARTS_H
#define KTEST_TREE_PROGRAM_PARTS_H

/* From now on allocations that may not sleep fail, as in the programs' own allocator. */
void program_start_allocator(void);
/* RCU readers may be interrupted from now on, until the program's end. */
void program_start_rcu(void);
void program_end_rcu(void);
/* What the program has written to standard error, as far as it is kept; "" if nothing. */
extern char program_errors[];
/* A last line without an end is printed. */
void program_end_output(void);

#endif

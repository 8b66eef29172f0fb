/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What the adaptors of a tree's user-space programs (../program*.c) share. */
#ifndef KTEST_TREE_PROGRAM_PARTS_H
#define KTEST_TREE_PROGRAM_PARTS_H

/* From now on allocations that may not sleep fail, as in the programs' own allocator. */
void program_start_allocator(void);
/* A last line without an end is printed. */
void program_end_output(void);

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* The readers of user-space RCU may be interrupted; tests count on it: one reads until another thread has written. */
#ifndef KTEST_TREE_PROGRAM_RCUPDATE_H
#define KTEST_TREE_PROGRAM_RCUPDATE_H
#include_next <linux/rcupdate.h>

void ktest_program_rcu_read_lock(void);
void ktest_program_rcu_read_unlock(void);
#define rcu_read_lock() ktest_program_rcu_read_lock()
#define rcu_read_unlock() ktest_program_rcu_read_unlock()

#endif

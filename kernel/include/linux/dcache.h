/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_DCACHE_H
#define KTEST_LINUX_DCACHE_H
#include <ktest/open.h>

#include <linux/stringhash.h>
#include <linux/spinlock.h>

#include <ktest/close.h>
#endif

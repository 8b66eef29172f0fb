/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Shell-like patterns.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_GLOB_H
#define KTEST_LINUX_GLOB_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/types.h>

KTEST_FN bool __pure glob_match(char const *pat, char const *str);

#include <ktest/close.h>
#endif

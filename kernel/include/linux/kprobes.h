/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Marks of functions that must not be probed: nothing is probed here.
 * Fidelity: simplified: no probes
 */
#ifndef KTEST_LINUX_KPROBES_H
#define KTEST_LINUX_KPROBES_H
#include <ktest/open.h>

#include <linux/compiler.h>

#define NOKPROBE_SYMBOL(fname)
#define __kprobes
#define nokprobe_inline __always_inline

#include <ktest/close.h>
#endif

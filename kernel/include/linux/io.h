/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Leads to asm/io.h.
 * Fidelity: simplified: no device memory and no ports
 */
#ifndef KTEST_LINUX_IO_H
#define KTEST_LINUX_IO_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/types.h>
#include <asm/io.h>
#include <asm/page.h>

#include <ktest/close.h>
#endif

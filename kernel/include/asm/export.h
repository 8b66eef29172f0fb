/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Exports of assembler files: in one program, every global is.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_EXPORT_H
#define KTEST_ASM_EXPORT_H
#include <ktest/open.h>

#include <linux/linkage.h>

#include <ktest/close.h>
#endif

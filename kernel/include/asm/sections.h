/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Bounds of the program's sections.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_SECTIONS_H
#define KTEST_ASM_SECTIONS_H
#include <ktest/open.h>

#include <linux/compiler.h>

extern char etext[], edata[], end[];
extern char __executable_start[];
#define _etext etext
#define _edata edata
#define _end end
#define _stext __executable_start
#define _text __executable_start

#include <ktest/close.h>
#endif

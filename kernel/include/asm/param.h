/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Ticks a second.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_PARAM_H
#define KTEST_ASM_PARAM_H
#include <ktest/open.h>

#include <generated/autoconf.h>

#define HZ CONFIG_HZ
#define USER_HZ 100
#ifndef EXEC_PAGESIZE
#define EXEC_PAGESIZE 4096
#endif
#ifndef NOGROUP
#define NOGROUP (-1)
#endif
#ifndef MAXHOSTNAMELEN
#define MAXHOSTNAMELEN 64
#endif

#include <ktest/close.h>
#endif

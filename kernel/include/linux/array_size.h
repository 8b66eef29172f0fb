/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * How many elements an array has.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_ARRAY_SIZE_H
#define KTEST_LINUX_ARRAY_SIZE_H
#include <ktest/open.h>

#include <linux/compiler.h>

#define ARRAY_SIZE(arr) (sizeof(arr) / sizeof((arr)[0]) + __must_be_array(arr))

#include <ktest/close.h>
#endif

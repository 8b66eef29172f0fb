/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_BYTEORDER_GENERIC_H
#define KTEST_LINUX_BYTEORDER_GENERIC_H

#include <asm/byteorder.h>

#endif

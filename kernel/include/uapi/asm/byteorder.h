/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_UAPI_ASM_BYTEORDER_H
#define KTEST_UAPI_ASM_BYTEORDER_H

#include <asm/byteorder.h>

#endif

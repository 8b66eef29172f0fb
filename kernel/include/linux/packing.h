/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Numbers in fields of bits, in a buffer whose bytes are in one of eight orders.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PACKING_H
#define KTEST_LINUX_PACKING_H
#include <ktest/open.h>

#include <linux/array_size.h>
#include <linux/bitops.h>
#include <linux/build_bug.h>
#include <linux/minmax.h>
#include <linux/stddef.h>
#include <linux/types.h>

#define QUIRK_MSB_ON_THE_RIGHT BIT(0)
#define QUIRK_LITTLE_ENDIAN BIT(1)
#define QUIRK_LSW32_IS_FIRST BIT(2)

enum packing_op { PACK, UNPACK };

/* Bits startbit to endbit (startbit >= endbit). Errors: -EINVAL, -ERANGE (over 64 bits, or *uval does not fit). */
KTEST_FN int packing(void *pbuf, u64 *uval, int startbit, int endbit, size_t pbuflen, enum packing_op op, u8 quirks);

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * For tests: the files that request_firmware() finds. There are none until a test gives them.
 *
 *	KUNIT_ASSERT_EQ(test, ktest_firmware_add("acme/card.bin", image, sizeof(image)), 0);
 */
#ifndef KTEST_FIRMWARE_H
#define KTEST_FIRMWARE_H
#include <ktest/open.h>

#include <linux/types.h>

#ifdef KTEST_HOSTED
/* Copies the data; a file of the same name is replaced. 0 or -ENOMEM. */
int ktest_firmware_add(const char *name, const void *data, size_t size);
void ktest_firmware_remove(const char *name);
#endif

#include <ktest/close.h>
#endif

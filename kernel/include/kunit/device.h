/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Devices for tests.
 * Fidelity: simplified: without a driver; see linux/device.h
 */
#ifndef KTEST_KUNIT_DEVICE_H
#define KTEST_KUNIT_DEVICE_H

#include <kunit/test.h>

struct device;
struct device *kunit_device_register(struct kunit *test, const char *name);
void kunit_device_unregister(struct kunit *test, struct device *dev);

#endif

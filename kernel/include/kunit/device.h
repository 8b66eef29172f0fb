/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Devices and drivers for tests. A device is bound to its driver as long as it is registered;
 * one that fails to probe stays, unbound.
 * Fidelity: simplified: no bus; see linux/device.h
 */
#ifndef KTEST_KUNIT_DEVICE_H
#define KTEST_KUNIT_DEVICE_H

#include <kunit/test.h>

struct device;
struct device_driver;
/* A driver that goes with the test; its functions may be set afterwards. An error pointer on failure. */
struct device_driver *kunit_driver_create(struct kunit *test, const char *name);
/* With a driver of its own that does nothing. */
struct device *kunit_device_register(struct kunit *test, const char *name);
struct device *kunit_device_register_with_driver(struct kunit *test, const char *name,
						 const struct device_driver *drv);
void kunit_device_unregister(struct kunit *test, struct device *dev);

#endif

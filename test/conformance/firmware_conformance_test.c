// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Firmware that is there, or is not. */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/firmware.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/string.h>
#include "firmware_fixture.h"

static const u8 image[] = "0123456789";

static struct device *device_of(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "conform-card");

	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	return dev;
}

static void there_is_none(struct kunit *test)
{
	const struct firmware *fw = (void *)image;
	struct device *dev = device_of(test);
	char buf[4];

	KUNIT_EXPECT_EQ(test, request_firmware(&fw, "conform/none.bin", dev), -ENOENT);
	KUNIT_EXPECT_NULL(test, fw);
	KUNIT_EXPECT_EQ(test, firmware_request_nowarn(&fw, "conform-none.bin", dev), -ENOENT);
	KUNIT_EXPECT_EQ(test, request_firmware_direct(&fw, "conform-none.bin", dev), -ENOENT);
	KUNIT_EXPECT_EQ(test, firmware_request_platform(&fw, "conform-none.bin", dev), -ENOENT);
	KUNIT_EXPECT_EQ(test, request_firmware_into_buf(&fw, "conform-none.bin", dev, buf, 4), -ENOENT);
	KUNIT_EXPECT_EQ(test, request_partial_firmware_into_buf(&fw, "conform-none.bin", dev, buf, 4, 2), -ENOENT);
	release_firmware(NULL);
}

static void names(struct kunit *test)
{
	static const char *const bad[] = { "", "..", "../x", "a/../x", "a/.." };
	const struct firmware *fw = (void *)image;
	struct device *dev = device_of(test);
	int i;

	KUNIT_EXPECT_EQ(test, request_firmware(NULL, "x", dev), -EINVAL);
	KUNIT_EXPECT_EQ(test, request_firmware(&fw, NULL, dev), -EINVAL);
	KUNIT_EXPECT_NULL(test, fw);
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ(test, request_firmware(&fw, bad[i], dev), -EINVAL);
	KUNIT_EXPECT_EQ(test, request_firmware_direct(&fw, "conform..none", dev), -ENOENT);
	KUNIT_EXPECT_EQ(test, request_firmware_direct(&fw, "...", dev), -ENOENT);
}

static void files(struct kunit *test)
{
	const struct firmware *fw, *again;
	struct device *dev = device_of(test);
	char buf[16];

	firmware_give(test, "conform.bin", image, 10);
	KUNIT_ASSERT_EQ(test, request_firmware(&fw, "conform.bin", dev), 0);
	KUNIT_EXPECT_EQ(test, fw->size, 10);
	KUNIT_EXPECT_EQ(test, memcmp(fw->data, image, 10), 0);
	/* The same image as long as somebody holds it. */
	KUNIT_ASSERT_EQ(test, firmware_request_nowarn(&again, "conform.bin", dev), 0);
	KUNIT_EXPECT_PTR_EQ(test, again->data, fw->data);
	KUNIT_EXPECT_PTR_NE(test, again, fw);
	release_firmware(fw);
	KUNIT_EXPECT_EQ(test, again->data[9], '9');
	release_firmware(again);
	KUNIT_ASSERT_EQ(test, request_firmware_direct(&fw, "conform.bin", NULL), 0);
	release_firmware(fw);
	KUNIT_EXPECT_EQ(test, firmware_request_cache(dev, "conform.bin"), 0);

	firmware_give(test, "conform2.bin", image, 10);
	memset(buf, 0, sizeof(buf));
	KUNIT_ASSERT_EQ(test, request_firmware_into_buf(&fw, "conform2.bin", dev, buf, 16), 0);
	KUNIT_EXPECT_PTR_EQ(test, fw->data, (const u8 *)buf);
	KUNIT_EXPECT_EQ(test, fw->size, 10);
	KUNIT_EXPECT_STREQ(test, (const char *)buf, "0123456789");
	release_firmware(fw);
	KUNIT_EXPECT_EQ(test, request_firmware_into_buf(&fw, "conform2.bin", dev, buf, 9), -EFBIG);
	KUNIT_EXPECT_NULL(test, fw);

	memset(buf, 0, sizeof(buf));
	KUNIT_ASSERT_EQ(test, request_partial_firmware_into_buf(&fw, "conform2.bin", dev, buf, 4, 3), 0);
	KUNIT_EXPECT_EQ(test, fw->size, 4);
	KUNIT_EXPECT_STREQ(test, (const char *)buf, "3456");
	release_firmware(fw);
	KUNIT_ASSERT_EQ(test, request_partial_firmware_into_buf(&fw, "conform2.bin", dev, buf, 16, 8), 0);
	KUNIT_EXPECT_EQ(test, fw->size, 2);
	release_firmware(fw);
	KUNIT_EXPECT_EQ(test, request_partial_firmware_into_buf(&fw, "conform2.bin", dev, NULL, 4, 0), -ENOMEM);

	firmware_give(test, "conform-empty.bin", image, 0);
	KUNIT_EXPECT_EQ(test, request_firmware(&fw, "conform-empty.bin", dev), -EINVAL);
}

struct later { struct completion done; const struct firmware *fw; };

static void have(const struct firmware *fw, void *context)
{
	struct later *later = context;

	later->fw = fw;
	complete(&later->done);
}

static void later(struct kunit *test)
{
	struct later l = { .fw = (void *)image };
	struct device *dev = device_of(test);

	init_completion(&l.done);
	firmware_give(test, "conform3.bin", image, 10);
	KUNIT_ASSERT_EQ(test, request_firmware_nowait(THIS_MODULE, true, "conform3.bin", dev, GFP_KERNEL, &l, have), 0);
	KUNIT_ASSERT_NE(test, wait_for_completion_timeout(&l.done, 30 * HZ), 0ul);
	KUNIT_ASSERT_NOT_NULL(test, l.fw);
	KUNIT_EXPECT_EQ(test, l.fw->size, 10);
	release_firmware(l.fw);
	KUNIT_ASSERT_EQ(test, firmware_request_nowait_nowarn(THIS_MODULE, "conform-none.bin", dev, GFP_KERNEL, &l, have), 0);
	KUNIT_ASSERT_NE(test, wait_for_completion_timeout(&l.done, 30 * HZ), 0ul);
	KUNIT_EXPECT_NULL(test, l.fw);
}

static struct kunit_case firmware_cases[] = {
	KUNIT_CASE(there_is_none),
	KUNIT_CASE(names),
	KUNIT_CASE(files),
	KUNIT_CASE(later),
	{}
};

static struct kunit_suite firmware_suite = {
	.name = "conformance-firmware",
	.test_cases = firmware_cases,
};
kunit_test_suite(firmware_suite);
MODULE_LICENSE("GPL");

// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/hid.h>
#include <linux/module.h>

static const struct hid_device_id devices[] = {
	{ HID_USB_DEVICE(0x1234, 0x5678) },
	{ }
};
MODULE_DEVICE_TABLE(hid, devices);

static int khid_probe(struct hid_device *hid, const struct hid_device_id *id)
{
	int err = hid_parse(hid);

	return err ?: hid_hw_start(hid, HID_CONNECT_DEFAULT);
}

static int khid_raw_event(struct hid_device *hid, struct hid_report *report, u8 *data, int size)
{
	return size && data[0] == 0xff ? -1 : 0;
}

static struct hid_driver khid_driver = {
	.name = "khid",
	.id_table = devices,
	.probe = khid_probe,
	.raw_event = khid_raw_event,
};

module_hid_driver(khid_driver);
MODULE_LICENSE("GPL");

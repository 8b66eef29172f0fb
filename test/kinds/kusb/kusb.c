// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include <linux/usb.h>

static int kusb_probe(struct usb_interface *interface, const struct usb_device_id *id)
{
	dev_info(&interface->dev, "%04x:%04x\n", id->idVendor, id->idProduct);
	return 0;
}

static void kusb_disconnect(struct usb_interface *interface)
{
}

static const struct usb_device_id devices[] = {
	{ USB_DEVICE(0x1234, 0x5678) },
	{ }
};
MODULE_DEVICE_TABLE(usb, devices);

static struct usb_driver kusb_driver = {
	.name = "kusb",
	.probe = kusb_probe,
	.disconnect = kusb_disconnect,
	.id_table = devices,
};

module_usb_driver(kusb_driver);
MODULE_LICENSE("GPL");

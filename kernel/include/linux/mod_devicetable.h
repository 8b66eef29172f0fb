/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The entries of drivers' tables of devices, which MODULE_DEVICE_TABLE() names. An entry of zeroes ends a table.
 * Fidelity: faithful layout; of the buses that most drivers are for. No bus is emulated: a test walks the table itself, or
 * runs with a tree's headers
 */
#ifndef KTEST_LINUX_MOD_DEVICETABLE_H
#define KTEST_LINUX_MOD_DEVICETABLE_H
#include <ktest/open.h>

#include <linux/types.h>
#include <linux/uuid.h>
#include <asm/bitsperlong.h>

#ifdef __cplusplus
#define KTEST_CLASS class_
#else
#define KTEST_CLASS class
#endif

typedef unsigned long kernel_ulong_t;

#define PCI_ANY_ID (~0)
enum { PCI_ID_F_VFIO_DRIVER_OVERRIDE = 1 };
struct pci_device_id {
	__u32 vendor, device, subvendor, subdevice;	/* PCI_ANY_ID: any */
	__u32 KTEST_CLASS, class_mask;
	kernel_ulong_t driver_data;
	__u32 override_only;
};

/* match_flags say which members count. */
struct usb_device_id {
	__u16 match_flags;
	__u16 idVendor, idProduct;
	__u16 bcdDevice_lo, bcdDevice_hi;
	__u8 bDeviceClass, bDeviceSubClass, bDeviceProtocol;
	__u8 bInterfaceClass, bInterfaceSubClass, bInterfaceProtocol, bInterfaceNumber;
	kernel_ulong_t driver_info __attribute__((__aligned__(sizeof(kernel_ulong_t))));
};
#define USB_DEVICE_ID_MATCH_VENDOR 0x001
#define USB_DEVICE_ID_MATCH_PRODUCT 0x002
#define USB_DEVICE_ID_MATCH_DEV_LO 0x004
#define USB_DEVICE_ID_MATCH_DEV_HI 0x008
#define USB_DEVICE_ID_MATCH_DEV_CLASS 0x010
#define USB_DEVICE_ID_MATCH_DEV_SUBCLASS 0x020
#define USB_DEVICE_ID_MATCH_DEV_PROTOCOL 0x040
#define USB_DEVICE_ID_MATCH_INT_CLASS 0x080
#define USB_DEVICE_ID_MATCH_INT_SUBCLASS 0x100
#define USB_DEVICE_ID_MATCH_INT_PROTOCOL 0x200
#define USB_DEVICE_ID_MATCH_INT_NUMBER 0x400

#define HID_ANY_ID (~0)
#define HID_BUS_ANY 0xffff
#define HID_GROUP_ANY 0x0000
struct hid_device_id {
	__u16 bus, group;
	__u32 vendor, product;
	kernel_ulong_t driver_data;
};

#define ACPI_ID_LEN 16
struct acpi_device_id {
	__u8 id[ACPI_ID_LEN];
	kernel_ulong_t driver_data;
	__u32 cls, cls_msk;
};
#define ACPI_DEVICE_CLASS(_cls, _msk) .cls = (_cls), .cls_msk = (_msk),

#define PNP_ID_LEN 8
#define PNP_MAX_DEVICES 8
struct pnp_device_id {
	__u8 id[PNP_ID_LEN];
	kernel_ulong_t driver_data;
};

struct of_device_id {
	char name[32], type[32], compatible[128];
	const void *data;
};

#define PLATFORM_NAME_SIZE 20
#define PLATFORM_MODULE_PREFIX "platform:"
struct platform_device_id {
	char name[PLATFORM_NAME_SIZE];
	kernel_ulong_t driver_data;
};

#define I2C_NAME_SIZE 20
#define I2C_MODULE_PREFIX "i2c:"
struct i2c_device_id {
	char name[I2C_NAME_SIZE];
	kernel_ulong_t driver_data;
};

#define I3C_MATCH_DCR 0x1
#define I3C_MATCH_MANUF 0x2
#define I3C_MATCH_PART 0x4
#define I3C_MATCH_EXTRA_INFO 0x8
struct i3c_device_id {
	__u8 match_flags, dcr;
	__u16 manuf_id, part_id, extra_info;
	const void *data;
};

#define SPI_NAME_SIZE 32
#define SPI_MODULE_PREFIX "spi:"
struct spi_device_id {
	char name[SPI_NAME_SIZE];
	kernel_ulong_t driver_data;
};

#define SPMI_NAME_SIZE 32
#define SPMI_MODULE_PREFIX "spmi:"
struct spmi_device_id {
	char name[SPMI_NAME_SIZE];
	kernel_ulong_t driver_data;
};

#define AUXILIARY_NAME_SIZE 32
#define AUXILIARY_MODULE_PREFIX "auxiliary:"
struct auxiliary_device_id {
	char name[AUXILIARY_NAME_SIZE];
	kernel_ulong_t driver_data;
};

#define RPMSG_NAME_SIZE 32
#define RPMSG_DEVICE_MODALIAS_FMT "rpmsg:%s"
struct rpmsg_device_id {
	char name[RPMSG_NAME_SIZE];
	kernel_ulong_t driver_data;
};

#define MDIO_NAME_SIZE 32
#define MDIO_MODULE_PREFIX "mdio:"
struct mdio_device_id {
	__u32 phy_id, phy_id_mask;
};

#define SDIO_ANY_ID (~0)
struct sdio_device_id {
	__u8 KTEST_CLASS;
	__u16 vendor, device;
	kernel_ulong_t driver_data;
};

#define SERIO_ANY 0xff
struct serio_device_id {
	__u8 type, extra, id, proto;
};

#define VIRTIO_DEV_ANY_ID 0xffffffff
struct virtio_device_id {
	__u32 device, vendor;
};

struct hv_vmbus_device_id {
	guid_t guid;
	kernel_ulong_t driver_data;
};
struct tee_client_device_id {
	uuid_t uuid;
};
#define WMI_MODULE_PREFIX "wmi:"
struct wmi_device_id {
	const char guid_string[UUID_STRING_LEN + 1];
	const void *context;
};

struct amba_id {
	unsigned int id, mask;
	void *data;
};
struct x86_cpu_id {
	__u16 vendor, family, model, steppings, feature, flags;
	kernel_ulong_t driver_data;
};
#define x86cpu_device_id x86_cpu_id
#define X86_VENDOR_ANY 0xffff
#define X86_FAMILY_ANY 0
#define X86_MODEL_ANY 0
#define X86_STEPPING_ANY 0
#define X86_FEATURE_ANY 0
struct cpu_feature {
	__u16 feature;
};

/* The largest number of each kind of event, and what flags say is compared. */
#define INPUT_DEVICE_ID_EV_MAX 0x1f
#define INPUT_DEVICE_ID_KEY_MIN_INTERESTING 0x71
#define INPUT_DEVICE_ID_KEY_MAX 0x2ff
#define INPUT_DEVICE_ID_REL_MAX 0x0f
#define INPUT_DEVICE_ID_ABS_MAX 0x3f
#define INPUT_DEVICE_ID_MSC_MAX 0x07
#define INPUT_DEVICE_ID_LED_MAX 0x0f
#define INPUT_DEVICE_ID_SND_MAX 0x07
#define INPUT_DEVICE_ID_FF_MAX 0x7f
#define INPUT_DEVICE_ID_SW_MAX 0x10
#define INPUT_DEVICE_ID_PROP_MAX 0x1f
#define INPUT_DEVICE_ID_MATCH_BUS 0x0001
#define INPUT_DEVICE_ID_MATCH_VENDOR 0x0002
#define INPUT_DEVICE_ID_MATCH_PRODUCT 0x0004
#define INPUT_DEVICE_ID_MATCH_VERSION 0x0008
#define INPUT_DEVICE_ID_MATCH_EVBIT 0x0010
#define INPUT_DEVICE_ID_MATCH_KEYBIT 0x0020
#define INPUT_DEVICE_ID_MATCH_RELBIT 0x0040
#define INPUT_DEVICE_ID_MATCH_ABSBIT 0x0080
#define INPUT_DEVICE_ID_MATCH_MSCIT 0x0100
#define INPUT_DEVICE_ID_MATCH_LEDBIT 0x0200
#define INPUT_DEVICE_ID_MATCH_SNDBIT 0x0400
#define INPUT_DEVICE_ID_MATCH_FFBIT 0x0800
#define INPUT_DEVICE_ID_MATCH_SWBIT 0x1000
#define INPUT_DEVICE_ID_MATCH_PROPBIT 0x2000
#define KTEST_INPUT_BITS(name, kind) kernel_ulong_t name[INPUT_DEVICE_ID_##kind##_MAX / BITS_PER_LONG + 1]
struct input_device_id {
	kernel_ulong_t flags;
	__u16 bustype, vendor, product, version;
	KTEST_INPUT_BITS(evbit, EV);
	KTEST_INPUT_BITS(keybit, KEY);
	KTEST_INPUT_BITS(relbit, REL);
	KTEST_INPUT_BITS(absbit, ABS);
	KTEST_INPUT_BITS(mscbit, MSC);
	KTEST_INPUT_BITS(ledbit, LED);
	KTEST_INPUT_BITS(sndbit, SND);
	KTEST_INPUT_BITS(ffbit, FF);
	KTEST_INPUT_BITS(swbit, SW);
	KTEST_INPUT_BITS(propbit, PROP);
	kernel_ulong_t driver_info;
};

/* What the firmware says of the machine. */
enum dmi_field {
	DMI_NONE,
	DMI_BIOS_VENDOR,
	DMI_BIOS_VERSION,
	DMI_BIOS_DATE,
	DMI_BIOS_RELEASE,
	DMI_EC_FIRMWARE_RELEASE,
	DMI_SYS_VENDOR,
	DMI_PRODUCT_NAME,
	DMI_PRODUCT_VERSION,
	DMI_PRODUCT_SERIAL,
	DMI_PRODUCT_UUID,
	DMI_PRODUCT_SKU,
	DMI_PRODUCT_FAMILY,
	DMI_BOARD_VENDOR,
	DMI_BOARD_NAME,
	DMI_BOARD_VERSION,
	DMI_BOARD_SERIAL,
	DMI_BOARD_ASSET_TAG,
	DMI_CHASSIS_VENDOR,
	DMI_CHASSIS_TYPE,
	DMI_CHASSIS_VERSION,
	DMI_CHASSIS_SERIAL,
	DMI_CHASSIS_ASSET_TAG,
	DMI_STRING_MAX,
	DMI_OEM_STRING
};
struct dmi_strmatch {
	unsigned char slot : 7;
	unsigned char exact_match : 1;
	char substr[79];
};
struct dmi_system_id {
	int (*callback)(const struct dmi_system_id *);
	const char *ident;
	struct dmi_strmatch matches[4];
	void *driver_data;
};
#define dmi_device_id dmi_system_id
#define DMI_MATCH(a, b) { .slot = (a), .substr = b }
#define DMI_EXACT_MATCH(a, b) { .slot = (a), .exact_match = 1, .substr = b }

#include <ktest/close.h>
#endif

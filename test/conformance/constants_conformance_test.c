// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Numbers that user space and other machines know: they are the same in every kernel for x86-64. */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/kern_levels.h>
#include <linux/limits.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/sizes.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/units.h>

struct number {
	const char *name;
	long long value, expected;
};

#define NUMBER(name, expected) { #name, (long long)(name), (long long)(expected) }

static void expect_numbers(struct kunit *test, const struct number *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		KUNIT_EXPECT_EQ_MSG(test, numbers[i].value, numbers[i].expected, "%s",
				    numbers[i].name);
}

static void errors_of_user_space(struct kunit *test)
{
	static const struct number numbers[] = {
		NUMBER(EPERM, 1), NUMBER(ENOENT, 2), NUMBER(ESRCH, 3), NUMBER(EINTR, 4),
		NUMBER(EIO, 5), NUMBER(ENXIO, 6), NUMBER(E2BIG, 7), NUMBER(ENOEXEC, 8),
		NUMBER(EBADF, 9), NUMBER(ECHILD, 10), NUMBER(EAGAIN, 11), NUMBER(ENOMEM, 12),
		NUMBER(EACCES, 13), NUMBER(EFAULT, 14), NUMBER(ENOTBLK, 15), NUMBER(EBUSY, 16),
		NUMBER(EEXIST, 17), NUMBER(EXDEV, 18), NUMBER(ENODEV, 19), NUMBER(ENOTDIR, 20),
		NUMBER(EISDIR, 21), NUMBER(EINVAL, 22), NUMBER(ENFILE, 23), NUMBER(EMFILE, 24),
		NUMBER(ENOTTY, 25), NUMBER(ETXTBSY, 26), NUMBER(EFBIG, 27), NUMBER(ENOSPC, 28),
		NUMBER(ESPIPE, 29), NUMBER(EROFS, 30), NUMBER(EMLINK, 31), NUMBER(EPIPE, 32),
		NUMBER(EDOM, 33), NUMBER(ERANGE, 34), NUMBER(EDEADLK, 35), NUMBER(ENAMETOOLONG, 36),
		NUMBER(ENOLCK, 37), NUMBER(ENOSYS, 38), NUMBER(ENOTEMPTY, 39), NUMBER(ELOOP, 40),
		NUMBER(EWOULDBLOCK, 11), NUMBER(ENOMSG, 42), NUMBER(EIDRM, 43), NUMBER(ECHRNG, 44),
		NUMBER(EL2NSYNC, 45), NUMBER(EL3HLT, 46), NUMBER(EL3RST, 47), NUMBER(ELNRNG, 48),
		NUMBER(EUNATCH, 49), NUMBER(ENOCSI, 50), NUMBER(EL2HLT, 51), NUMBER(EBADE, 52),
		NUMBER(EBADR, 53), NUMBER(EXFULL, 54), NUMBER(ENOANO, 55), NUMBER(EBADRQC, 56),
		NUMBER(EBADSLT, 57), NUMBER(EDEADLOCK, 35), NUMBER(EBFONT, 59), NUMBER(ENOSTR, 60),
		NUMBER(ENODATA, 61), NUMBER(ETIME, 62), NUMBER(ENOSR, 63), NUMBER(ENONET, 64),
		NUMBER(ENOPKG, 65), NUMBER(EREMOTE, 66), NUMBER(ENOLINK, 67), NUMBER(EADV, 68),
		NUMBER(ESRMNT, 69), NUMBER(ECOMM, 70), NUMBER(EPROTO, 71), NUMBER(EMULTIHOP, 72),
		NUMBER(EDOTDOT, 73), NUMBER(EBADMSG, 74), NUMBER(EOVERFLOW, 75), NUMBER(ENOTUNIQ, 76),
		NUMBER(EBADFD, 77), NUMBER(EREMCHG, 78), NUMBER(ELIBACC, 79), NUMBER(ELIBBAD, 80),
		NUMBER(ELIBSCN, 81), NUMBER(ELIBMAX, 82), NUMBER(ELIBEXEC, 83), NUMBER(EILSEQ, 84),
		NUMBER(ERESTART, 85), NUMBER(ESTRPIPE, 86), NUMBER(EUSERS, 87), NUMBER(ENOTSOCK, 88),
		NUMBER(EDESTADDRREQ, 89), NUMBER(EMSGSIZE, 90), NUMBER(EPROTOTYPE, 91),
		NUMBER(ENOPROTOOPT, 92), NUMBER(EPROTONOSUPPORT, 93), NUMBER(ESOCKTNOSUPPORT, 94),
		NUMBER(EOPNOTSUPP, 95), NUMBER(EPFNOSUPPORT, 96), NUMBER(EAFNOSUPPORT, 97),
		NUMBER(EADDRINUSE, 98), NUMBER(EADDRNOTAVAIL, 99), NUMBER(ENETDOWN, 100),
		NUMBER(ENETUNREACH, 101), NUMBER(ENETRESET, 102), NUMBER(ECONNABORTED, 103),
		NUMBER(ECONNRESET, 104), NUMBER(ENOBUFS, 105), NUMBER(EISCONN, 106),
		NUMBER(ENOTCONN, 107), NUMBER(ESHUTDOWN, 108), NUMBER(ETOOMANYREFS, 109),
		NUMBER(ETIMEDOUT, 110), NUMBER(ECONNREFUSED, 111), NUMBER(EHOSTDOWN, 112),
		NUMBER(EHOSTUNREACH, 113), NUMBER(EALREADY, 114), NUMBER(EINPROGRESS, 115),
		NUMBER(ESTALE, 116), NUMBER(EUCLEAN, 117), NUMBER(ENOTNAM, 118), NUMBER(ENAVAIL, 119),
		NUMBER(EISNAM, 120), NUMBER(EREMOTEIO, 121), NUMBER(EDQUOT, 122), NUMBER(ENOMEDIUM, 123),
		NUMBER(EMEDIUMTYPE, 124), NUMBER(ECANCELED, 125), NUMBER(ENOKEY, 126),
		NUMBER(EKEYEXPIRED, 127), NUMBER(EKEYREVOKED, 128), NUMBER(EKEYREJECTED, 129),
		NUMBER(EOWNERDEAD, 130), NUMBER(ENOTRECOVERABLE, 131), NUMBER(ERFKILL, 132),
		NUMBER(EHWPOISON, 133),
	};

	expect_numbers(test, numbers, ARRAY_SIZE(numbers));
}

static void errors_of_the_kernel(struct kunit *test)
{
	static const struct number numbers[] = {
		NUMBER(ERESTARTSYS, 512), NUMBER(ERESTARTNOINTR, 513), NUMBER(ERESTARTNOHAND, 514),
		NUMBER(ENOIOCTLCMD, 515), NUMBER(ERESTART_RESTARTBLOCK, 516), NUMBER(EPROBE_DEFER, 517),
		NUMBER(EOPENSTALE, 518), NUMBER(ENOPARAM, 519), NUMBER(EBADHANDLE, 521),
		NUMBER(ENOTSYNC, 522), NUMBER(EBADCOOKIE, 523), NUMBER(ENOTSUPP, 524),
		NUMBER(ETOOSMALL, 525), NUMBER(ESERVERFAULT, 526), NUMBER(EBADTYPE, 527),
		NUMBER(EJUKEBOX, 528), NUMBER(EIOCBQUEUED, 529), NUMBER(ERECALLCONFLICT, 530),
		NUMBER(ENOGRACE, 531),
	};

	expect_numbers(test, numbers, ARRAY_SIZE(numbers));
}

static void sizes(struct kunit *test)
{
	static const unsigned long long each[] = {
		SZ_1, SZ_2, SZ_4, SZ_8, SZ_16, SZ_32, SZ_64, SZ_128, SZ_256, SZ_512,
		SZ_1K, SZ_2K, SZ_4K, SZ_8K, SZ_16K, SZ_32K, SZ_64K, SZ_128K, SZ_256K, SZ_512K,
		SZ_1M, SZ_2M, SZ_4M, SZ_8M, SZ_16M, SZ_32M, SZ_64M, SZ_128M, SZ_256M, SZ_512M,
		SZ_1G, SZ_2G, SZ_4G, SZ_8G, SZ_16G, SZ_32G, SZ_64G, SZ_128G, SZ_256G, SZ_512G,
		SZ_1T, SZ_2T, SZ_4T, SZ_8T, SZ_16T, SZ_32T, SZ_64T,
	};

	for (size_t i = 0; i < ARRAY_SIZE(each); i++)
		KUNIT_EXPECT_EQ(test, each[i], 1ULL << i);
}

static void limits(struct kunit *test)
{
	static const struct number numbers[] = {
		NUMBER(U8_MAX, 255), NUMBER(S8_MAX, 127), NUMBER(S8_MIN, -128),
		NUMBER(U16_MAX, 65535), NUMBER(S16_MAX, 32767), NUMBER(S16_MIN, -32768),
		NUMBER(U32_MAX, 4294967295LL), NUMBER(U32_MIN, 0), NUMBER(S32_MAX, 2147483647),
		NUMBER(S32_MIN, -2147483648LL), NUMBER(S64_MAX, 0x7fffffffffffffffLL),
		NUMBER(S64_MIN, -0x7fffffffffffffffLL - 1), NUMBER(U64_MAX, -1),
		NUMBER(USHRT_MAX, 65535), NUMBER(SHRT_MAX, 32767), NUMBER(SHRT_MIN, -32768),
		NUMBER(UINT_MAX, 4294967295LL), NUMBER(INT_MAX, 2147483647),
		NUMBER(INT_MIN, -2147483648LL), NUMBER(ULONG_MAX, -1),
		NUMBER(LONG_MAX, 0x7fffffffffffffffLL), NUMBER(LONG_MIN, -0x7fffffffffffffffLL - 1),
		NUMBER(ULLONG_MAX, -1), NUMBER(LLONG_MAX, 0x7fffffffffffffffLL),
		NUMBER(LLONG_MIN, -0x7fffffffffffffffLL - 1), NUMBER(SIZE_MAX, -1),
		NUMBER(SSIZE_MAX, 0x7fffffffffffffffLL), NUMBER(UINTPTR_MAX, -1),
		NUMBER(PHYS_ADDR_MAX, -1), NUMBER(RESOURCE_SIZE_MAX, -1),
		NUMBER(NAME_MAX, 255), NUMBER(PATH_MAX, 4096), NUMBER(PIPE_BUF, 4096),
		NUMBER(ARG_MAX, 131072), NUMBER(LINK_MAX, 127), NUMBER(MAX_CANON, 255),
		NUMBER(MAX_INPUT, 255), NUMBER(NGROUPS_MAX, 65536),
		NUMBER(RTSIG_MAX, 32), NUMBER(XATTR_NAME_MAX, 255), NUMBER(XATTR_SIZE_MAX, 65536),
		NUMBER(XATTR_LIST_MAX, 65536),
	};

	expect_numbers(test, numbers, ARRAY_SIZE(numbers));
}

static void file_modes(struct kunit *test)
{
	static const struct number numbers[] = {
		NUMBER(S_IFMT, 0170000), NUMBER(S_IFSOCK, 0140000), NUMBER(S_IFLNK, 0120000),
		NUMBER(S_IFREG, 0100000), NUMBER(S_IFBLK, 0060000), NUMBER(S_IFDIR, 0040000),
		NUMBER(S_IFCHR, 0020000), NUMBER(S_IFIFO, 0010000), NUMBER(S_ISUID, 04000),
		NUMBER(S_ISGID, 02000), NUMBER(S_ISVTX, 01000), NUMBER(S_IRWXU, 0700),
		NUMBER(S_IRUSR, 0400), NUMBER(S_IWUSR, 0200), NUMBER(S_IXUSR, 0100),
		NUMBER(S_IRWXG, 070), NUMBER(S_IRGRP, 040), NUMBER(S_IWGRP, 020), NUMBER(S_IXGRP, 010),
		NUMBER(S_IRWXO, 07), NUMBER(S_IROTH, 04), NUMBER(S_IWOTH, 02), NUMBER(S_IXOTH, 01),
		NUMBER(S_IRWXUGO, 0777), NUMBER(S_IALLUGO, 07777), NUMBER(S_IRUGO, 0444),
		NUMBER(S_IWUGO, 0222), NUMBER(S_IXUGO, 0111),
		NUMBER(S_ISREG(0100644), 1), NUMBER(S_ISREG(0040755), 0), NUMBER(S_ISDIR(0040755), 1),
		NUMBER(S_ISLNK(0120777), 1), NUMBER(S_ISCHR(0020600), 1), NUMBER(S_ISBLK(0060600), 1),
		NUMBER(S_ISFIFO(0010600), 1), NUMBER(S_ISSOCK(0140600), 1), NUMBER(S_ISSOCK(0100600), 0),
	};

	expect_numbers(test, numbers, ARRAY_SIZE(numbers));
}

static void levels_of_messages(struct kunit *test)
{
	const struct number numbers[] = {
		NUMBER(LOGLEVEL_EMERG, 0), NUMBER(LOGLEVEL_ALERT, 1), NUMBER(LOGLEVEL_CRIT, 2),
		NUMBER(LOGLEVEL_ERR, 3), NUMBER(LOGLEVEL_WARNING, 4), NUMBER(LOGLEVEL_NOTICE, 5),
		NUMBER(LOGLEVEL_INFO, 6), NUMBER(LOGLEVEL_DEBUG, 7), NUMBER(LOGLEVEL_DEFAULT, -1),
		NUMBER(LOGLEVEL_SCHED, -2), NUMBER(KERN_SOH_ASCII, 1),
		NUMBER(printk_get_level(KERN_ERR "x"), '3'), NUMBER(printk_get_level("x"), 0),
		NUMBER(printk_get_level(KERN_CONT "x"), 'c'),
	};

	expect_numbers(test, numbers, ARRAY_SIZE(numbers));
	KUNIT_EXPECT_STREQ(test, KERN_EMERG KERN_ALERT KERN_CRIT KERN_ERR, "\0010\0011\0012\0013");
	KUNIT_EXPECT_STREQ(test, KERN_WARNING KERN_NOTICE KERN_INFO KERN_DEBUG,
			   "\0014\0015\0016\0017");
	KUNIT_EXPECT_STREQ(test, KERN_DEFAULT, "");
	KUNIT_EXPECT_STREQ(test, KERN_SOH, "\001");
	KUNIT_EXPECT_STREQ(test, printk_skip_level(KERN_INFO "text"), "text");
}

static const struct of_device_id constants_of[] = { { .compatible = "ktest,one" }, { } };
MODULE_DEVICE_TABLE(of, constants_of);
static const struct pci_device_id constants_pci[] = {
	{ .vendor = 0x1234, .device = PCI_ANY_ID, .subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID, .driver_data = 7 },
	{ }
};
MODULE_DEVICE_TABLE(pci, constants_pci);

/* What tools read from a module's tables of devices. */
static void tables_of_devices(struct kunit *test)
{
	static const struct number numbers[] = {
		NUMBER(sizeof(struct of_device_id), 200),
		NUMBER(offsetof(struct of_device_id, compatible), 64),
		NUMBER(sizeof(struct pci_device_id), 40),
		NUMBER(offsetof(struct pci_device_id, driver_data), 24),
		NUMBER(sizeof(struct usb_device_id), 32),
		NUMBER(offsetof(struct usb_device_id, bInterfaceNumber), 16),
		NUMBER(sizeof(struct hid_device_id), 24),
		NUMBER(sizeof(struct acpi_device_id), 32),
		NUMBER(sizeof(struct pnp_device_id), 16),
		NUMBER(sizeof(struct platform_device_id), 32),
		NUMBER(offsetof(struct platform_device_id, driver_data), 24),
		NUMBER(sizeof(struct i2c_device_id), 32),
		NUMBER(sizeof(struct i3c_device_id), 16),
		NUMBER(sizeof(struct spi_device_id), 40),
		NUMBER(sizeof(struct auxiliary_device_id), 40),
		NUMBER(sizeof(struct mdio_device_id), 8),
		NUMBER(sizeof(struct sdio_device_id), 16),
		NUMBER(sizeof(struct serio_device_id), 4),
		NUMBER(sizeof(struct virtio_device_id), 8),
		NUMBER(sizeof(struct hv_vmbus_device_id), 24),
		NUMBER(sizeof(struct amba_id), 16),
		NUMBER(sizeof(struct x86_cpu_id), 24),
		NUMBER(sizeof(struct input_device_id), 16 + 8 * 23),
		NUMBER(offsetof(struct input_device_id, relbit), 16 + 8 * 13),
		NUMBER(sizeof(struct dmi_system_id), 16 + 4 * 80 + 8),
		NUMBER(DMI_BOARD_NAME, 14),
		NUMBER(DMI_OEM_STRING, 24),
	};
	const struct of_device_id *id;
	int n = 0;

	expect_numbers(test, numbers, ARRAY_SIZE(numbers));
	for (id = constants_of; id->compatible[0]; id++)
		n++;
	KUNIT_EXPECT_EQ(test, n, 1);
	KUNIT_EXPECT_EQ(test, constants_pci[0].device, 0xffffffffu);
}

static void units(struct kunit *test)
{
	static const struct number numbers[] = {
		NUMBER(KILO, 1000), NUMBER(PETA, 1000000000000000), NUMBER(FEMTO, 1000000000000000), NUMBER(CENTI, 100),
		NUMBER(HZ_PER_MHZ, 1000000), NUMBER(BYTES_PER_MBIT, 125000), NUMBER(MICROWATT_PER_WATT, 1000000),
	};

	expect_numbers(test, numbers, ARRAY_SIZE(numbers));
	KUNIT_EXPECT_EQ(test, kelvin_to_celsius(300), 27);
	KUNIT_EXPECT_EQ(test, celsius_to_kelvin(-40), 233);
	KUNIT_EXPECT_EQ(test, millicelsius_to_kelvin(26849), 300);
	KUNIT_EXPECT_EQ(test, millicelsius_to_kelvin(-300000), -27);
	KUNIT_EXPECT_EQ(test, deci_kelvin_to_celsius(2982), 25);
	KUNIT_EXPECT_EQ(test, celsius_to_deci_kelvin(25), 2982);
	KUNIT_EXPECT_EQ(test, millicelsius_to_deci_kelvin(25050), 2982);
	KUNIT_EXPECT_EQ(test, deci_kelvin_to_millicelsius(2982), 25050);
	KUNIT_EXPECT_EQ(test, kelvin_to_millicelsius(1), -272150);
	KUNIT_EXPECT_EQ(test, deci_kelvin_to_millicelsius_with_offset(2982, 273200), 25000);
}

static struct kunit_case constants_cases[] = {
	KUNIT_CASE(errors_of_user_space),
	KUNIT_CASE(errors_of_the_kernel),
	KUNIT_CASE(sizes),
	KUNIT_CASE(limits),
	KUNIT_CASE(file_modes),
	KUNIT_CASE(levels_of_messages),
	KUNIT_CASE(tables_of_devices),
	KUNIT_CASE(units),
	{}
};

static struct kunit_suite constants_suite = {
	.name = "conformance-constants",
	.test_cases = constants_cases,
};
kunit_test_suite(constants_suite);

MODULE_LICENSE("Dual MIT/GPL");

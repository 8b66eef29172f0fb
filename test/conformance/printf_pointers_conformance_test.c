// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Every extension of %p, with right and wrong letters after it, and with pointers that are none. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/rtc.h>
#include <linux/slab.h>
#include <linux/socket.h>
#include <linux/string.h>
#include <linux/time64.h>

/* The compiler must not look into the format. */
static int (*volatile print)(char *buf, size_t size, const char *fmt, ...) = snprintf;

struct pointer_row { const char *letters, *want; };

#define EXPECT_PRINTED(test, want, fmt, ...) \
	do { \
		char printed[256]; \
		int printed_len = print(printed, sizeof(printed), fmt, ##__VA_ARGS__); \
		KUNIT_EXPECT_STREQ_MSG(test, printed, want, "format %s", fmt); \
		KUNIT_EXPECT_EQ_MSG(test, printed_len, (int)strlen(want), "format %s", fmt); \
	} while (0)

static void expect_rows(struct kunit *test, const struct pointer_row *rows, size_t n, void *ptr)
{
	for (size_t i = 0; i < n; i++) {
		char fmt[32];

		snprintf(fmt, sizeof(fmt), "[%%p%s]", rows[i].letters);
		{
			char want[96];

			snprintf(want, sizeof(want), "[%s]", rows[i].want);
			EXPECT_PRINTED(test, want, fmt, ptr);
		}
	}
}

/* Of bytes 1, 2, 3, … */
static const struct pointer_row rows_counted[] = {
	{ "4", "(%p4?)" }, { "4c", "(%p4?)" }, { "4cc", ".... little-endian (0x04030201)" },
	{ "4ccx", ".... little-endian (0x04030201)" },
	{ "4ccb", ".... little-endian (0x04030201)" }, { "4x", "(%p4?)" }, { "4cx", "(%p4?)" },
	{ "M", "01:02:03:04:05:06" }, { "MF", "01-02-03-04-05-06" }, { "MR", "06:05:04:03:02:01" },
	{ "MFR", "01-02-03-04-05-06" }, { "MRF", "06:05:04:03:02:01" },
	{ "MX", "01:02:03:04:05:06" }, { "m", "010203040506" }, { "mF", "010203040506" },
	{ "mR", "060504030201" }, { "mX", "010203040506" }, { "M4", "01:02:03:04:05:06" },
	{ "I", "(%pI?)" }, { "I4", "1.2.3.4" }, { "I4h", "4.3.2.1" }, { "I4n", "1.2.3.4" },
	{ "I4b", "1.2.3.4" }, { "I4l", "4.3.2.1" }, { "I4x", "1.2.3.4" }, { "I4hb", "4.3.2.1" },
	{ "i4", "001.002.003.004" }, { "i4h", "004.003.002.001" }, { "i4l", "004.003.002.001" },
	{ "I6", "0102:0304:0506:0708:090a:0b0c:0d0e:0f10" },
	{ "I6c", "102:304:506:708:90a:b0c:d0e:f10" },
	{ "I6cx", "102:304:506:708:90a:b0c:d0e:f10" },
	{ "I6x", "0102:0304:0506:0708:090a:0b0c:0d0e:0f10" },
	{ "I6h", "0102:0304:0506:0708:090a:0b0c:0d0e:0f10" },
	{ "i6", "0102030405060708090a0b0c0d0e0f10" },
	{ "i6c", "0102030405060708090a0b0c0d0e0f10" }, { "I9", "(%pI?)" }, { "i9", "(%pi?)" },
	{ "Ix", "(%pI?)" }, { "i", "(%pi?)" }, { "I4c", "1.2.3.4" },
	{ "I64", "0102:0304:0506:0708:090a:0b0c:0d0e:0f10" },
	{ "U", "01020304-0506-0708-090a-0b0c0d0e0f10" },
	{ "Ub", "01020304-0506-0708-090a-0b0c0d0e0f10" },
	{ "UB", "01020304-0506-0708-090A-0B0C0D0E0F10" },
	{ "Ul", "04030201-0605-0807-090a-0b0c0d0e0f10" },
	{ "UL", "04030201-0605-0807-090A-0B0C0D0E0F10" },
	{ "Ux", "01020304-0506-0708-090a-0b0c0d0e0f10" },
	{ "UbL", "01020304-0506-0708-090a-0b0c0d0e0f10" },
	{ "Uc", "01020304-0506-0708-090a-0b0c0d0e0f10" }, { "b", "" }, { "bl", "" }, { "bx", "" },
	{ "h", "01" }, { "hC", "01" }, { "hD", "01" }, { "hN", "01" }, { "hX", "01" },
	{ "hc", "01" }, { "hCD", "01" }, { "a", "0x0807060504030201" },
	{ "ap", "0x0807060504030201" }, { "ad", "0x0807060504030201" },
	{ "ax", "0x0807060504030201" }, { "adx", "0x0807060504030201" }, { "E", "\\001" },
	{ "Ea", "\\001" }, { "Ec", "\001" }, { "Eh", "\\x01" }, { "En", "\001" },
	{ "Eo", "\\001" }, { "Ep", "\001" }, { "Es", "\001" }, { "Eac", "\\001" },
	{ "Ex", "\\001" }, { "Ehx", "\\x01" }, { "Echnops", "\\001" }, { "EA", "\\001" },
	{ "N", "(%pN?)" }, { "NF", "0x0807060504030201" }, { "NFx", "0x0807060504030201" },
	{ "Nx", "(%pN?)" }, { "Nf", "(%pN?)" }, { "O", "(%pO?)" }, { "Ox", "(%pO?)" },
	{ "OFx", "(%pOF?)" }, { "f", "(%pf?)" }, { "fx", "(%pf?)" }, { "fo", "(%pf?)" },
	{ "IS", "(einval)" }, { "ISp", "(einval)" }, { "iS", "(einval)" }, { "iSp", "(einval)" },
	{ "ISc", "(einval)" },
};

/* Of bytes 0xf0, 0xf1, … */
static const struct pointer_row rows_high[] = {
	{ "4", "(%p4?)" }, { "4c", "(%p4?)" }, { "4cc", "...s big-endian (0xf3f2f1f0)" },
	{ "4ccx", "...s big-endian (0xf3f2f1f0)" }, { "4ccb", "...s big-endian (0xf3f2f1f0)" },
	{ "4x", "(%p4?)" }, { "4cx", "(%p4?)" }, { "I", "(%pI?)" }, { "I4", "240.241.242.243" },
	{ "I4h", "243.242.241.240" }, { "I4n", "240.241.242.243" }, { "I4b", "240.241.242.243" },
	{ "I4l", "243.242.241.240" }, { "I4x", "240.241.242.243" }, { "I4hb", "243.242.241.240" },
	{ "I6", "f0f1:f2f3:f4f5:f6f7:f8f9:fafb:fcfd:feff" },
	{ "I6c", "f0f1:f2f3:f4f5:f6f7:f8f9:fafb:fcfd:feff" },
	{ "I6cx", "f0f1:f2f3:f4f5:f6f7:f8f9:fafb:fcfd:feff" },
	{ "I6x", "f0f1:f2f3:f4f5:f6f7:f8f9:fafb:fcfd:feff" },
	{ "I6h", "f0f1:f2f3:f4f5:f6f7:f8f9:fafb:fcfd:feff" }, { "I9", "(%pI?)" },
	{ "Ix", "(%pI?)" }, { "I4c", "240.241.242.243" },
	{ "I64", "f0f1:f2f3:f4f5:f6f7:f8f9:fafb:fcfd:feff" },
	{ "U", "f0f1f2f3-f4f5-f6f7-f8f9-fafbfcfdfeff" },
	{ "Ub", "f0f1f2f3-f4f5-f6f7-f8f9-fafbfcfdfeff" },
	{ "UB", "F0F1F2F3-F4F5-F6F7-F8F9-FAFBFCFDFEFF" },
	{ "Ul", "f3f2f1f0-f5f4-f7f6-f8f9-fafbfcfdfeff" },
	{ "UL", "F3F2F1F0-F5F4-F7F6-F8F9-FAFBFCFDFEFF" },
	{ "Ux", "f0f1f2f3-f4f5-f6f7-f8f9-fafbfcfdfeff" },
	{ "UbL", "f0f1f2f3-f4f5-f6f7-f8f9-fafbfcfdfeff" },
	{ "Uc", "f0f1f2f3-f4f5-f6f7-f8f9-fafbfcfdfeff" }, { "b", "" }, { "bl", "" }, { "bx", "" },
	{ "h", "f0" }, { "hC", "f0" }, { "hD", "f0" }, { "hN", "f0" }, { "hX", "f0" },
	{ "hc", "f0" }, { "hCD", "f0" }, { "a", "0xf7f6f5f4f3f2f1f0" },
	{ "ap", "0xf7f6f5f4f3f2f1f0" }, { "ad", "0xf7f6f5f4f3f2f1f0" },
	{ "ax", "0xf7f6f5f4f3f2f1f0" }, { "adx", "0xf7f6f5f4f3f2f1f0" }, { "IS", "(einval)" },
	{ "ISp", "(einval)" }, { "ISc", "(einval)" },
};

/* Of "A". */
static const struct pointer_row rows_text[] = {
	{ "E", "A" }, { "Ea", "\\101" }, { "Ec", "A" }, { "Eh", "\\x41" }, { "En", "A" },
	{ "Eo", "\\101" }, { "Ep", "A" }, { "Es", "A" }, { "Eac", "\\101" }, { "Ex", "A" },
	{ "Ehx", "\\x41" }, { "Echnops", "A" }, { "EA", "A" },
};

static void letters(struct kunit *test)
{
	u8 counted[64] __aligned(8), high[64] __aligned(8);
	char text[] = "A";

	for (int i = 0; i < 64; i++) {
		counted[i] = i + 1;
		high[i] = 0xf0 + i;
	}
	expect_rows(test, rows_counted, ARRAY_SIZE(rows_counted), counted);
	expect_rows(test, rows_high, ARRAY_SIZE(rows_high), high);
	expect_rows(test, rows_text, ARRAY_SIZE(rows_text), text);
}

/* ---- pointers that are none -------------------------------------------------------------------- */

static void pointers_not_read(struct kunit *test)
{
	static const char *const letters[] = {
		"4cc", "M", "m", "I4", "i6", "I", "U", "b", "bl", "h", "E", "V", "N", "NF", "a", "ad",
		"d", "d2", "t", "tR", "tT", "tx", "D", "g", "G", "Gp", "Gv", "Gg", "Gx", "fw", "fwP",
		"us", "ks", "R", "r", "Ix", "IS",
	};
	static void *const wrong[] = { (void *)5, (void *)4095, (void *)-22, (void *)-4095 };

	for (int i = 0; i < ARRAY_SIZE(letters); i++) {
		char fmt[32];

		snprintf(fmt, sizeof(fmt), "[%%p%s]", letters[i]);
		EXPECT_PRINTED(test, "[(null)]", fmt, NULL);
		for (int k = 0; k < ARRAY_SIZE(wrong); k++)
			EXPECT_PRINTED(test, "[(efault)]", fmt, wrong[k]);
		snprintf(fmt, sizeof(fmt), "[%%10p%s]", letters[i]);
		EXPECT_PRINTED(test, "[    (null)]", fmt, NULL);
		snprintf(fmt, sizeof(fmt), "[%%-10p%s]", letters[i]);
		EXPECT_PRINTED(test, "[(null)    ]", fmt, NULL);
		snprintf(fmt, sizeof(fmt), "[%%.3p%s]", letters[i]);
		EXPECT_PRINTED(test, "[(ef]", fmt, (void *)5);
	}
}

/* Letters that are wrong whatever the pointer is. */
static void letters_before_pointers(struct kunit *test)
{
	static const struct pointer_row rows[] = {
		{ "4", "(%p4?)" }, { "4c", "(%p4?)" }, { "O", "(%pO?)" }, { "OF", "(%pOF?)" },
		{ "f", "(%pf?)" }, { "fx", "(%pf?)" }, { "u", "(einval)" }, { "k", "(einval)" },
		{ "kx", "(einval)" }, { "C", "(%pC?)" }, { "Cn", "(%pC?)" },
	};

	expect_rows(test, rows, ARRAY_SIZE(rows), NULL);
	expect_rows(test, rows, ARRAY_SIZE(rows), (void *)5);
	expect_rows(test, rows, ARRAY_SIZE(rows), ERR_PTR(-EINVAL));
	EXPECT_PRINTED(test, "[    (%pf?)]", "[%10pf]", NULL);
}

static void pointers_hashed(struct kunit *test)
{
	static const char *const letters[] = { "", "K", "P", "Z", "c", "F", "X", "q", "z", "L", "lld", "e" };
	void *ptr = test;

	for (int i = 0; i < ARRAY_SIZE(letters); i++) {
		char fmt[32], once[32], again[32];

		snprintf(fmt, sizeof(fmt), "%%p%s", letters[i]);
		EXPECT_PRINTED(test, "0000000000000000", fmt, NULL);
		KUNIT_EXPECT_EQ(test, print(once, sizeof(once), fmt, ptr), 16);
		KUNIT_EXPECT_EQ(test, print(again, sizeof(again), "%p", ptr), 16);
		KUNIT_EXPECT_STREQ(test, once, again);
		KUNIT_EXPECT_STRNEQ(test, once, "00000000");
		KUNIT_EXPECT_TRUE(test, !strncmp(once, "00000000", 8));
		if (letters[i][0] != 'e')
			EXPECT_PRINTED(test, "ffffffffffffffea", fmt, ERR_PTR(-EINVAL));
	}
	EXPECT_PRINTED(test, "[0x00000000000000][    0][0    ]", "[%#p][%5p][%-5p]", NULL, NULL, NULL);
}

static void pointers_raw(struct kunit *test)
{
	void *p = (void *)0xffff888012345678;

	EXPECT_PRINTED(test, "[ffff888012345678][    ffff888012345678][ffff888012345678    ]",
		       "[%px][%20px][%-20px]", p, p, p);
	EXPECT_PRINTED(test, "[0000ffff888012345678][0xffff888012345678][ffff888012345678]",
		       "[%020px][%#px][%5px]", p, p, p);
	EXPECT_PRINTED(test, "[0000000000000005][ffffffffffffffea]", "[%px][%px]", (void *)5, ERR_PTR(-EINVAL));
	EXPECT_PRINTED(test, "[0x5][0xfff][0x0]", "[%ps][%pS][%pB]", (void *)5, (void *)4095, NULL);
}

static void user_and_kernel_strings(struct kunit *test)
{
	char text[] = "abc";

	EXPECT_PRINTED(test, "[abc][abc][  abc][ab][abc]", "[%pus][%pks][%5pus][%.2pks][%pusx]", text,
		       text, text, text, text);
}

static void errors(struct kunit *test)
{
	EXPECT_PRINTED(test, "-EPERM -EDEADLK -ECHRNG -ENOTUNIQ -EHWPOISON", "%pe %pe %pe %pe %pe",
		       ERR_PTR(-1), ERR_PTR(-35), ERR_PTR(-44), ERR_PTR(-76), ERR_PTR(-133));
	EXPECT_PRINTED(test, "-ERESTARTSYS -EOPENSTALE -ENOTSYNC -ERECALLCONFLICT", "%pe %pe %pe %pe",
		       ERR_PTR(-512), ERR_PTR(-518), ERR_PTR(-522), ERR_PTR(-530));
	EXPECT_PRINTED(test, "-41 -58 -134 -511 -520 -531 -4095", "%pe %pe %pe %pe %pe %pe %pe",
		       ERR_PTR(-41), ERR_PTR(-58), ERR_PTR(-134), ERR_PTR(-511), ERR_PTR(-520),
		       ERR_PTR(-531), ERR_PTR(-4095));
	EXPECT_PRINTED(test, "[   -EINVAL][-EINVAL   ][-EI][     -1000][-1000     ]",
		       "[%10pe][%-10pe][%.3pe][%10pe][%-10pe]", ERR_PTR(-22), ERR_PTR(-22),
		       ERR_PTR(-22), ERR_PTR(-1000), ERR_PTR(-1000));
}

/* ---- structures --------------------------------------------------------------------------------- */

static void socket_addresses(struct kunit *test)
{
	static const u8 v4[16] = { 2, 0, 0x1f, 0x90, 192, 168, 0, 1 };
	static const u8 v6[28] = { 10, 0, 0x00, 0x50, 0xff, 0x12, 0x34, 0x56, 0x20, 0x01, 0x0d, 0xb8, 0, 0,
				   0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7, 0, 0, 0 };

	EXPECT_PRINTED(test, "192.168.0.1 192.168.0.1:8080 192.168.000.001", "%pIS %pISp %piS", v4, v4, v4);
	EXPECT_PRINTED(test, "1.0.168.192:8080 192.168.0.1:8080", "%pISph %pISpfsc", v4, v4);
	EXPECT_PRINTED(test, "2001:0db8:0000:0000:0000:0000:0000:0001 2001:db8::1", "%pIS %pISc", v6, v6);
	EXPECT_PRINTED(test, "[2001:db8::1]:80 [2001:db8::1]:80/252851286%7", "%pIScp %pIScpfs", v6, v6);
	EXPECT_PRINTED(test, "20010db8000000000000000000000001", "%piS", v6);
	EXPECT_PRINTED(test, "[     192.168.0.1]", "[%16pIS]", v4);
}

static void resources(struct kunit *test)
{
	static const struct { unsigned long flags; const char *decoded, *raw; } rows[] = {
		{ 0, "[??? 0x00000010-0x0000001f flags 0x0]", "[??? 0x00000010-0x0000001f flags 0x0]" },
		{ IORESOURCE_IO, "[io  0x0010-0x001f]", "[io  0x0010-0x001f flags 0x100]" },
		{ IORESOURCE_MEM, "[mem 0x00000010-0x0000001f]",
		  "[mem 0x00000010-0x0000001f flags 0x200]" },
		{ IORESOURCE_IRQ, "[irq 16-31]", "[irq 16-31 flags 0x400]" },
		{ IORESOURCE_DMA, "[dma 16-31]", "[dma 16-31 flags 0x800]" },
		{ IORESOURCE_BUS, "[bus 10-1f]", "[bus 10-1f flags 0x1000]" },
		{ IORESOURCE_MEM | IORESOURCE_PREFETCH | IORESOURCE_MEM_64,
		  "[mem 0x00000010-0x0000001f 64bit pref]",
		  "[mem 0x00000010-0x0000001f flags 0x102200]" },
		{ IORESOURCE_MEM | IORESOURCE_WINDOW | IORESOURCE_DISABLED,
		  "[mem 0x00000010-0x0000001f window disabled]",
		  "[mem 0x00000010-0x0000001f flags 0x10200200]" },
		{ IORESOURCE_IO | IORESOURCE_UNSET, "[io  size 0x0010]",
		  "[io  0x0010-0x001f flags 0x20000100]" },
		{ IORESOURCE_IRQ | IORESOURCE_UNSET, "[irq size 16]", "[irq 16-31 flags 0x20000400]" },
		{ IORESOURCE_UNSET, "[??? 0x00000010-0x0000001f flags 0x20000000]",
		  "[??? 0x00000010-0x0000001f flags 0x20000000]" },
		{ IORESOURCE_MEM | IORESOURCE_UNSET | IORESOURCE_MEM_64,
		  "[mem size 0x00000010 64bit]", "[mem 0x00000010-0x0000001f flags 0x20100200]" },
	};

	for (int i = 0; i < ARRAY_SIZE(rows); i++) {
		struct resource res = { .start = 0x10, .end = 0x1f, .flags = rows[i].flags };

		EXPECT_PRINTED(test, rows[i].decoded, "%pR", &res);
		EXPECT_PRINTED(test, rows[i].raw, "%pr", &res);
	}
}

static void resources_aligned(struct kunit *test)
{
	struct resource one = { .start = 3, .end = 3, .flags = IORESOURCE_BUS };
	struct resource large = { .start = 0x123456789ab, .end = 0x123456789ff, .flags = IORESOURCE_MEM };

	EXPECT_PRINTED(test, "[[bus 03]  ][  [bus 03]][[bus ]", "[%-10pR][%10pR][%.5pR]", &one, &one, &one);
	EXPECT_PRINTED(test, "[mem 0x123456789ab-0x123456789ff]", "%pRx", &large);
}

static void gfp_flags(struct kunit *test)
{
	static const struct { gfp_t flags; const char *want; } rows[] = {
		{ 0, "" }, { GFP_KERNEL, "GFP_KERNEL" }, { GFP_ATOMIC, "GFP_ATOMIC" },
		{ GFP_NOWAIT, "GFP_NOWAIT" }, { GFP_HIGHUSER_MOVABLE, "GFP_HIGHUSER_MOVABLE" },
		{ GFP_TRANSHUGE, "GFP_TRANSHUGE" }, { GFP_KERNEL_ACCOUNT, "GFP_KERNEL_ACCOUNT" },
		{ GFP_KERNEL | __GFP_ZERO, "GFP_KERNEL|__GFP_ZERO" },
		{ __GFP_IO | __GFP_FS, "__GFP_IO|__GFP_FS" },
		{ __GFP_NORETRY | __GFP_RETRY_MAYFAIL, "__GFP_RETRY_MAYFAIL|__GFP_NORETRY" },
		{ (__force gfp_t)0x80000200u, "0x80000200" },
	};

	for (int i = 0; i < ARRAY_SIZE(rows); i++)
		EXPECT_PRINTED(test, rows[i].want, "%pGg", &rows[i].flags);
	EXPECT_PRINTED(test, "GFP_NOIO GFP_NOIO", "%20pGg %.3pGgx", &(gfp_t){ GFP_NOIO },
		       &(gfp_t){ GFP_NOIO });
	EXPECT_PRINTED(test, "(%pG?) (%pG?)", "%pG %pGx", &rows[0].flags, &rows[0].flags);
}

static void times(struct kunit *test)
{
	struct rtc_time tm = { .tm_sec = 5, .tm_min = 4, .tm_hour = 3, .tm_mday = 2, .tm_mon = 1, .tm_year = 100 };
	time64_t stamp = 1234567890;

	EXPECT_PRINTED(test, "2000-02-02T03:04:05 2000-02-02 03:04:05", "%ptR %ptRd %ptRt", &tm, &tm, &tm);
	EXPECT_PRINTED(test, "0100-01-02T03:04:05 0100-01-02 2000-02-02 03:04:05", "%ptRr %ptRdr %ptRs",
		       &tm, &tm, &tm);
	EXPECT_PRINTED(test, "2009-02-13T23:31:30 2009-02-13", "%ptT %ptTd", &stamp, &stamp);
	EXPECT_PRINTED(test, "(%pt?) (%pt?)", "%pt %ptx", &tm, &tm);
	/* Neither a width nor a precision counts. */
	EXPECT_PRINTED(test, "2000-02-02 2000-02-02", "%20ptRd %.3ptRd", &tm, &tm);
}

static void flags_of_pages_and_areas(struct kunit *test)
{
#ifdef CONFIG_UML
	kunit_skip(test, "User Mode Linux has other flags: no nodes, no CPUs");
#else
	unsigned long none = 0, some = 1UL << PG_locked | 1UL << PG_uptodate | 1UL << PG_head | 1UL << PG_arch_2;
	unsigned long every = PAGEFLAGS_MASK | 3UL << NODES_PGSHIFT | (unsigned long)ZONE_MOVABLE << ZONES_PGSHIFT |
			      0x1fffffUL << LAST_CPUPID_PGSHIFT;
	unsigned long area = VM_READ | VM_WRITE | VM_SHARED | VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP | VM_DROPPABLE;
	unsigned long low = 0xffff, high = 0xffff0000, unnamed = 1UL << 63 | VM_HUGEPAGE;

	EXPECT_PRINTED(test, "0x0(node=0|zone=0|lastcpupid=0x0)", "%pGp", &none);
	EXPECT_PRINTED(test, "0x800049(locked|uptodate|head|arch_2|node=0|zone=0|lastcpupid=0x0)", "%pGp", &some);
	EXPECT_PRINTED(test, "0xdfffffc0ffffff(locked|waiters|referenced|uptodate|dirty|lru|active|workingset|owner_priv_1|owner_2|arch_1|reserved|private|private_2|writeback|head|reclaim|swapbacked|unevictable|mlocked|hwpoison|idle|young|arch_2|node=3|zone=3|lastcpupid=0x1fffff)", "%pGp", &every);
	EXPECT_PRINTED(test, "", "%pGv", &none);
	EXPECT_PRINTED(test, "read|write|shared|pfnmap|io|dontexpand|dontdump|droppable", "%pGv", &area);
	EXPECT_PRINTED(test, "read|write|exec|shared|mayread|maywrite|mayexec|mayshare|growsdown|uffd_missing|pfnmap|uffd_wp|locked|io|seqread|0x800", "%pGv", &low);
	EXPECT_PRINTED(test, "randread|dontcopy|dontexpand|lockonfault|account|noreserve|hugetlb|sync|pat|wipeonfork|dontdump|softdirty|mixedmap|hugepage|nohugepage|mergeable", "%pGv", &high);
	EXPECT_PRINTED(test, "hugepage|0x8000000000000000", "%pGv", &unnamed);
	EXPECT_PRINTED(test, "(null) (efault)", "%pGp %pGv", NULL, (void *)9);
#endif
}

static void entries_of_directories(struct kunit *test)
{
	struct dentry *row = kunit_kcalloc(test, 4, sizeof(*row), GFP_KERNEL);
	static const char *const names[] = { "/", "usr", "share", "dict" };
	struct file *file = kunit_kzalloc(test, sizeof(*file), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, row);
	KUNIT_ASSERT_NOT_NULL(test, file);
	for (int i = 0; i < 4; i++) {
		row[i].d_name = (struct qstr)QSTR_INIT((const unsigned char *)names[i], strlen(names[i]));
		row[i].d_parent = &row[i ? i - 1 : 0];
	}
	EXPECT_PRINTED(test, "/ / /", "%pd %pd2 %pd4", &row[0], &row[0], &row[0]);
	EXPECT_PRINTED(test, "usr /usr /usr", "%pd %pd2 %pd4", &row[1], &row[1], &row[1]);
	EXPECT_PRINTED(test, "dict dict share/dict usr/share/dict /usr/share/dict", "%pd %pd1 %pd2 %pd3 %pd4", &row[3], &row[3],
		       &row[3], &row[3], &row[3]);
	EXPECT_PRINTED(test, "dict dict", "%pd5 %pdx", &row[3], &row[3]);
	EXPECT_PRINTED(test, "[    dict] [dict    ] [shar]", "[%8pd] [%-8pd] [%.4pd2]", &row[3], &row[3], &row[3]);
	EXPECT_PRINTED(test, "[share/] []", "[%.6pd2] [%.0pd]", &row[3], &row[3]);
	row[2].d_parent = NULL;
	EXPECT_PRINTED(test, "[(null)] [share/dict]", "[%pd3] [%pd2]", &row[3], &row[3]);
	row[2].d_parent = ERR_PTR(-EIO);
	EXPECT_PRINTED(test, "[  (efault)]", "[%10pd4]", &row[3]);
	EXPECT_PRINTED(test, "[(null)]", "[%pD]", file);
	*(struct dentry **)&file->f_path.dentry = &row[3];
	EXPECT_PRINTED(test, "[dict] [share/dict] [(null)]", "[%pD] [%pD2] [%pD]", file, file, NULL);
}

static void addresses_of_sockets(struct kunit *test)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = cpu_to_be16(80), .sin_addr.s_addr = cpu_to_be32(INADDR_LOOPBACK) };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6, .sin6_port = cpu_to_be16(443), .sin6_flowinfo = cpu_to_be32(5),
				    .sin6_addr = IN6ADDR_LOOPBACK_INIT, .sin6_scope_id = 2 };
	struct sockaddr other = { .sa_family = AF_UNIX };

	KUNIT_EXPECT_EQ(test, sizeof(struct sockaddr_in), 16);
	KUNIT_EXPECT_EQ(test, sizeof(struct sockaddr_in6), 28);
	KUNIT_EXPECT_EQ(test, sizeof(struct sockaddr), 16);
	KUNIT_EXPECT_EQ(test, sizeof(struct sockaddr_storage), 128);
	EXPECT_PRINTED(test, "127.0.0.1 127.0.0.1:80 127.000.000.001", "%pIS %pISp %piS", &in, &in, &in);
	EXPECT_PRINTED(test, "::1 [::1]:443 [::1]:443/5%2", "%pISc %pIScp %pIScpfs", &in6, &in6, &in6);
	EXPECT_PRINTED(test, "(einval)", "%pIS", &other);
	EXPECT_PRINTED(test, "1.0.0.127 127.0.0.1", "%pI4l %pI4b", &in.sin_addr, &in.sin_addr);
	EXPECT_PRINTED(test, "::1", "%pI6c", &in6.sin6_addr);
	KUNIT_EXPECT_TRUE(test, ipv4_is_loopback(in.sin_addr.s_addr));
	KUNIT_EXPECT_FALSE(test, ipv4_is_multicast(in.sin_addr.s_addr));
	KUNIT_EXPECT_TRUE(test, ipv4_is_private_192(cpu_to_be32(0xc0a80101)));
	KUNIT_EXPECT_TRUE(test, ipv4_is_private_172(cpu_to_be32(0xac1f0101)));
	KUNIT_EXPECT_FALSE(test, ipv4_is_private_172(cpu_to_be32(0xac200101)));
	KUNIT_EXPECT_TRUE(test, ipv4_is_lbcast(cpu_to_be32(INADDR_BROADCAST)));
	KUNIT_EXPECT_TRUE(test, ipv4_is_zeronet(0));
	KUNIT_EXPECT_EQ(test, proto_ports_offset(IPPROTO_UDP), 0);
	KUNIT_EXPECT_EQ(test, proto_ports_offset(IPPROTO_AH), 4);
	KUNIT_EXPECT_EQ(test, proto_ports_offset(IPPROTO_ICMP), -EINVAL);
}

static void ancillary_data(struct kunit *test)
{
	union { char bytes[CMSG_SPACE(4) + CMSG_SPACE(9)]; struct cmsghdr first; } data = { };
	struct msghdr msg = { .msg_control = &data, .msg_controllen = sizeof(data) };
	struct cmsghdr *at;
	int nr = 0;

	data.first.cmsg_len = CMSG_LEN(4);
	((struct cmsghdr *)(data.bytes + CMSG_SPACE(4)))->cmsg_len = CMSG_LEN(9);
	for_each_cmsghdr(at, &msg) {
		KUNIT_EXPECT_TRUE(test, CMSG_OK(&msg, at));
		KUNIT_EXPECT_PTR_EQ(test, CMSG_DATA(at), (void *)(at + 1));
		nr++;
	}
	KUNIT_EXPECT_EQ(test, nr, 2);
	msg.msg_controllen = CMSG_SPACE(4) + sizeof(struct cmsghdr) - 1;
	KUNIT_EXPECT_NULL(test, cmsg_nxthdr(&msg, &data.first));
	msg.msg_controllen = sizeof(struct cmsghdr) - 1;
	KUNIT_EXPECT_NULL(test, CMSG_FIRSTHDR(&msg));
}

static struct kunit_case pointer_cases[] = {
	KUNIT_CASE(letters),
	KUNIT_CASE(pointers_not_read),
	KUNIT_CASE(letters_before_pointers),
	KUNIT_CASE(pointers_hashed),
	KUNIT_CASE(pointers_raw),
	KUNIT_CASE(user_and_kernel_strings),
	KUNIT_CASE(errors),
	KUNIT_CASE(socket_addresses),
	KUNIT_CASE(resources),
	KUNIT_CASE(resources_aligned),
	KUNIT_CASE(gfp_flags),
	KUNIT_CASE(times),
	KUNIT_CASE(flags_of_pages_and_areas), KUNIT_CASE(entries_of_directories), KUNIT_CASE(addresses_of_sockets),
	KUNIT_CASE(ancillary_data), {}
};

static struct kunit_suite pointer_suite = {
	.name = "conformance-printf-pointers",
	.test_cases = pointer_cases,
};
kunit_test_suite(pointer_suite);

MODULE_DESCRIPTION("conformance: extensions of %p");
MODULE_LICENSE("Dual MIT/GPL");

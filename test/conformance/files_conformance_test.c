// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Numbers that the kernel's ABI fixes for files and memory; positions in files; resources; device numbers. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/ioport.h>
#include <linux/irqreturn.h>
#include <linux/kdev_t.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/poison.h>
#include <linux/slab.h>
#include <linux/threads.h>
#include <linux/time.h>
#include <linux/time64.h>

struct fixed { const char *name; unsigned long value, expected; };

#define FIXED(name, expected) { #name, (unsigned long)(name), expected }
#define EXPECT_FIXED(table) do {						\
	for (int i = 0; i < ARRAY_SIZE(table); i++)				\
		KUNIT_EXPECT_EQ_MSG(test, (table)[i].value, (table)[i].expected, "%s",	\
				    (table)[i].name);				\
} while (0)

static void flags_of_opening(struct kunit *test)
{
	static const struct fixed row[] = {
		FIXED(O_ACCMODE, 3), FIXED(O_RDONLY, 0), FIXED(O_WRONLY, 1), FIXED(O_RDWR, 2),
		FIXED(O_CREAT, 0100), FIXED(O_EXCL, 0200), FIXED(O_TRUNC, 01000),
		FIXED(O_APPEND, 02000), FIXED(O_NONBLOCK, 04000),
		FIXED(SEEK_SET, 0), FIXED(SEEK_CUR, 1), FIXED(SEEK_END, 2),
	};

	EXPECT_FIXED(row);
}

static void modes_of_files(struct kunit *test)
{
	static const fmode_t modes[] = {
		FMODE_READ, FMODE_WRITE, FMODE_LSEEK, FMODE_PREAD, FMODE_PWRITE,
	};

	for (int i = 0; i < ARRAY_SIZE(modes); i++)
		KUNIT_EXPECT_EQ(test, (__force unsigned int)modes[i], 1U << i);
	KUNIT_EXPECT_EQ(test, (__force unsigned int)FMODE_STREAM, 0x200000);
}

static void flags_of_mappings(struct kunit *test)
{
	static const struct fixed row[] = {
		FIXED(PROT_NONE, 0), FIXED(PROT_READ, 1), FIXED(PROT_WRITE, 2), FIXED(PROT_EXEC, 4),
		FIXED(MAP_SHARED, 1), FIXED(MAP_PRIVATE, 2), FIXED(MAP_FIXED, 0x10),
		FIXED(MAP_ANONYMOUS, 0x20),
	};

	EXPECT_FIXED(row);
}

static void flags_of_resources(struct kunit *test)
{
	static const struct fixed row[] = {
		FIXED(IORESOURCE_BITS, 0xff), FIXED(IORESOURCE_TYPE_BITS, 0x1f00),
		FIXED(IORESOURCE_IO, 0x100), FIXED(IORESOURCE_MEM, 0x200),
		FIXED(IORESOURCE_REG, 0x300), FIXED(IORESOURCE_IRQ, 0x400),
		FIXED(IORESOURCE_DMA, 0x800), FIXED(IORESOURCE_BUS, 0x1000),
		FIXED(IORESOURCE_PREFETCH, 0x2000), FIXED(IORESOURCE_READONLY, 0x4000),
		FIXED(IORESOURCE_SIZEALIGN, 0x40000), FIXED(IORESOURCE_STARTALIGN, 0x80000),
		FIXED(IORESOURCE_MEM_64, 0x100000), FIXED(IORESOURCE_WINDOW, 0x200000),
		FIXED(IORESOURCE_EXCLUSIVE, 0x8000000), FIXED(IORESOURCE_DISABLED, 0x10000000),
		FIXED(IORESOURCE_UNSET, 0x20000000), FIXED(IORESOURCE_AUTO, 0x40000000),
		FIXED(IORESOURCE_BUSY, 0x80000000),
	};

	EXPECT_FIXED(row);
}

static void resources_with_names(struct kunit *test)
{
	struct resource io = DEFINE_RES_IO_NAMED(0x60, 5, "keyboard");
	struct resource irq = DEFINE_RES_IRQ_NAMED(12, "mouse");
	struct resource bus = DEFINE_RES_NAMED(1, 255, "bus", IORESOURCE_BUS | IORESOURCE_WINDOW);

	KUNIT_EXPECT_EQ(test, io.start, 0x60);
	KUNIT_EXPECT_EQ(test, io.end, 0x64);
	KUNIT_EXPECT_STREQ(test, io.name, "keyboard");
	KUNIT_EXPECT_EQ(test, resource_type(&io), IORESOURCE_IO);
	KUNIT_EXPECT_EQ(test, irq.start, 12);
	KUNIT_EXPECT_EQ(test, resource_size(&irq), 1);
	KUNIT_EXPECT_EQ(test, irq.flags, IORESOURCE_IRQ);
	KUNIT_EXPECT_STREQ(test, irq.name, "mouse");
	KUNIT_EXPECT_EQ(test, bus.end, 255);
	KUNIT_EXPECT_EQ(test, resource_type(&bus), IORESOURCE_BUS);
	/* What has no address yet is in nothing. */
	bus.flags |= IORESOURCE_UNSET;
	KUNIT_EXPECT_FALSE(test, resource_contains(&bus, &bus));
	KUNIT_EXPECT_TRUE(test, resource_contains(&io, &io));
	KUNIT_EXPECT_FALSE(test, resource_contains(&io, &irq));
}

static void numbers_of_devices(struct kunit *test)
{
	struct inode *inode = kunit_kzalloc(test, sizeof(*inode), GFP_KERNEL);
	dev_t dev;

	KUNIT_ASSERT_NOT_NULL(test, inode);
	KUNIT_EXPECT_EQ(test, MINORBITS, 20);
	KUNIT_EXPECT_EQ(test, MINORMASK, 0xfffff);
	KUNIT_EXPECT_EQ(test, MKDEV(10, 3), 0xa00003);
	dev = MKDEV(4095, 0xfffff);
	KUNIT_EXPECT_EQ(test, MAJOR(dev), 4095);
	KUNIT_EXPECT_EQ(test, MINOR(dev), 0xfffff);
	inode->i_rdev = MKDEV(10, 130);
	KUNIT_EXPECT_EQ(test, imajor(inode), 10);
	KUNIT_EXPECT_EQ(test, iminor(inode), 130);
}

static const struct file_operations no_operations;

static struct file *some_file(struct kunit *test)
{
	struct file *file = kunit_kzalloc(test, sizeof(*file), GFP_KERNEL);
	struct inode *inode = kunit_kzalloc(test, sizeof(*inode), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, file);
	KUNIT_ASSERT_NOT_NULL(test, inode);
	file->f_inode = inode;
	file->f_op = &no_operations;
	file->f_mode = FMODE_READ | FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE;
	return file;
}

static void positions_in_files(struct kunit *test)
{
	struct file *file = some_file(test);

	KUNIT_EXPECT_PTR_EQ(test, file_inode(file), file->f_inode);
	KUNIT_EXPECT_EQ(test, fixed_size_llseek(file, 5, SEEK_SET, 10), 5);
	KUNIT_EXPECT_EQ(test, file->f_pos, 5);
	KUNIT_EXPECT_EQ(test, fixed_size_llseek(file, 5, SEEK_CUR, 10), 10);
	KUNIT_EXPECT_EQ(test, fixed_size_llseek(file, 0, SEEK_CUR, 10), 10);
	KUNIT_EXPECT_EQ(test, fixed_size_llseek(file, -3, SEEK_END, 10), 7);
	KUNIT_EXPECT_EQ(test, file->f_pos, 7);
	/* Outside is an error, and the position stays. */
	KUNIT_EXPECT_EQ(test, fixed_size_llseek(file, 11, SEEK_SET, 10), -EINVAL);
	KUNIT_EXPECT_EQ(test, fixed_size_llseek(file, -8, SEEK_CUR, 10), -EINVAL);
	KUNIT_EXPECT_EQ(test, fixed_size_llseek(file, 1, SEEK_END, 10), -EINVAL);
	KUNIT_EXPECT_EQ(test, fixed_size_llseek(file, 0, 7, 10), -EINVAL);
	KUNIT_EXPECT_EQ(test, file->f_pos, 7);
	KUNIT_EXPECT_EQ(test, noop_llseek(file, 3, SEEK_SET), 7);
	KUNIT_EXPECT_EQ(test, noop_llseek(file, 0, 99), 7);
	KUNIT_EXPECT_EQ(test, file->f_pos, 7);
}

static void files_without_positions(struct kunit *test)
{
	struct file *file = some_file(test);

	KUNIT_EXPECT_EQ(test, nonseekable_open(file->f_inode, file), 0);
	KUNIT_EXPECT_EQ(test, (__force unsigned int)file->f_mode, (__force unsigned int)FMODE_READ);
	file = some_file(test);
	KUNIT_EXPECT_EQ(test, stream_open(file->f_inode, file), 0);
	KUNIT_EXPECT_EQ(test, (__force unsigned int)file->f_mode,
			(__force unsigned int)(FMODE_READ | FMODE_STREAM));
}

/* What an allocation may do follows from the single flags. */
static void flags_of_allocations(struct kunit *test)
{
	static const struct { gfp_t gfp; bool waits, io, fs, reserves; } row[] = {
		{ GFP_KERNEL, true, true, true, false },
		{ GFP_KERNEL_ACCOUNT, true, true, true, false },
		{ GFP_USER, true, true, true, false },
		{ GFP_HIGHUSER, true, true, true, false },
		{ GFP_HIGHUSER_MOVABLE, true, true, true, false },
		{ GFP_NOFS, true, true, false, false },
		{ GFP_NOIO, true, false, false, false },
		{ GFP_ATOMIC, false, false, false, true },
		{ GFP_NOWAIT, false, false, false, false },
	};

	for (int i = 0; i < ARRAY_SIZE(row); i++) {
		KUNIT_EXPECT_EQ_MSG(test, gfpflags_allow_blocking(row[i].gfp), row[i].waits, "row %d", i);
		KUNIT_EXPECT_EQ_MSG(test, !!(row[i].gfp & __GFP_IO), row[i].io, "row %d", i);
		KUNIT_EXPECT_EQ_MSG(test, !!(row[i].gfp & __GFP_FS), row[i].fs, "row %d", i);
		KUNIT_EXPECT_EQ_MSG(test, !!(row[i].gfp & __GFP_HIGH), row[i].reserves, "row %d", i);
		KUNIT_EXPECT_TRUE_MSG(test, row[i].gfp & __GFP_KSWAPD_RECLAIM, "row %d", i);
	}
	KUNIT_EXPECT_EQ(test, (__force u32)GFP_DMA, (__force u32)__GFP_DMA);
	KUNIT_EXPECT_EQ(test, (__force u32)GFP_DMA32, (__force u32)__GFP_DMA32);
	KUNIT_EXPECT_TRUE(test, GFP_HIGHUSER & __GFP_HIGHMEM);
	KUNIT_EXPECT_TRUE(test, GFP_HIGHUSER_MOVABLE & __GFP_MOVABLE);
	KUNIT_EXPECT_TRUE(test, GFP_USER & __GFP_HARDWALL);
	KUNIT_EXPECT_TRUE(test, GFP_KERNEL_ACCOUNT & __GFP_ACCOUNT);
	KUNIT_EXPECT_FALSE(test, GFP_KERNEL & __GFP_HARDWALL);
	KUNIT_EXPECT_TRUE(test, GFP_NOWAIT & __GFP_NOWARN);
}

static void other_fixed_numbers(struct kunit *test)
{
	static const struct fixed row[] = {
		FIXED(CLOCK_REALTIME, 0), FIXED(CLOCK_MONOTONIC, 1), FIXED(CLOCK_BOOTTIME, 7),
		FIXED(EXEC_PAGESIZE, 4096), FIXED(NOGROUP, -1UL),
		FIXED(MAXHOSTNAMELEN, 64), FIXED(PID_MAX_DEFAULT, 0x8000), FIXED(PID_MAX_LIMIT, 1 << 22),
		FIXED(POISON_FREE, 0x6b), FIXED(POISON_INUSE, 0x5a), FIXED(POISON_END, 0xa5),
		FIXED(POISON_FREE_INITMEM, 0xcc), FIXED(TIME64_MAX, S64_MAX), FIXED(TIME64_MIN, S64_MIN),
		FIXED(KTIME_MIN, S64_MIN), FIXED(KTIME_SEC_MIN, S64_MIN / NSEC_PER_SEC),
		FIXED(TIME_UPTIME_SEC_MAX, 30LL * 365 * 24 * 3600),
		FIXED(TIME_SETTOD_SEC_MAX, S64_MAX / NSEC_PER_SEC - 30LL * 365 * 24 * 3600),
		FIXED(IRQ_RETVAL(0), 0), FIXED(IRQ_RETVAL(5), 1), FIXED(IRQ_RETVAL(IRQ_NONE), 0),
	};

	EXPECT_FIXED(row);
}

static struct kunit_case files_cases[] = {
	KUNIT_CASE(flags_of_opening),
	KUNIT_CASE(modes_of_files),
	KUNIT_CASE(flags_of_mappings),
	KUNIT_CASE(flags_of_resources),
	KUNIT_CASE(resources_with_names),
	KUNIT_CASE(numbers_of_devices),
	KUNIT_CASE(positions_in_files),
	KUNIT_CASE(files_without_positions),
	KUNIT_CASE(flags_of_allocations),
	KUNIT_CASE(other_fixed_numbers),
	{}
};

static struct kunit_suite files_suite = {
	.name = "conformance-files",
	.test_cases = files_cases,
};
kunit_test_suite(files_suite);

MODULE_LICENSE("Dual MIT/GPL");

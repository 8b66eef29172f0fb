// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* A test opens and maps a module's device; what a kernel does not find. */
#include <ktest/device_file.h>
#include <kunit/test.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static int opens, releases;
static struct page *page;

static int device_open(struct inode *inode, struct file *file)
{
	opens++;
	if (file->f_flags & O_APPEND)
		return -EPERM;
	return imajor(inode) == MISC_MAJOR ? 0 : -ENXIO;
}

static int device_release(struct inode *inode, struct file *file)
{
	(void)inode, (void)file;
	releases++;
	return 0;
}

/* One page, whatever is asked: the classic fault. */
static int device_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct miscdevice *misc = file->private_data;

	if (!misc->name || !page)
		return -EIO;
	if (vma->vm_pgoff)
		return remap_pfn_range(vma, vma->vm_start, 0xfe000, PAGE_SIZE, vma->vm_page_prot);
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(page), 2 * PAGE_SIZE, vma->vm_page_prot);
}

static const struct file_operations fops = { .open = device_open, .release = device_release, .mmap = device_mmap };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "mapped", .fops = &fops };

static void a_device_is_opened_and_mapped(struct kunit *test)
{
	struct file *file;
	unsigned long at;
	int value;

	opens = releases = 0;
	KUNIT_EXPECT_PTR_EQ(test, ktest_open_misc("mapped", O_RDWR), (struct file *)ERR_PTR(-ENODEV));
	KUNIT_ASSERT_EQ(test, misc_register(&misc), 0);
	KUNIT_EXPECT_PTR_EQ(test, ktest_open_misc("mapped", O_RDWR | O_APPEND), (struct file *)ERR_PTR(-EPERM));
	KUNIT_EXPECT_EQ(test, releases, 0);
	file = ktest_open_misc("mapped", O_RDWR);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, opens, 2);
	KUNIT_EXPECT_EQ(test, file->f_mode & (FMODE_READ | FMODE_WRITE), FMODE_READ | FMODE_WRITE);
	page = alloc_pages(GFP_KERNEL | __GFP_ZERO, 1);
	KUNIT_ASSERT_NOT_NULL(test, page);
	at = kunit_vm_mmap(test, file, 0, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	KUNIT_EXPECT_EQ(test, put_user(42, (int __user *)at + 5), 0);
	KUNIT_EXPECT_EQ(test, ((int *)page_address(page))[5], 42);
	fput(file);
	KUNIT_EXPECT_EQ(test, releases, 0);
	KUNIT_EXPECT_EQ(test, get_user(value, (int __user *)at + 5), 0);
	vm_munmap(at, 2 * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, releases, 1);
	misc_deregister(&misc);
	__free_pages(page, 1);
	page = NULL;
}

static void beyond_the_area(struct kunit *test)
{
	struct file *file;
	unsigned long at;

	KUNIT_ASSERT_EQ(test, misc_register(&misc), 0);
	file = ktest_open_misc("mapped", O_RDWR);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	page = alloc_pages(GFP_KERNEL, 1);
	ktest_expect_warning(test);
	at = kunit_vm_mmap(test, file, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, 0);
	KUNIT_EXPECT_EQ(test, (long)at, -EINVAL);
	fput(file);
	misc_deregister(&misc);
	__free_pages(page, 1);
	page = NULL;
}

static void memory_of_nobody(struct kunit *test)
{
	struct file *file;
	unsigned long at;
	int value;

	KUNIT_ASSERT_EQ(test, misc_register(&misc), 0);
	file = ktest_open_misc("mapped", O_RDWR);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	page = alloc_pages(GFP_KERNEL, 1);
	at = kunit_vm_mmap(test, file, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, PAGE_SIZE);
	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	KUNIT_EXPECT_EQ(test, get_user(value, (int __user *)at), -EFAULT);
	vm_munmap(at, PAGE_SIZE);
	fput(file);
	misc_deregister(&misc);
	__free_pages(page, 1);
	page = NULL;
}

static struct kunit_case mmap_cases[] = {
	KUNIT_CASE(a_device_is_opened_and_mapped),
	KUNIT_CASE(beyond_the_area),
	KUNIT_CASE(memory_of_nobody),
	{}
};

static struct kunit_suite mmap_suite = {
	.name = "mmap_of_a_device",
	.test_cases = mmap_cases,
};
kunit_test_suites(&mmap_suite);

MODULE_LICENSE("GPL");

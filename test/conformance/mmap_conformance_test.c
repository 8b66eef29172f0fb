// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Memory of a driver that a process maps. */
#include <kunit/test.h>
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/pagemap.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

enum way { FAULTED, LOCKED, INSERTED, INSERTED_PFN, REMAPPED, IOMAPPED, PAGES, VMALLOC, REMAPPED_ONCE, NONE, FAILS, REFUSED };

/* Four pages, and what was called. */
struct driver {
	enum way way;
	struct page *block;
	void *vmalloced;
	struct address_space *mapping;
	int opened, closed, faults, made_writable;
	pgoff_t last;
};

static void driver_open(struct vm_area_struct *vma)
{
	((struct driver *)vma->vm_private_data)->opened++;
}

static void driver_close(struct vm_area_struct *vma)
{
	((struct driver *)vma->vm_private_data)->closed++;
}

static vm_fault_t driver_fault(struct vm_fault *vmf)
{
	struct driver *d = vmf->vma->vm_private_data;

	d->faults++;
	d->last = vmf->pgoff;
	if (d->way == FAILS || vmf->pgoff > 3)
		return VM_FAULT_SIGBUS;
	if (d->way == INSERTED)
		return vmf_insert_page(vmf->vma, vmf->address, d->block + vmf->pgoff);
	if (d->way == INSERTED_PFN)
		return vmf_insert_pfn(vmf->vma, vmf->address, page_to_pfn(d->block + vmf->pgoff));
	vmf->page = d->block + vmf->pgoff;
	get_page(vmf->page);
	if (d->way == LOCKED)
		lock_page(vmf->page);
	return d->way == LOCKED ? VM_FAULT_LOCKED : 0;
}

static vm_fault_t driver_mkwrite(struct vm_fault *vmf)
{
	struct driver *d = vmf->vma->vm_private_data;

	d->made_writable++;
	lock_page(vmf->page);
	return VM_FAULT_LOCKED;
}

static const struct vm_operations_struct driver_vm = {
	.open = driver_open,
	.close = driver_close,
	.fault = driver_fault,
};
static const struct vm_operations_struct driver_vm_mkwrite = {
	.open = driver_open,
	.close = driver_close,
	.fault = driver_fault,
	.page_mkwrite = driver_mkwrite,
};
static const struct vm_operations_struct driver_vm_no_fault = { .close = driver_close };

static int driver_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct driver *d = file->private_data;
	struct page *pages[4];
	int i;

	for (i = 0; i < 4; i++)
		pages[i] = d->block + i;
	vma->vm_private_data = d;
	d->mapping = file->f_mapping;
	vma->vm_ops = d->way == LOCKED ? &driver_vm_mkwrite : d->way == NONE ? &driver_vm_no_fault : &driver_vm;
	switch (d->way) {
	case REFUSED:
		return -EPERM;
	case INSERTED:
		vm_flags_set(vma, VM_MIXEDMAP);
		return 0;
	case INSERTED_PFN:
		vm_flags_set(vma, VM_PFNMAP);
		return 0;
	case REMAPPED_ONCE:
		vma->vm_ops = &driver_vm_no_fault;
		fallthrough;
	case REMAPPED:
		return remap_pfn_range(vma, vma->vm_start, page_to_pfn(d->block) + vma->vm_pgoff,
				       vma->vm_end - vma->vm_start, vma->vm_page_prot);
	case IOMAPPED:
		return vm_iomap_memory(vma, page_to_phys(d->block), 4 * PAGE_SIZE);
	case PAGES:
		return vm_map_pages(vma, pages, 4);
	case VMALLOC:
		return remap_vmalloc_range(vma, d->vmalloced, vma->vm_pgoff);
	default:
		return 0;
	}
}

static const struct file_operations driver_fops = { .owner = THIS_MODULE, .mmap = driver_mmap };
static const struct file_operations driver_fops_none = { .owner = THIS_MODULE };

static struct driver *driver_of(struct kunit *test, enum way way)
{
	struct driver *d = kunit_kzalloc(test, sizeof(*d), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, d);
	d->way = way;
	d->block = alloc_pages(GFP_KERNEL | __GFP_ZERO, 2);
	KUNIT_ASSERT_NOT_NULL(test, d->block);
	split_page(d->block, 2);
	d->vmalloced = vmalloc_user(4 * PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, d->vmalloced);
	return d;
}

static void driver_free(struct driver *d)
{
	int i;

	for (i = 0; i < 4; i++)
		__free_page(d->block + i);
	vfree(d->vmalloced);
}

static unsigned long map(struct kunit *test, struct driver *d, int flags, unsigned long prot, unsigned long kind,
			 unsigned long pgoff, unsigned long nr)
{
	struct file *file = anon_inode_getfile("[test]", &driver_fops, d, flags);
	unsigned long at;

	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	at = kunit_vm_mmap(test, file, 0, nr * PAGE_SIZE, prot, kind, pgoff * PAGE_SIZE);
	fput(file);
	return at;
}

#define BOTH (PROT_READ | PROT_WRITE)

static char *memory_of(struct driver *d)
{
	return d->way == VMALLOC ? d->vmalloced : page_address(d->block);
}

static void read_and_written(struct kunit *test, enum way way, int faults)
{
	struct driver *d = driver_of(test, way);
	unsigned long at = map(test, d, O_RDWR, BOTH, MAP_SHARED, 0, 4);
	char *memory = memory_of(d), text[16] = "";
	int value = 0;

	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	KUNIT_EXPECT_EQ(test, d->faults, 0);
	/* From the second page into the third. */
	memcpy(memory + 2 * PAGE_SIZE - 3, "abcdef", 6);
	KUNIT_EXPECT_EQ(test, copy_from_user(text, (char __user *)at + 2 * PAGE_SIZE - 3, 6), 0u);
	KUNIT_EXPECT_STREQ(test, text, "abcdef");
	KUNIT_EXPECT_EQ(test, d->faults, faults ? 2 : 0);
	KUNIT_EXPECT_EQ(test, put_user(0x12345678, (int __user *)at), 0);
	KUNIT_EXPECT_EQ(test, *(int *)memory, 0x12345678);
	*(int *)memory = 77;
	KUNIT_EXPECT_EQ(test, get_user(value, (int __user *)at), 0);
	KUNIT_EXPECT_EQ(test, value, 77);
	KUNIT_EXPECT_EQ(test, copy_to_user((char __user *)at + PAGE_SIZE, "text", 5), 0u);
	KUNIT_EXPECT_STREQ(test, memory + PAGE_SIZE, "text");
	KUNIT_EXPECT_EQ(test, strncpy_from_user(text, (char __user *)at + PAGE_SIZE, 16), 4);
	KUNIT_EXPECT_EQ(test, strnlen_user((char __user *)at + PAGE_SIZE, 16), 5);
	KUNIT_EXPECT_EQ(test, clear_user((char __user *)at + PAGE_SIZE, 4), 0u);
	KUNIT_EXPECT_NULL(test, memchr_inv(memory + PAGE_SIZE, 0, 5));
	KUNIT_EXPECT_EQ(test, d->faults, faults ? 3 : 0);
	KUNIT_EXPECT_EQ(test, d->closed, 0);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, 4 * PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, d->closed, 1);
	KUNIT_EXPECT_EQ(test, page_count(d->block), 1);
	KUNIT_EXPECT_EQ(test, copy_from_user(text, (char __user *)at, 1), 1u);
	driver_free(d);
}

static void by_fault(struct kunit *test) { read_and_written(test, FAULTED, 1); }
static void by_a_page_in_the_handler(struct kunit *test) { read_and_written(test, INSERTED, 1); }
static void by_a_number_in_the_handler(struct kunit *test) { read_and_written(test, INSERTED_PFN, 1); }
static void by_remapping(struct kunit *test) { read_and_written(test, REMAPPED, 0); }
static void by_iomapping(struct kunit *test) { read_and_written(test, IOMAPPED, 0); }
static void by_pages(struct kunit *test) { read_and_written(test, PAGES, 0); }
static void of_vmalloc(struct kunit *test) { read_and_written(test, VMALLOC, 0); }

static void made_writable(struct kunit *test)
{
	struct driver *d = driver_of(test, LOCKED);
	unsigned long at = map(test, d, O_RDWR, BOTH, MAP_SHARED, 2, 2);
	char c;

	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at + PAGE_SIZE + 5), 0);
	KUNIT_EXPECT_EQ(test, d->last, 3u);
	KUNIT_EXPECT_EQ(test, d->made_writable, 0);
	KUNIT_EXPECT_EQ(test, put_user('x', (char __user *)at + PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, put_user('y', (char __user *)at + PAGE_SIZE + 1), 0);
	KUNIT_EXPECT_EQ(test, d->made_writable, 1);
	KUNIT_EXPECT_EQ(test, put_user('z', (char __user *)at), 0);
	KUNIT_EXPECT_EQ(test, d->made_writable, 2);
	KUNIT_EXPECT_EQ(test, d->faults, 2);
	KUNIT_EXPECT_FALSE(test, PageLocked(d->block + 3));
	KUNIT_EXPECT_EQ(test, memory_of(d)[3 * PAGE_SIZE + 1], 'y');
	KUNIT_EXPECT_EQ(test, page_count(d->block + 3), 2);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, 2 * PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, page_count(d->block + 3), 1);
	driver_free(d);
}

static void private_copies(struct kunit *test)
{
	struct driver *d = driver_of(test, FAULTED);
	unsigned long at = map(test, d, O_RDONLY, BOTH, MAP_PRIVATE, 0, 2);
	char c = 0;

	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	memory_of(d)[0] = 'm';
	memory_of(d)[PAGE_SIZE + 1] = 'n';
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at), 0);
	KUNIT_EXPECT_EQ(test, c, 'm');
	KUNIT_EXPECT_EQ(test, put_user('p', (char __user *)at), 0);
	KUNIT_EXPECT_EQ(test, put_user('q', (char __user *)at + PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, memory_of(d)[0], 'm');
	KUNIT_EXPECT_EQ(test, memory_of(d)[PAGE_SIZE], 0);
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at), 0);
	KUNIT_EXPECT_EQ(test, c, 'p');
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at + PAGE_SIZE + 1), 0);
	KUNIT_EXPECT_EQ(test, c, 'n');
	KUNIT_EXPECT_EQ(test, d->faults, 2);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, 2 * PAGE_SIZE), 0);
	driver_free(d);
}

static void split(struct kunit *test)
{
	struct driver *d = driver_of(test, FAULTED);
	unsigned long at = map(test, d, O_RDWR, BOTH, MAP_SHARED, 0, 4);
	char c;

	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	KUNIT_EXPECT_EQ(test, clear_user((char __user *)at, 4 * PAGE_SIZE), 0u);
	KUNIT_EXPECT_EQ(test, d->opened, 0);
	KUNIT_EXPECT_EQ(test, vm_munmap(at + PAGE_SIZE, PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, d->opened, 2);
	KUNIT_EXPECT_EQ(test, d->closed, 1);
	KUNIT_EXPECT_EQ(test, page_count(d->block), 2);
	KUNIT_EXPECT_EQ(test, page_count(d->block + 1), 1);
	KUNIT_EXPECT_EQ(test, page_count(d->block + 2), 2);
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at), 0);
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at + PAGE_SIZE), -EFAULT);
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at + 2 * PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, clear_user((char __user *)at, 4 * PAGE_SIZE), 3u * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, d->faults, 4);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, 4 * PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, d->closed, 3);
	KUNIT_EXPECT_EQ(test, page_count(d->block + 2), 1);
	driver_free(d);
}

static void what_fails(struct kunit *test)
{
	struct driver *d = driver_of(test, NONE);
	unsigned long at = map(test, d, O_RDWR, BOTH, MAP_SHARED, 0, 1);
	struct file *file;
	char c;

	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at), -EFAULT);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, PAGE_SIZE), 0);
	d->way = FAILS;
	at = map(test, d, O_RDWR, BOTH, MAP_SHARED, 0, 1);
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at), -EFAULT);
	KUNIT_EXPECT_EQ(test, put_user(c, (char __user *)at), -EFAULT);
	KUNIT_EXPECT_EQ(test, copy_from_user(&c, (char __user *)at, 1), 1u);
	KUNIT_EXPECT_EQ(test, d->faults, 3);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, PAGE_SIZE), 0);
	d->way = REFUSED;
	d->closed = 0;
	KUNIT_EXPECT_EQ(test, (long)map(test, d, O_RDWR, BOTH, MAP_SHARED, 0, 1), -EPERM);
	KUNIT_EXPECT_EQ(test, d->closed, 0);
	d->way = FAULTED;
	at = map(test, d, O_RDWR, BOTH, MAP_SHARED, 3, 2);
	KUNIT_EXPECT_EQ(test, copy_from_user(&c, (char __user *)at + PAGE_SIZE, 1), 1u);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, 2 * PAGE_SIZE), 0);
	/* For reading only. */
	at = map(test, d, O_RDONLY, PROT_READ, MAP_SHARED, 0, 1);
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at), 0);
	KUNIT_EXPECT_EQ(test, put_user(c, (char __user *)at), -EFAULT);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, (long)map(test, d, O_RDONLY, BOTH, MAP_SHARED, 0, 1), -EACCES);
	KUNIT_EXPECT_EQ(test, (long)map(test, d, O_WRONLY, PROT_WRITE, MAP_SHARED, 0, 1), -EACCES);
	KUNIT_EXPECT_EQ(test, (long)map(test, d, O_RDWR, BOTH, 0, 0, 1), -EINVAL);
	file = anon_inode_getfile("[test]", &driver_fops_none, NULL, O_RDWR);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, (long)kunit_vm_mmap(test, file, 0, PAGE_SIZE, BOTH, MAP_SHARED, 0), -ENODEV);
	fput(file);
	/* More than there is. */
	d->way = IOMAPPED;
	KUNIT_EXPECT_EQ(test, (long)map(test, d, O_RDWR, BOTH, MAP_SHARED, 1, 4), -EINVAL);
	KUNIT_EXPECT_EQ(test, (long)map(test, d, O_RDWR, BOTH, MAP_SHARED, 5, 1), -EINVAL);
	d->way = PAGES;
	KUNIT_EXPECT_EQ(test, (long)map(test, d, O_RDWR, BOTH, MAP_SHARED, 1, 4), -ENXIO);
	KUNIT_EXPECT_EQ(test, (long)map(test, d, O_RDWR, BOTH, MAP_SHARED, 4, 1), -ENXIO);
	d->way = VMALLOC;
	KUNIT_EXPECT_EQ(test, (long)map(test, d, O_RDWR, BOTH, MAP_SHARED, 1, 4), -EINVAL);
	KUNIT_EXPECT_EQ(test, (long)map(test, d, O_RDWR, BOTH, MAP_SHARED, 0, 5), -EINVAL);
	driver_free(d);
}

/* One byte of a page is read; whether the driver was asked for the page. */
static bool asked(struct kunit *test, struct driver *d, unsigned long at, int page, char want)
{
	int before = d->faults;
	char c = 0;

	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at + page * PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, c, want);
	return d->faults > before;
}

static void taken_away(struct kunit *test, enum way way)
{
	struct driver *d = driver_of(test, way);
	unsigned long at = map(test, d, O_RDWR, BOTH, MAP_SHARED, 0, 4), other = map(test, d, O_RDWR, BOTH, MAP_SHARED, 2, 1);
	char *memory = memory_of(d);
	int i, references = way == INSERTED_PFN ? 0 : 1;

	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(other));
	/* Nothing is there yet. */
	unmap_mapping_range(d->mapping, 0, 0, 1);
	for (i = 0; i < 4; i++) {
		memory[i * PAGE_SIZE] = 'a' + i;
		KUNIT_EXPECT_TRUE(test, asked(test, d, at, i, 'a' + i) || way == PAGES);
		KUNIT_EXPECT_FALSE(test, asked(test, d, at, i, 'a' + i));
	}
	asked(test, d, other, 0, 'c');
	KUNIT_EXPECT_EQ(test, page_count(d->block + 1), 1 + references);
	KUNIT_EXPECT_EQ(test, page_count(d->block + 2), 1 + 2 * references);
	/* Up to the begin of the third page, but the length is one page. */
	unmap_mapping_range(d->mapping, 2 * PAGE_SIZE - 1, 2, 1);
	KUNIT_EXPECT_EQ(test, page_count(d->block), 1 + references);
	KUNIT_EXPECT_EQ(test, page_count(d->block + 1), 1);
	KUNIT_EXPECT_EQ(test, page_count(d->block + 2), 1 + 2 * references);
	unmap_mapping_range(d->mapping, PAGE_SIZE, PAGE_SIZE + 1, 1);
	KUNIT_EXPECT_EQ(test, page_count(d->block), 1 + references);
	KUNIT_EXPECT_EQ(test, page_count(d->block + 1), 1);
	KUNIT_EXPECT_EQ(test, page_count(d->block + 2), 1);
	KUNIT_EXPECT_FALSE(test, asked(test, d, at, 0, 'a'));
	memory[2 * PAGE_SIZE] = 'C';
	KUNIT_EXPECT_TRUE(test, asked(test, d, at, 2, 'C'));
	KUNIT_EXPECT_TRUE(test, asked(test, d, at, 1, 'b'));
	KUNIT_EXPECT_TRUE(test, asked(test, d, other, 0, 'C'));
	KUNIT_EXPECT_FALSE(test, asked(test, d, at, 3, 'd'));
	/* Up to the end. */
	unmap_mapping_range(d->mapping, 3 * PAGE_SIZE, 0, 1);
	KUNIT_EXPECT_FALSE(test, asked(test, d, at, 2, 'C'));
	KUNIT_EXPECT_TRUE(test, asked(test, d, at, 3, 'd'));
	unmap_mapping_range(d->mapping, 0, 0, 0);
	for (i = 0; i < 4; i++)
		KUNIT_EXPECT_EQ(test, page_count(d->block + i), 1);
	KUNIT_EXPECT_TRUE(test, asked(test, d, at, 0, 'a'));
	KUNIT_EXPECT_EQ(test, d->closed, 0);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, 4 * PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, vm_munmap(other, PAGE_SIZE), 0);
	driver_free(d);
}

static void taken_away_of_faults(struct kunit *test) { taken_away(test, FAULTED); }
static void taken_away_of_pages(struct kunit *test) { taken_away(test, PAGES); }
static void taken_away_of_inserted_pages(struct kunit *test) { taken_away(test, INSERTED); }
static void taken_away_of_inserted_numbers(struct kunit *test) { taken_away(test, INSERTED_PFN); }

static void taken_away_without_fault(struct kunit *test)
{
	struct driver *d = driver_of(test, REMAPPED_ONCE);
	unsigned long at = map(test, d, O_RDWR, BOTH, MAP_SHARED, 0, 2);
	char c;

	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	KUNIT_EXPECT_EQ(test, put_user('x', (char __user *)at), 0);
	unmap_mapping_range(d->mapping, 0, PAGE_SIZE, 0);
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at), -EFAULT);
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at + PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, 2 * PAGE_SIZE), 0);
	driver_free(d);
}

static void copies_taken_away(struct kunit *test)
{
	struct driver *d = driver_of(test, FAULTED);
	unsigned long at = map(test, d, O_RDONLY, BOTH, MAP_PRIVATE, 0, 2);

	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	memory_of(d)[0] = 'm';
	memory_of(d)[PAGE_SIZE] = 'n';
	KUNIT_EXPECT_EQ(test, put_user('p', (char __user *)at), 0);
	KUNIT_EXPECT_TRUE(test, asked(test, d, at, 1, 'n'));
	/* What was written stays, and what was read goes. */
	unmap_mapping_range(d->mapping, 0, 0, 0);
	KUNIT_EXPECT_FALSE(test, asked(test, d, at, 0, 'p'));
	KUNIT_EXPECT_TRUE(test, asked(test, d, at, 1, 'n'));
	unmap_mapping_range(d->mapping, 0, 0, 1);
	KUNIT_EXPECT_TRUE(test, asked(test, d, at, 0, 'm'));
	KUNIT_EXPECT_EQ(test, vm_munmap(at, 2 * PAGE_SIZE), 0);
	driver_free(d);
}

static void written_again(struct kunit *test)
{
	struct driver *d = driver_of(test, LOCKED);
	unsigned long at = map(test, d, O_RDWR, BOTH, MAP_SHARED, 0, 1);

	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	KUNIT_EXPECT_EQ(test, put_user('x', (char __user *)at), 0);
	KUNIT_EXPECT_EQ(test, d->made_writable, 1);
	unmap_shared_mapping_range(d->mapping, 0, PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, page_count(d->block), 1);
	KUNIT_EXPECT_EQ(test, put_user('y', (char __user *)at + 1), 0);
	KUNIT_EXPECT_EQ(test, d->made_writable, 2);
	KUNIT_EXPECT_EQ(test, memory_of(d)[0], 'x');
	KUNIT_EXPECT_EQ(test, vm_munmap(at, PAGE_SIZE), 0);
	driver_free(d);
}

static void words(struct kunit *test)
{
	struct vm_area_struct vma = { .vm_start = 0x10000, .vm_end = 0x13000 };

	KUNIT_EXPECT_EQ(test, vma_pages(&vma), 3u);
	vm_flags_init(&vma, VM_READ | VM_WRITE);
	KUNIT_EXPECT_EQ(test, vma.vm_flags, (vm_flags_t)(VM_READ | VM_WRITE));
	KUNIT_EXPECT_TRUE(test, vma_is_anonymous(&vma));
	KUNIT_EXPECT_TRUE(test, range_in_vma(&vma, 0x11000, 0x13000));
	KUNIT_EXPECT_FALSE(test, range_in_vma(&vma, 0x11000, 0x13001));
	KUNIT_EXPECT_FALSE(test, range_in_vma(NULL, 0, 0));
	KUNIT_EXPECT_EQ(test, vmf_error(-ENOMEM), (vm_fault_t)VM_FAULT_OOM);
	KUNIT_EXPECT_EQ(test, vmf_error(-EIO), (vm_fault_t)VM_FAULT_SIGBUS);
	KUNIT_EXPECT_EQ(test, vmf_fs_error(0), (vm_fault_t)VM_FAULT_LOCKED);
	KUNIT_EXPECT_EQ(test, vmf_fs_error(-EAGAIN), (vm_fault_t)VM_FAULT_NOPAGE);
}

static struct kunit_case mmap_cases[] = {
	KUNIT_CASE(by_fault),
	KUNIT_CASE(by_a_page_in_the_handler),
	KUNIT_CASE(by_a_number_in_the_handler),
	KUNIT_CASE(by_remapping),
	KUNIT_CASE(by_iomapping),
	KUNIT_CASE(by_pages),
	KUNIT_CASE(of_vmalloc),
	KUNIT_CASE(made_writable),
	KUNIT_CASE(private_copies),
	KUNIT_CASE(split),
	KUNIT_CASE(what_fails),
	KUNIT_CASE(taken_away_of_faults),
	KUNIT_CASE(taken_away_of_pages),
	KUNIT_CASE(taken_away_of_inserted_pages),
	KUNIT_CASE(taken_away_of_inserted_numbers),
	KUNIT_CASE(taken_away_without_fault),
	KUNIT_CASE(copies_taken_away),
	KUNIT_CASE(written_again),
	KUNIT_CASE(words),
	{}
};

static struct kunit_suite mmap_suite = {
	.name = "mmap",
	.test_cases = mmap_cases,
};
kunit_test_suites(&mmap_suite);

MODULE_DESCRIPTION("Memory of a driver that a process maps");
MODULE_LICENSE("GPL");

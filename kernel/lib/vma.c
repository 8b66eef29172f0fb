// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Mapping files of drivers. The addresses are of a range that no program has memory in, so that nobody can get around
 * the pages that the driver gave.
 */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/mman.h>
#include <linux/slab.h>
#include "vma.h"

static LIST_HEAD(vma_areas);
static unsigned long vma_next = VMA_FIRST;
__weak DEFINE_SPINLOCK(ktest_vma_lock);

__weak struct vma_area *ktest_vma_at(unsigned long addr)
{
	struct vma_area *area, *found = NULL;

	if (addr < VMA_FIRST || addr > VMA_LAST)
		return NULL;
	spin_lock(&ktest_vma_lock);
	list_for_each_entry(area, &vma_areas, list)
		if (addr >= area->vma.vm_start && addr < area->vma.vm_end)
			found = area;
	spin_unlock(&ktest_vma_lock);
	return found;
}

__weak struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr)
{
	struct vma_area *area, *found = NULL;

	(void)mm;
	spin_lock(&ktest_vma_lock);
	list_for_each_entry_reverse(area, &vma_areas, list)
		if (addr < area->vma.vm_end)
			found = area;
	spin_unlock(&ktest_vma_lock);
	return found ? &found->vma : NULL;
}

__weak struct vm_area_struct *vma_lookup(struct mm_struct *mm, unsigned long addr)
{
	struct vma_area *area = ktest_vma_at(addr);

	(void)mm;
	return area ? &area->vma : NULL;
}

/* ---- making one ------------------------------------------------------------------------------ */

static int vma_flags_of(const struct file *file, unsigned long prot, unsigned long flag, vm_flags_t *flags)
{
	*flags = (prot & (PROT_READ | PROT_WRITE | PROT_EXEC)) | VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC;
	if (!(flag & (MAP_SHARED | MAP_PRIVATE)))
		return -EINVAL;
	if (flag & MAP_SHARED) {
		if ((prot & PROT_WRITE) && !(file->f_mode & FMODE_WRITE))
			return -EACCES;
		*flags |= VM_SHARED | VM_MAYSHARE;
		if (!(file->f_mode & FMODE_WRITE))
			*flags &= ~(VM_MAYWRITE | VM_SHARED);
	}
	if (!(file->f_mode & FMODE_READ))
		return -EACCES;
	return file->f_op->mmap ? 0 : -ENODEV;
}

static struct vma_area *vma_new(unsigned long nr)
{
	struct vma_area *area = kzalloc(sizeof(*area), GFP_KERNEL);

	if (!area)
		return NULL;
	area->pages = kvcalloc(nr, sizeof(*area->pages), GFP_KERNEL);
	if (area->pages)
		return area;
	kfree(area);
	return NULL;
}

static void vma_free(struct vma_area *area)
{
	kvfree(area->pages);
	kfree(area);
}

static void vma_place(struct vma_area *area, unsigned long len)
{
	spin_lock(&ktest_vma_lock);
	area->vma.vm_start = vma_next;
	area->vma.vm_end = vma_next + len;
	vma_next += len + PAGE_SIZE;
	list_add_tail(&area->list, &vma_areas);
	ktest_vma_count++;
	spin_unlock(&ktest_vma_lock);
}

static void vma_remove(struct vma_area *area)
{
	spin_lock(&ktest_vma_lock);
	list_del(&area->list);
	ktest_vma_count--;
	spin_unlock(&ktest_vma_lock);
}

__weak unsigned long ktest_vma_map(struct file *file, unsigned long len, unsigned long prot, unsigned long flag,
				   unsigned long offset)
{
	unsigned long pgoff = offset >> PAGE_SHIFT;
	struct vma_area *area;
	vm_flags_t flags;
	int error;

	len = PAGE_ALIGN(len);
	if (!len || len > VMA_LAST - vma_next)
		return -ENOMEM;
	if (pgoff + (len >> PAGE_SHIFT) < pgoff)
		return -EOVERFLOW;
	error = vma_flags_of(file, prot, flag, &flags);
	if (error)
		return error;
	area = vma_new(len >> PAGE_SHIFT);
	if (!area)
		return -ENOMEM;
	area->vma.vm_pgoff = pgoff;
	area->vma.vm_page_prot = vm_get_page_prot(flags);
	area->vma.vm_mm = current->mm;
	area->vma.vm_file = get_file(file);
	area->vma.__vm_flags = flags;
	vma_place(area, len);
	error = file->f_op->mmap(file, &area->vma);
	if (!error)
		return area->vma.vm_start;
	ktest_vma_drop(area, area->vma.vm_start, area->vma.vm_end);
	vma_remove(area);
	fput(file);
	vma_free(area);
	return error;
}

/* ---- taking it away -------------------------------------------------------------------------- */

__weak void ktest_vma_drop(struct vma_area *area, unsigned long start, unsigned long end)
{
	for (; start < end; start += PAGE_SIZE) {
		struct vma_page *page = &area->pages[(start - area->vma.vm_start) >> PAGE_SHIFT];
		struct vma_page was;

		spin_lock(&ktest_vma_lock);
		was = *page;
		page->flags = 0;
		spin_unlock(&ktest_vma_lock);
		if (was.flags & VMA_COUNTED)
			put_page(pfn_to_page(was.pfn));
	}
}

/* The first page from *at on that lies in the part of the mapping; it is taken out. */
static bool vma_take_of(struct address_space *mapping, pgoff_t first, pgoff_t last, bool copies, unsigned long *at,
			struct vma_page *was)
{
	struct vma_area *area;

	list_for_each_entry(area, &vma_areas, list) {
		struct vm_area_struct *vma = &area->vma;

		if (vma->vm_file->f_mapping != mapping || vma->vm_end <= *at)
			continue;
		for (*at = max(*at, vma->vm_start); *at < vma->vm_end; *at += PAGE_SIZE) {
			unsigned long nr = (*at - vma->vm_start) >> PAGE_SHIFT;

			if (vma->vm_pgoff + nr < first || vma->vm_pgoff + nr > last ||
			    !(area->pages[nr].flags & VMA_THERE) || (!copies && area->pages[nr].flags & VMA_COPY))
				continue;
			*was = area->pages[nr];
			area->pages[nr].flags = 0;
			return true;
		}
	}
	return false;
}

__weak void unmap_mapping_pages(struct address_space *mapping, pgoff_t start, pgoff_t nr, bool even_cows)
{
	pgoff_t last = start + nr - 1 < start ? ULONG_MAX : start + nr - 1;
	struct vma_page was;
	unsigned long at = 0;
	bool found;

	do {
		spin_lock(&ktest_vma_lock);
		found = vma_take_of(mapping, start, last, even_cows, &at, &was);
		spin_unlock(&ktest_vma_lock);
		if (found && was.flags & VMA_COUNTED)
			put_page(pfn_to_page(was.pfn));
	} while (found);
}

__weak void unmap_mapping_range(struct address_space *mapping, loff_t holebegin, loff_t holelen, int even_cows)
{
	unmap_mapping_pages(mapping, (pgoff_t)holebegin >> PAGE_SHIFT, ((pgoff_t)holelen + ~PAGE_MASK) >> PAGE_SHIFT,
			    even_cows);
}

/* The area ends at `at`; what is behind becomes an area of its own. */
static int vma_split(struct vma_area *area, unsigned long at)
{
	unsigned long nr = (at - area->vma.vm_start) >> PAGE_SHIFT, rest = vma_pages(&area->vma) - nr;
	const struct vm_operations_struct *ops = area->vma.vm_ops;
	struct vma_area *behind;
	int error = ops && ops->may_split ? ops->may_split(&area->vma, at) : 0;

	if (error)
		return error;
	behind = vma_new(rest);
	if (!behind)
		return -ENOMEM;
	memcpy(&behind->vma, &area->vma, sizeof(behind->vma));
	behind->vma.vm_start = at;
	behind->vma.vm_pgoff += nr;
	get_file(behind->vma.vm_file);
	if (ops && ops->open)
		ops->open(&behind->vma);
	spin_lock(&ktest_vma_lock);
	memcpy(behind->pages, area->pages + nr, rest * sizeof(*behind->pages));
	area->vma.vm_end = at;
	list_add(&behind->list, &area->list);
	ktest_vma_count++;
	spin_unlock(&ktest_vma_lock);
	return 0;
}

static void vma_close(struct vma_area *area)
{
	const struct vm_operations_struct *ops = area->vma.vm_ops;

	ktest_vma_drop(area, area->vma.vm_start, area->vma.vm_end);
	vma_remove(area);
	if (ops && ops->close)
		ops->close(&area->vma);
	fput(area->vma.vm_file);
	vma_free(area);
}

__weak int ktest_vma_unmap(unsigned long start, unsigned long end)
{
	for (unsigned long at = start; at < end;) {
		struct vm_area_struct *vma = find_vma(NULL, at);
		int error = 0;

		if (!vma || vma->vm_start >= end)
			return 0;
		if (vma->vm_start < start) {
			error = vma_split(vma_area_of(vma), start);
			if (!error)
				continue;
		} else if (vma->vm_end > end) {
			error = vma_split(vma_area_of(vma), end);
			if (!error)
				continue;
		}
		if (error)
			return error;
		at = vma->vm_end;
		vma_close(vma_area_of(vma));
	}
	return 0;
}

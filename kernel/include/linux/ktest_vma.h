/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Areas of user memory that a file serves: the part of linux/mm.h that a driver's mmap uses.
 * A test maps a file by vm_mmap() or kunit_vm_mmap() and reads and writes the memory as any user memory
 * (copy_from_user(), put_user()), which calls vm_ops->fault where a page is missing; vm_munmap() calls close. The file
 * is one of anon_inode_getfile() or of ktest_open_misc() (ktest/device_file.h).
 * Fidelity: simplified: one address space, without a lock of its own, huge pages and protection keys; the addresses can
 * not be dereferenced; a range beyond the area is refused with a warning. Plain mode has none of it
 */
#ifndef KTEST_LINUX_KTEST_VMA_H
#define KTEST_LINUX_KTEST_VMA_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/errno.h>
#include <linux/mm_types.h>
#include <linux/types.h>
#include <asm/page.h>

#define VM_NONE 0x00000000
#define VM_READ 0x00000001
#define VM_WRITE 0x00000002
#define VM_EXEC 0x00000004
#define VM_SHARED 0x00000008
#define VM_MAYREAD 0x00000010
#define VM_MAYWRITE 0x00000020
#define VM_MAYEXEC 0x00000040
#define VM_MAYSHARE 0x00000080
#define VM_GROWSDOWN 0x00000100
#define VM_UFFD_MISSING 0x00000200
#define VM_PFNMAP 0x00000400
#define VM_UFFD_WP 0x00001000
#define VM_LOCKED 0x00002000
#define VM_IO 0x00004000
#define VM_SEQ_READ 0x00008000
#define VM_RAND_READ 0x00010000
#define VM_DONTCOPY 0x00020000
#define VM_DONTEXPAND 0x00040000
#define VM_LOCKONFAULT 0x00080000
#define VM_ACCOUNT 0x00100000
#define VM_NORESERVE 0x00200000
#define VM_HUGETLB 0x00400000
#define VM_SYNC 0x00800000
#define VM_ARCH_1 0x01000000
#define VM_PAT VM_ARCH_1
#define VM_WIPEONFORK 0x02000000
#define VM_DONTDUMP 0x04000000
#define VM_SOFTDIRTY 0x08000000
#define VM_MIXEDMAP 0x10000000
#define VM_HUGEPAGE 0x20000000
#define VM_NOHUGEPAGE 0x40000000
#define VM_MERGEABLE 0x80000000UL
#define VM_UFFD_MINOR (1UL << 38)
#define VM_DROPPABLE (1UL << 40)

enum vm_fault_reason {
	VM_FAULT_OOM = 0x000001,
	VM_FAULT_SIGBUS = 0x000002,
	VM_FAULT_MAJOR = 0x000004,
	VM_FAULT_HWPOISON = 0x000010,
	VM_FAULT_HWPOISON_LARGE = 0x000020,
	VM_FAULT_SIGSEGV = 0x000040,
	VM_FAULT_NOPAGE = 0x000100,
	VM_FAULT_LOCKED = 0x000200,
	VM_FAULT_RETRY = 0x000400,
	VM_FAULT_FALLBACK = 0x000800,
	VM_FAULT_DONE_COW = 0x001000,
	VM_FAULT_NEEDDSYNC = 0x002000,
	VM_FAULT_COMPLETED = 0x004000,
};
#define VM_FAULT_ERROR \
	(VM_FAULT_OOM | VM_FAULT_SIGBUS | VM_FAULT_SIGSEGV | VM_FAULT_HWPOISON | VM_FAULT_HWPOISON_LARGE | VM_FAULT_FALLBACK)
enum fault_flag {
	FAULT_FLAG_WRITE = 1 << 0,
	FAULT_FLAG_MKWRITE = 1 << 1,
	FAULT_FLAG_ALLOW_RETRY = 1 << 2,
	FAULT_FLAG_RETRY_NOWAIT = 1 << 3,
	FAULT_FLAG_KILLABLE = 1 << 4,
	FAULT_FLAG_TRIED = 1 << 5,
	FAULT_FLAG_USER = 1 << 6,
	FAULT_FLAG_REMOTE = 1 << 7,
	FAULT_FLAG_INTERRUPTIBLE = 1 << 9,
};

/* page: what the handler found, with a reference that the area then has. */
struct vm_fault {
	struct vm_area_struct *vma;
	gfp_t gfp_mask;
	pgoff_t pgoff;
	unsigned long address;		/* of the page */
	unsigned long real_address;
	enum fault_flag flags;
	struct page *cow_page;
	struct page *page;
};

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *vma);
	/* Called once for each area that is gone, also for one that was split off. */
	void (*close)(struct vm_area_struct *vma);
	int (*may_split)(struct vm_area_struct *vma, unsigned long addr);
	int (*mremap)(struct vm_area_struct *vma);
	vm_fault_t (*fault)(struct vm_fault *vmf);
	vm_fault_t (*map_pages)(struct vm_fault *vmf, pgoff_t start, pgoff_t end);
	/* A shared page that was only read becomes writable. */
	vm_fault_t (*page_mkwrite)(struct vm_fault *vmf);
	vm_fault_t (*pfn_mkwrite)(struct vm_fault *vmf);
	int (*access)(struct vm_area_struct *vma, unsigned long addr, void *buf, int len, int write);
	const char *(*name)(struct vm_area_struct *vma);
};

/* Before Linux 6.3 vm_flags was assigned to. */
#if KTEST_HAS_vm_flags_set
static inline void vm_flags_init(struct vm_area_struct *vma, vm_flags_t flags) { vma->__vm_flags = flags; }
static inline void vm_flags_reset(struct vm_area_struct *vma, vm_flags_t flags) { vma->__vm_flags = flags; }
static inline void vm_flags_set(struct vm_area_struct *vma, vm_flags_t flags) { vma->__vm_flags |= flags; }
static inline void vm_flags_clear(struct vm_area_struct *vma, vm_flags_t flags) { vma->__vm_flags &= ~flags; }
static inline void vm_flags_mod(struct vm_area_struct *vma, vm_flags_t set, vm_flags_t clear)
{
	vma->__vm_flags = (vma->__vm_flags | set) & ~clear;
}
#endif
static inline bool vma_is_anonymous(struct vm_area_struct *vma) { return !vma->vm_ops; }
static inline bool vma_is_shared_maywrite(struct vm_area_struct *vma)
{
	return (vma->vm_flags & (VM_SHARED | VM_MAYWRITE)) == (VM_SHARED | VM_MAYWRITE);
}
static inline bool is_cow_mapping(vm_flags_t flags) { return (flags & (VM_SHARED | VM_MAYWRITE)) == VM_MAYWRITE; }
static inline unsigned long vma_pages(const struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}
static inline bool range_in_vma(struct vm_area_struct *vma, unsigned long start, unsigned long end)
{
	return vma && vma->vm_start <= start && end <= vma->vm_end;
}
/* Memory has one kind of cache here. */
static inline pgprot_t vm_get_page_prot(vm_flags_t flags)
{
	pgprot_t prot = { flags & (VM_READ | VM_WRITE | VM_EXEC | VM_SHARED) };

	return prot;
}
#define pgprot_noncached(prot) (prot)
#define pgprot_writecombine(prot) (prot)
#define pgprot_device(prot) (prot)

#ifdef KTEST_HOSTED
/* 0; -EINVAL: not aligned, part of a private writable area, beyond the area (which warns). */
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, unsigned long size,
		    pgprot_t prot);
static inline int io_remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
				     unsigned long size, pgprot_t prot)
{
	return remap_pfn_range(vma, addr, pfn, size, prot);
}
/* And -EINVAL: vm_pgoff and the area's size are not within start … start + len. */
int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len);
/*
 * 0; -EFAULT: not in the area; -EINVAL: no page that can be mapped; -EBUSY: there is one already. In a handler only
 * if the area is VM_MIXEDMAP.
 */
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page);
/* *num: how many are left. */
int vm_insert_pages(struct vm_area_struct *vma, unsigned long addr, struct page **pages, unsigned long *num);
/* From vm_pgoff on; -ENXIO: fewer pages than the area has. */
int vm_map_pages(struct vm_area_struct *vma, struct page **pages, unsigned long num);
int vm_map_pages_zero(struct vm_area_struct *vma, struct page **pages, unsigned long num);
/* Of vmalloc_user(), pgoff pages on. Simplified: of any vmalloc memory. */
int remap_vmalloc_range(struct vm_area_struct *vma, void *addr, unsigned long pgoff);
int remap_vmalloc_range_partial(struct vm_area_struct *vma, unsigned long uaddr, void *kaddr, unsigned long pgoff,
				unsigned long size);
/* VM_FAULT_NOPAGE, or an error. */
vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn);
vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, pgprot_t pgprot);
vm_fault_t vmf_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page);
static inline vm_fault_t vmf_error(int err)
{
	return err == -ENOMEM ? VM_FAULT_OOM : err == -EHWPOISON ? VM_FAULT_HWPOISON : VM_FAULT_SIGBUS;
}
static inline vm_fault_t vmf_fs_error(int err)
{
	if (err == 0)
		return VM_FAULT_LOCKED;
	if (err == -EFAULT || err == -EAGAIN)
		return VM_FAULT_NOPAGE;
	return vmf_error(err);
}
/* The next access faults. */
void zap_vma_ptes(struct vm_area_struct *vma, unsigned long address, unsigned long size);
/*
 * Pages of all areas that map this part of the file go: the next access faults. Of private areas, pages that were written to
 * go only with even_cows. To pages, the begin is rounded down and the length up, each by itself; a
 * length of 0 is up to the end.
 */
void unmap_mapping_range(struct address_space *mapping, loff_t const holebegin, loff_t const holelen, int even_cows);
void unmap_mapping_pages(struct address_space *mapping, pgoff_t start, pgoff_t nr, bool even_cows);
static inline void unmap_shared_mapping_range(struct address_space *mapping, loff_t const holebegin, loff_t const holelen)
{
	unmap_mapping_range(mapping, holebegin, holelen, 0);
}
/* The first area that ends behind the address, or NULL. */
struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr);
struct vm_area_struct *vma_lookup(struct mm_struct *mm, unsigned long addr);

/* For user access: how much from `at` on can be accessed, after faults; 0 outside of all areas. */
unsigned long ktest_vma_span(unsigned long at, unsigned long n, unsigned int prot, bool *is_area);
/* Where the byte at a user's address is. */
void *ktest_vma_memory(unsigned long at);
unsigned long ktest_vma_map(struct file *file, unsigned long len, unsigned long prot, unsigned long flag,
			    unsigned long offset);
int ktest_vma_unmap(unsigned long start, unsigned long end);
#endif

#include <ktest/close.h>
#endif

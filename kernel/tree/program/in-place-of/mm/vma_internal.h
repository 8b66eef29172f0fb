/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * tools/testing/vma: read before the program, in place of its own vma_internal.h. Structures and inline functions are the
 * tree's, from its mm/vma_internal.h, which has the same include guard: so the program's stand-in for them is skipped.
 *
 * The program tests mm/vma.c alone: its address spaces have no page tables, its files none, its anon_vma is an empty
 * object that no lock was set up in. What mm/vma.c calls on these is here, and what the program's checks read: whether
 * an anon_vma was cloned or unlinked is counted in members of the kernel's structure that nothing else uses here.
 * Whether writing began is vm_lock_seq, which the kernel's own vma_start_write() sets.
 */
#ifndef KTEST_TREE_PROGRAM_MM_VMA_INTERNAL_H
#define KTEST_TREE_PROGRAM_MM_VMA_INTERNAL_H

/*
 * The program checks when writing begins, which without locks of single areas nobody notes. So an area has another
 * layout here than in the tree's other files: none of their functions that look into one may be called.
 */
#define CONFIG_PER_VMA_LOCK 1

#include KTEST_IN_PLACE_OF

/* The program has a task of its own. */
#define get_current ktest_own_get_current
struct task_struct *get_current(void);

/* ---- areas: kernel/fork.c is compiled without locks of single areas */

void *calloc(size_t n, size_t size);
void free(void *p);

static inline void ktest_vm_area_free(struct vm_area_struct *vma)
{
	free(vma->vm_lock);
	free(vma);
}

static inline struct vm_area_struct *ktest_vm_area_with_lock(struct vm_area_struct *vma)
{
	if (!vma)
		return NULL;
	vma->vm_lock = calloc(1, sizeof(*vma->vm_lock));
	if (!vma->vm_lock) {
		free(vma);
		return NULL;
	}
	init_rwsem(&vma->vm_lock->lock);
	vma->vm_lock_seq = UINT_MAX;
	return vma;
}

static inline struct vm_area_struct *ktest_vm_area_alloc(struct mm_struct *mm)
{
	struct vm_area_struct *vma = calloc(1, sizeof(*vma));

	if (vma)
		vma_init(vma, mm);
	return ktest_vm_area_with_lock(vma);
}

static inline struct vm_area_struct *ktest_vm_area_dup(struct vm_area_struct *orig)
{
	struct vm_area_struct *vma = calloc(1, sizeof(*vma));

	if (vma) {
		data_race(memcpy(vma, orig, sizeof(*vma)));
		INIT_LIST_HEAD(&vma->anon_vma_chain);
	}
	return ktest_vm_area_with_lock(vma);
}

#define vm_area_alloc ktest_vm_area_alloc
#define vm_area_dup ktest_vm_area_dup
#define vm_area_free ktest_vm_area_free
#define __vm_area_free ktest_vm_area_free

/* ---- anonymous memory */

#define was_cloned num_active_vmas
#define was_unlinked num_children

static inline int ktest_anon_vma_clone(struct vm_area_struct *to, struct vm_area_struct *from)
{
	if (from->anon_vma) {
		to->anon_vma = from->anon_vma;
		to->anon_vma->was_cloned = true;
	}
	return 0;
}

static inline void ktest_unlink_anon_vmas(struct vm_area_struct *vma)
{
	vma->anon_vma->was_unlinked = true;
}

#define anon_vma_clone ktest_anon_vma_clone
#define unlink_anon_vmas ktest_unlink_anon_vmas
#define anon_vma_merge(vma, next) ((void)(vma), (void)(next))
#define anon_vma_lock_write(anon_vma) ((void)(anon_vma))
#define anon_vma_unlock_write(anon_vma) ((void)(anon_vma))
#define anon_vma_interval_tree_insert(chain, root) ((void)(chain), (void)(root))
#define anon_vma_interval_tree_remove(chain, root) ((void)(chain), (void)(root))

/* ---- files, pages and page tables: there are none */

#define vma_interval_tree_insert(vma, root) ((void)(vma), (void)(root))
#define vma_interval_tree_remove(vma, root) ((void)(vma), (void)(root))

#define lru_add_drain() ((void)0)
#define tlb_gather_mmu(tlb, mm) ((void)(tlb), (void)(mm))
#define tlb_finish_mmu(tlb) ((void)(tlb))
#define update_hiwater_rss(mm) ((void)(mm))
#define unmap_vmas(tlb, mas, vma, start, end, tree_end, is_locked) ((void)(tlb), (void)(mas))
#define free_pgtables(tlb, mas, vma, floor, ceiling, is_locked) ((void)(tlb), (void)(mas))
#define vma_adjust_trans_huge(vma, start, end, next) ((void)(vma))
#define hugetlb_split(vma, addr) ((void)(vma))
#define khugepaged_enter_vma(vma, flags) ((void)(vma))
#define uprobe_mmap(vma) ((void)(vma))
#define uprobe_munmap(vma, start, end) ((void)(vma))

#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Address spaces of users: what kernel/fork.c makes and takes away. Areas, page tables and faults are
 * the tree's own code (mm/). No program runs in them: uaccess.c looks pages up as a fault would.
 */
#include "tree.h"
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/mmap_lock.h>
#include <linux/sched/mm.h>
#include <linux/sched/task.h>
#include <linux/user_namespace.h>
#include <asm/mmu_context.h>
#include <asm/tlbflush.h>

static void mm_start(struct mm_struct *mm)
{
	mt_init_flags(&mm->mm_mt, MM_MT_FLAGS);
	mt_set_external_lock(&mm->mm_mt, &mm->mmap_lock);
	atomic_set(&mm->mm_users, 1);
	atomic_set(&mm->mm_count, 1);
	seqcount_init(&mm->write_protect_seq);
	mmap_init_lock(mm);
	INIT_LIST_HEAD(&mm->mmlist);
	spin_lock_init(&mm->page_table_lock);
	spin_lock_init(&mm->arg_lock);
	mm_init_cpumask(mm);
	init_tlb_flush_pending(mm);
	mm->user_ns = &init_user_ns;
}

struct mm_struct *mm_alloc(void)
{
	struct mm_struct *mm = kzalloc(sizeof(*mm) + cpumask_size(), GFP_KERNEL);

	if (!mm)
		return NULL;
	mm_start(mm);
	mm->pgd = (pgd_t *)get_zeroed_page(GFP_KERNEL);
	if (mm->pgd)
		return mm;
	kfree(mm);
	return NULL;
}

void __mmdrop(struct mm_struct *mm)
{
	free_page((unsigned long)mm->pgd);
	kfree(mm);
}

void mmput(struct mm_struct *mm)
{
	might_sleep();
	if (!atomic_dec_and_test(&mm->mm_users))
		return;
	exit_mmap(mm);
	if (mm->exe_file)
		fput(mm->exe_file);
	mmdrop(mm);
}

void mmput_async(struct mm_struct *mm)
{
	mmput(mm);
}

/* Kernel threads, which all tasks here are, have none of their own. */
struct mm_struct *get_task_mm(struct task_struct *task)
{
	struct mm_struct *mm = task->flags & PF_KTHREAD ? NULL : task->mm;

	if (mm)
		mmget(mm);
	return mm;
}

struct file *get_mm_exe_file(struct mm_struct *mm)
{
	return NULL;
}

struct file *get_task_exe_file(struct task_struct *task)
{
	return NULL;
}

void kthread_use_mm(struct mm_struct *mm)
{
	WARN_ON_ONCE(current->mm);
	mmgrab(mm);
	current->mm = current->active_mm = mm;
}

void kthread_unuse_mm(struct mm_struct *mm)
{
	WARN_ON_ONCE(!current->mm);
	current->mm = NULL;
	current->active_mm = &init_mm;
	mmdrop(mm);
}

/* What a task has when it ends is gone with it. */
void ktree_leave_mm(void)
{
	struct mm_struct *mm = current->mm;

	if (!mm)
		return;
	kthread_unuse_mm(mm);
	mmput(mm);
}

/* ---- areas ----------------------------------------------------------------------------- */

struct vm_area_struct *vm_area_alloc(struct mm_struct *mm)
{
	struct vm_area_struct *vma = kmalloc(sizeof(*vma), GFP_KERNEL);

	if (vma)
		vma_init(vma, mm);
	return vma;
}

struct vm_area_struct *vm_area_dup(struct vm_area_struct *vma)
{
	struct vm_area_struct *copy = kmemdup(vma, sizeof(*vma), GFP_KERNEL);

	if (!copy)
		return NULL;
	INIT_LIST_HEAD(&copy->anon_vma_chain);
	dup_anon_vma_name(vma, copy);
	return copy;
}

void __vm_area_free(struct vm_area_struct *vma);
void __vm_area_free(struct vm_area_struct *vma)
{
	free_anon_vma_name(vma);
	kfree(vma);
}

void vm_area_free(struct vm_area_struct *vma)
{
	__vm_area_free(vma);
}

pgprot_t vm_get_page_prot(unsigned long flags)
{
	if (!(flags & (VM_READ | VM_WRITE | VM_EXEC)))
		return PAGE_NONE;
	if (!(flags & VM_WRITE))
		return PAGE_READONLY;
	return flags & VM_SHARED ? PAGE_SHARED : PAGE_COPY;
}

/* ---- what a machine keeps of page tables: nothing here ------------------------------------ */

void flush_tlb_all(void)
{
}

void flush_tlb_mm(struct mm_struct *mm)
{
}

int um_tlb_sync(struct mm_struct *mm);
int um_tlb_sync(struct mm_struct *mm)
{
	return 0;
}

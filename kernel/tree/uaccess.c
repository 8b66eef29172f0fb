// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * User memory. A task with an address space (kunit_vm_mmap()) reaches what is mapped there, page by
 * page, with the faults that a processor would cause. To a task without one, all of the program's
 * memory is user memory, and an address that nothing maps is a crash.
 */
#include "tree.h"
#include <linux/mm.h>
#include <linux/mmap_lock.h>
#include <linux/thread_info.h>
#include <linux/uaccess.h>

static pte_t *user_pte(struct mm_struct *mm, unsigned long at)
{
	pgd_t *pgd = pgd_offset(mm, at);
	p4d_t *p4d;
	pud_t *pud;
	pmd_t *pmd;

	if (!pgd_present(*pgd))
		return NULL;
	p4d = p4d_offset(pgd, at);
	if (!p4d_present(*p4d))
		return NULL;
	pud = pud_offset(p4d, at);
	if (!pud_present(*pud))
		return NULL;
	pmd = pmd_offset(pud, at);
	return pmd_present(*pmd) ? pte_offset_kernel(pmd, at) : NULL;
}

/* The byte at a user's address, if its page is there and may be used so. */
static char *user_present(unsigned long at, bool writes)
{
	const pte_t *pte = user_pte(current->mm, at);

	if (!pte || !pte_present(*pte) || !(writes ? pte_write(*pte) : pte_read(*pte)))
		return NULL;
	return (char *)__va((unsigned long)pte_pfn(*pte) << PAGE_SHIFT) + offset_in_page(at);
}

static bool user_fault(unsigned long at, bool writes)
{
	struct mm_struct *mm = current->mm;
	unsigned long allowed = writes ? VM_WRITE : VM_READ | VM_EXEC;
	struct vm_area_struct *vma;
	vm_fault_t fault = VM_FAULT_SIGSEGV;

	if (faulthandler_disabled())
		return false;
	mmap_read_lock(mm);
	vma = find_vma(mm, at);
	if (vma && vma->vm_start <= at && vma->vm_flags & allowed)
		fault = handle_mm_fault(vma, at, writes ? FAULT_FLAG_WRITE : 0, NULL);
	mmap_read_unlock(mm);
	return !(fault & VM_FAULT_ERROR);
}

/* A user's memory at an address, and in *piece how far it goes on there, at most `len`; NULL: a fault, or no length. */
static char *user_bytes(const void __user *at, unsigned long len, bool writes, unsigned long *piece)
{
	unsigned long address = untagged_addr((unsigned long)at);
	char *bytes;

	if (!len)
		return NULL;
	*piece = len;
	if (!current->mm)
		return (char __force *)at;
	*piece = min(len, PAGE_SIZE - offset_in_page(at));
	bytes = user_present(address, writes);
	if (!bytes && user_fault(address, writes))
		bytes = user_present(address, writes);
	return bytes;
}

unsigned long raw_copy_from_user(void *to, const void __user *from, unsigned long len)
{
	const char *bytes;
	unsigned long piece;

	for (; (bytes = user_bytes(from, len, false, &piece)); to += piece, from += piece, len -= piece)
		memcpy(to, bytes, piece);
	return len;
}

unsigned long raw_copy_to_user(void __user *to, const void *from, unsigned long len)
{
	unsigned long piece;
	char *bytes;

	for (; (bytes = user_bytes(to, len, true, &piece)); to += piece, from += piece, len -= piece)
		memcpy(bytes, from, piece);
	return len;
}

unsigned long __clear_user(void __user *to, unsigned long len)
{
	unsigned long piece;
	char *bytes;

	for (; (bytes = user_bytes(to, len, true, &piece)); to += piece, len -= piece)
		memset(bytes, 0, piece);
	return len;
}

/* Without the zero; as much as `size` if there is none before; -EFAULT. */
static long user_strnlen(const char __user *text, long size)
{
	long len = 0;

	while (len < size) {
		unsigned long piece, here;
		const char *bytes = user_bytes(text + len, size - len, false, &piece);

		if (!bytes)
			return -EFAULT;
		here = strnlen(bytes, piece);
		len += here;
		if (here < piece)
			break;
	}
	return len;
}

long strncpy_from_user(char *to, const char __user *from, long size)
{
	long len;

	if (size <= 0)
		return 0;
	if (!access_ok(from, 1))
		return -EFAULT;
	len = user_strnlen(from, size);
	if (len < 0)
		return len;
	return raw_copy_from_user(to, from, len == size ? len : len + 1) ? -EFAULT : len;
}

long strnlen_user(const char __user *text, long size)
{
	long len = access_ok(text, 1) ? user_strnlen(text, size) : -EFAULT;

	return len < 0 ? 0 : len + 1;
}

void __check_object_size(const void *object, unsigned long len, bool to_user)
{
}

long copy_from_kernel_nofault(void *to, const void *from, size_t size)
{
	memcpy(to, from, size);
	return 0;
}

long copy_to_kernel_nofault(void *to, const void *from, size_t size)
{
	memcpy(to, from, size);
	return 0;
}

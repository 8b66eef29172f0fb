// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A grace period of SRCU is waited for under a mutex that its readers take.
 * Rule: lock order
 */
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/srcu.h>
#include "two_tasks.h"

struct memslots {
	int generation;
};

struct vm {
	struct srcu_struct srcu;
	struct mutex lock, mmu;
	struct memslots __rcu *slots;
	int faults;
};

static int vm_fault(struct vm *vm)
{
	int idx = srcu_read_lock(&vm->srcu), generation;

	generation = srcu_dereference(vm->slots, &vm->srcu)->generation;
	mutex_lock(&vm->mmu);
	vm->faults++;
	mutex_unlock(&vm->mmu);
	srcu_read_unlock(&vm->srcu, idx);
	return generation;
}

static int vm_update(struct vm *vm, bool under_mmu)
{
	struct memslots *fresh = kmalloc(sizeof(*fresh), GFP_KERNEL), *old;

	if (!fresh)
		return -ENOMEM;
	mutex_lock(&vm->lock);
	old = rcu_dereference_protected(vm->slots, lockdep_is_held(&vm->lock));
	fresh->generation = old->generation + 1;
	if (under_mmu)
		mutex_lock(&vm->mmu);
	rcu_assign_pointer(vm->slots, fresh);
	synchronize_srcu(&vm->srcu);
	if (under_mmu)
		mutex_unlock(&vm->mmu);
	mutex_unlock(&vm->lock);
	kfree(old);
	return 0;
}

static void run(struct kunit *test, bool under_mmu)
{
	static struct vm vm;

	init_srcu_struct(&vm.srcu);
	mutex_init(&vm.lock);
	mutex_init(&vm.mmu);
	RCU_INIT_POINTER(vm.slots, kzalloc(sizeof(struct memslots), GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, vm_fault(&vm), 0);
	KUNIT_EXPECT_EQ(test, vm_update(&vm, under_mmu), 0);
	KUNIT_EXPECT_EQ(test, vm_fault(&vm), 1);
	kfree(rcu_dereference_protected(vm.slots, true));
	cleanup_srcu_struct(&vm.srcu);
}

static void bug(struct kunit *test)
{
	run(test, true);
}

static void fixed(struct kunit *test)
{
	run(test, false);
}

TWO_TASKS_SUITE("srcu_under_mutex");

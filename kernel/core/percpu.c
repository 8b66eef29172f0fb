/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Per-CPU areas. The linker gathers static per-CPU variables in the section
 * "ktest_percpu"; percpu_pool, in the same section, gives dynamic ones their
 * addresses. Each CPU has a copy of the whole section. The section itself is
 * the template; the pool's part of it may not be touched, so that code which
 * forgets per_cpu_ptr() faults.
 */
#include "engine.h"

#define PERCPU_POOL (128u << 10)
#define PERCPU_UNIT 8u
#define PERCPU_SECTION __attribute__((section("ktest_percpu"), aligned(4096), used))

static PERCPU_SECTION char percpu_pool[PERCPU_POOL];
extern char __start_ktest_percpu[], __stop_ktest_percpu[];

kt_addr kt_percpu_offset[KT_MAX_CPUS];

static struct kth_mutex percpu_lock;
static unsigned char *percpu_taken;	/* one byte per unit of the pool */

static char *percpu_copy(const void *ptr, unsigned int cpu)
{
	return (char *)((kt_addr)ptr + kt_percpu_offset[cpu]);
}

void kt_percpu_start(void)
{
	kt_size size = (kt_size)(__stop_ktest_percpu - __start_ktest_percpu);
	kt_size stride = (size + 8191) & ~(kt_size)4095;
	char *area = kth_map(stride * kt_topology.nr_cpus);
	char *behind = percpu_pool + PERCPU_POOL;

	percpu_taken = kth_map(PERCPU_POOL / PERCPU_UNIT);
	if (!area || !percpu_taken)
		kth_abort();
	for (unsigned int cpu = 0; cpu < kt_topology.nr_cpus; cpu++) {
		/* Copies are aligned as the template is, up to a page. */
		char *copy = area + cpu * stride + ((kt_addr)__start_ktest_percpu & 4095);

		kt_percpu_offset[cpu] = (kt_addr)copy - (kt_addr)__start_ktest_percpu;
		__builtin_memcpy(copy, __start_ktest_percpu,
				 (kt_size)(percpu_pool - __start_ktest_percpu));
		__builtin_memcpy(percpu_copy(behind, cpu), behind,
				 (kt_size)(__stop_ktest_percpu - behind));
	}
	kth_forbid(percpu_pool, PERCPU_POOL);
}

static kt_size percpu_find(kt_size units, kt_size align)
{
	kt_size at = 0, free = 0;

	while (at + units <= PERCPU_POOL / PERCPU_UNIT) {
		for (free = 0; free < units && !percpu_taken[at + free]; free++)
			;
		if (free == units)
			return at;
		at = (at + free + align) & ~(align - 1);
	}
	return ~(kt_size)0;
}

void *kt_percpu_alloc(kt_size size, kt_size align)
{
	kt_size units = (size + PERCPU_UNIT - 1) / PERCPU_UNIT;
	kt_size align_units = align > PERCPU_UNIT ? align / PERCPU_UNIT : 1;
	kt_size at;
	char *ptr;

	if (!size || size > PERCPU_POOL || align > KT_PAGE_SIZE)
		return 0;
	kth_lock(&percpu_lock);
	at = percpu_find(units, align_units);
	if (at != ~(kt_size)0)
		__builtin_memset(percpu_taken + at, 1, units);
	kth_unlock(&percpu_lock);
	if (at == ~(kt_size)0)
		return 0;
	ptr = percpu_pool + at * PERCPU_UNIT;
	for (unsigned int cpu = 0; cpu < kt_topology.nr_cpus; cpu++)
		__builtin_memset(percpu_copy(ptr, cpu), 0, size);
	if (kt_record_add(ptr, size, 0, KT_MEM_PERCPU, 0, 0, 0, __builtin_frame_address(0)) == 0)
		return ptr;
	kth_lock(&percpu_lock);
	__builtin_memset(percpu_taken + at, 0, units);
	kth_unlock(&percpu_lock);
	return 0;
}

void kt_percpu_free(void *ptr)
{
	struct kt_record r;
	kt_size at = (kt_size)((char *)ptr - percpu_pool) / PERCPU_UNIT;

	if (!ptr)
		return;
	kt_record_take(ptr, KT_MEM_PERCPU, 0, 0, &r,
		       __builtin_frame_address(0));
	kt_quarantine_add(&r, __builtin_frame_address(0), 0);
	for (unsigned int cpu = 0; cpu < kt_topology.nr_cpus; cpu++)
		__builtin_memset(percpu_copy(ptr, cpu), KT_FREE_POISON, r.size);
	kth_lock(&percpu_lock);
	__builtin_memset(percpu_taken + at, 0, (r.size + PERCPU_UNIT - 1) / PERCPU_UNIT);
	kth_unlock(&percpu_lock);
}

int kt_is_percpu(const void *ptr)
{
	return (const char *)ptr >= __start_ktest_percpu &&
	       (const char *)ptr < __stop_ktest_percpu;
}

void kt_percpu_roots(void (*range)(kt_addr lo, kt_addr hi))
{
	char *behind = percpu_pool + PERCPU_POOL;

	for (unsigned int cpu = 0; cpu < kt_topology.nr_cpus; cpu++) {
		range((kt_addr)percpu_copy(__start_ktest_percpu, cpu),
		      (kt_addr)percpu_copy(percpu_pool, cpu));
		range((kt_addr)percpu_copy(behind, cpu),
		      (kt_addr)percpu_copy(__stop_ktest_percpu, cpu));
	}
}

void kt_percpu_pool(kt_addr *lo, kt_addr *hi)
{
	*lo = (kt_addr)percpu_pool;
	*hi = (kt_addr)percpu_pool + PERCPU_POOL;
}

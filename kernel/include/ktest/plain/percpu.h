/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: per-CPU memory. Each CPU has an area: a copy of section ktest_percpu, then what
 * alloc_percpu() gives. Simplified: areas do not grow; they are address space that costs nothing until
 * it is touched, and neither valgrind nor AddressSanitizer sees where one allocation in them ends.
 */
#ifndef KTEST_PLAIN_PERCPU_H
#define KTEST_PLAIN_PERCPU_H

struct ktp_percpu_block {
	struct ktp_percpu_block *next;
	kt_size at, size;
};

/* Weak: with -flto there is no section if nothing of it is used. */
extern char __start_ktest_percpu[] __attribute__((__weak__, __visibility__("hidden")));
extern char __stop_ktest_percpu[] __attribute__((__weak__, __visibility__("hidden")));
/* So that there is the section, and none of its variables is at its start. */
KTP_WEAK char ktp_percpu_first[64] __attribute__((__section__("ktest_percpu"), __aligned__(64))) = { 0 };
KTP_WEAK kt_addr kt_percpu_offset[KT_MAX_CPUS];
KTP_WEAK struct kt_lock ktp_percpu_lock;
KTP_WEAK struct ktp_percpu_block *ktp_percpu_blocks;	/* in use, by address */
KTP_WEAK kt_size ktp_percpu_fresh;			/* from here on nothing was used yet */
#define KTP_PERCPU_MOST (NR_CPUS > 64 ? (1ul << 30) / NR_CPUS & ~4095ul : 16ul << 20)

/* Once; it may be asked for by each translation unit. PROT_READ | PROT_WRITE, private, no reserve. */
KTP_FN void ktp_percpu_boot(void) __attribute__((__constructor__(101)));
KTP_FN void ktp_percpu_boot(void)
{
	kt_size size = (kt_size)(__stop_ktest_percpu - __start_ktest_percpu);
	kt_addr areas;
	int cpu;

	if (kt_percpu_offset[0])
		return;
	areas = (kt_addr)ktp_mmap((void *)0, KTP_PERCPU_MOST * NR_CPUS, 3, 0x4022, -1, 0);
	if (areas == ~(kt_addr)0 || size >= KTP_PERCPU_MOST)
		kt_fatal(KT_FATAL_MEMORY, "no memory for per-CPU areas");
	ktp_percpu_fresh = (size + 4095) & ~4095ul;
	for (cpu = 0; cpu < NR_CPUS; cpu++) {
		kt_addr area = areas + (kt_addr)cpu * KTP_PERCPU_MOST;

		if (size)
			__builtin_memcpy((void *)area, __start_ktest_percpu, size);
		kt_percpu_offset[cpu] = area - (kt_addr)__start_ktest_percpu;
	}
}

/* The first gap between blocks that is large enough, else what comes after the last. */
KTP_FN struct ktp_percpu_block **ktp_percpu_gap(kt_size *at, kt_size size, kt_size align)
{
	struct ktp_percpu_block **link = &ktp_percpu_blocks;
	kt_size end = ((kt_size)(__stop_ktest_percpu - __start_ktest_percpu) + 4095) & ~4095ul;

	for (;; link = &(*link)->next) {
		*at = (end + align - 1) & ~(align - 1);
		if (!*link || *at + size <= (*link)->at)
			return link;
		end = (*link)->at + (*link)->size;
	}
}

KTP_FN void *kt_percpu_alloc(kt_size size, kt_size align)
{
	struct ktp_percpu_block *block, **link;
	kt_size at;
	int cpu;

	block = (struct ktp_percpu_block *)ktp_malloc(sizeof(*block));
	if (!block)
		return (void *)0;
	kt_lock(&ktp_percpu_lock, "per-CPU memory");
	link = ktp_percpu_gap(&at, size, align < 8 ? 8 : align);
	if (at + size > KTP_PERCPU_MOST) {
		kt_unlock(&ktp_percpu_lock, "per-CPU memory");
		ktp_free(block);
		return (void *)0;
	}
	block->at = at;
	block->size = size;
	block->next = *link;
	*link = block;
	for (cpu = 0; cpu < NR_CPUS && at < ktp_percpu_fresh; cpu++)
		__builtin_memset((void *)((kt_addr)__start_ktest_percpu + kt_percpu_offset[cpu] + at), 0,
				 size);
	if (at + size > ktp_percpu_fresh)
		ktp_percpu_fresh = at + size;
	kt_unlock(&ktp_percpu_lock, "per-CPU memory");
	return (void *)((kt_addr)__start_ktest_percpu + at);
}

KTP_FN void kt_percpu_free(void *ptr)
{
	struct ktp_percpu_block *block, **link = &ktp_percpu_blocks;
	kt_size at = (kt_addr)ptr - (kt_addr)__start_ktest_percpu;

	kt_lock(&ktp_percpu_lock, "per-CPU memory");
	while (*link && (*link)->at != at)
		link = &(*link)->next;
	block = *link;
	if (!block)
		kt_fatal(KT_FATAL_MEMORY, "free_percpu() of what alloc_percpu() did not give");
	*link = block->next;
	kt_unlock(&ktp_percpu_lock, "per-CPU memory");
	ktp_free(block);
}

KTP_FN void *ktest_alloc_percpu(kt_size size, kt_size align, gfp_t gfp)
{
	(void)gfp;
	if (!size || size > 32768 || !align || (align & (align - 1)))
		return (void *)0;
	return kt_percpu_alloc(size, align);
}

KTP_FN void free_percpu(void *ptr)
{
	if (ptr)
		kt_percpu_free(ptr);
}

KTP_FN bool is_kernel_percpu_address(unsigned long addr)
{
	return addr - (kt_addr)__start_ktest_percpu < KTP_PERCPU_MOST;
}

#endif

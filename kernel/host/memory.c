// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Memory from the host, and whether somebody watches it. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "internal.h"
#include "snapshot.h"

extern void __asan_init(void) __attribute__((weak));
extern void __msan_init(void) __attribute__((weak));
extern void __asan_poison_memory_region(const volatile void *base, size_t size)
	__attribute__((weak));
extern void __asan_unpoison_memory_region(const volatile void *base, size_t size)
	__attribute__((weak));

static void *memory_map(uintptr_t wish, kt_size size)
{
	void *base = mmap((void *)wish, size, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return base == MAP_FAILED ? NULL : base;
}

void *kth_map(kt_size size)
{
	void *base = kth_snapshot_map(size);

	return base ? base : memory_map(0, size);
}

void *kth_map_shared(kt_size size)
{
	void *base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (base == MAP_FAILED)
		kth_abort();
	return base;
}

void kth_unmap(void *base, kt_size size)
{
	if (!kth_snapshot_owns(base))
		munmap(base, size);
}

/* Behind what malloc() may grow into, and before 4 GiB: with a tree's headers, addresses for devices are the program's own. */
#define MEMORY_LOW 0x60000000ul

void *kth_map_aligned(kt_size size, kt_size align)
{
	char *base = memory_map(MEMORY_LOW, size + align), *aligned;

	if (!base)
		return NULL;
	aligned = (char *)(((uintptr_t)base + align - 1) & ~(uintptr_t)(align - 1));
	if (aligned > base)
		munmap(base, (size_t)(aligned - base));
	munmap(aligned + size, (size_t)(base + align - aligned));
	return aligned;
}

void kth_forbid(void *base, kt_size size)
{
	/* With larger host pages the neighbours would suffer. */
	if (sysconf(_SC_PAGESIZE) == 4096)
		mprotect(base, size, PROT_NONE);
}

void *kth_malloc(kt_size size, kt_size align)
{
	void *block;

	if (align <= 16)
		return malloc(size ? size : 1);
	return posix_memalign(&block, align, size ? size : 1) ? NULL : block;
}

void kth_free(void *block)
{
	free(block);
}

static int memory_under_valgrind(void)
{
	const char *preload = getenv("LD_PRELOAD");

	return preload && strstr(preload, "vgpreload");
}

#define MEMORY_CHANGE_ERROR_DISABLEMENT 0x1801	/* valgrind.h's number of the request */

/*
 * One of valgrind's client requests (its manual, "The Client Request mechanism"): an instruction
 * sequence that changes nothing on a CPU, and that valgrind replaces. The header that valgrind brings
 * is not used, since a program may be built before valgrind is installed.
 */
static void memory_valgrind_errors(long change)
{
#ifdef __x86_64__
	unsigned long request[6] = { MEMORY_CHANGE_ERROR_DISABLEMENT, (unsigned long)change };
	unsigned long result = 0;

	__asm__ volatile("rolq $3, %%rdi; rolq $13, %%rdi; rolq $61, %%rdi; rolq $51, %%rdi;"
			 "xchgq %%rbx, %%rbx"
			 : "+d"(result) : "a"(request) : "cc", "memory");
#else
	(void)change;
#endif
}

void kth_mute_valgrind(void)
{
	memory_valgrind_errors(1);
}

void kth_unmute_valgrind(void)
{
	memory_valgrind_errors(-1);
}

int kth_heap_is_watched(void)
{
	static int watched = -1;	/* asked at every allocation */

	if (watched < 0)
		watched = __asan_init || memory_under_valgrind();
	return watched;
}

int kth_uninit_is_watched(void)
{
	return __msan_init || memory_under_valgrind();
}

void kth_poison(const void *base, kt_size size)
{
	if (__asan_poison_memory_region)
		__asan_poison_memory_region(base, size);
}

void kth_unpoison(const void *base, kt_size size)
{
	if (__asan_unpoison_memory_region)
		__asan_unpoison_memory_region(base, size);
}

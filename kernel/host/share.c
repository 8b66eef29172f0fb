// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A range of memory with several addresses. It becomes a file in memory when the first further
 * address is asked for, not before: a shared mapping would be shared with the processes of other
 * cases, too.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "internal.h"

static int share_file = -1;
static pid_t share_owner;

/* Only what was ever touched: an arena is large and mostly unused. */
static int share_copy(int file, const char *base, size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), count = size / page;
	unsigned char *touched = malloc(count);
	int failed = !touched || mincore((void *)base, size, touched) < 0;

	for (size_t i = 0; !failed && i < count; i++)
		if (touched[i] & 1)
			failed = pwrite(file, base + i * page, page, (off_t)(i * page)) !=
				 (ssize_t)page;
	free(touched);
	return failed ? -1 : 0;
}

int kth_share(void *base, kt_size size)
{
	int file;

	if (share_file >= 0 && share_owner == getpid())
		return 0;
	file = memfd_create("ktest pages", MFD_CLOEXEC);
	if (file < 0 || ftruncate(file, (off_t)size) < 0 || share_copy(file, base, size) < 0 ||
	    mmap(base, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0) ==
		    MAP_FAILED) {
		if (file >= 0)
			close(file);
		return -1;
	}
	share_file = file;
	share_owner = getpid();
	return 0;
}

int kth_alias(void *at, kt_size offset, kt_size size)
{
	void *mapped = mmap(at, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, share_file,
			    (off_t)offset);

	return mapped == MAP_FAILED ? -1 : 0;
}

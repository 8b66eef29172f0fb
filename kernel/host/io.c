// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Text, output, and the ends of a process. */
#define _GNU_SOURCE
#include <errno.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"

extern void __gcov_dump(void) __attribute__((weak));
extern int __llvm_profile_write_file(void) __attribute__((weak));

kt_size kth_vformat(char *buf, kt_size size, const char *fmt, va_list args)
{
	int n;

	if (!size)
		return 0;
	n = vsnprintf(buf, size, fmt, args);
	if (n < 0)
		return 0;
	return (kt_size)n < size ? (kt_size)n : size - 1;
}

kt_size kth_format(char *buf, kt_size size, const char *fmt, ...)
{
	va_list args;
	kt_size n;

	va_start(args, fmt);
	n = kth_vformat(buf, size, fmt, args);
	va_end(args);
	return n;
}

int kth_glob(const char *pattern, const char *text)
{
	return fnmatch(pattern, text, 0) == 0;
}

void kth_write(int fd, const char *text, kt_size len)
{
	while (len) {
		ssize_t n = write(fd, text, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;	/* closed by the code under test: its own business */
		text += n;
		len -= (kt_size)n;
	}
}

const char *kth_program(void)
{
	static char path[1024];
	ssize_t n = *path ? 1 : readlink("/proc/self/exe", path, sizeof(path) - 1);

	return n > 0 ? path : NULL;
}

void kth_exit(int code)
{
	fflush(NULL);
	if (__gcov_dump)
		__gcov_dump();
	if (__llvm_profile_write_file)
		__llvm_profile_write_file();
	_exit(code);
}

void kth_abort(void)
{
	fflush(NULL);
	abort();
}

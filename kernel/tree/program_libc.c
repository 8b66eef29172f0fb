// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* stdio.h, stdlib.h and assert.h of a tree's user-space programs (program/program.h): what is printed is the log. */
#include "tree.h"
#include <linux/kstrtox.h>
#include <linux/printk.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "program/parts.h"

struct ktest_program_file {
	int number;
};
static struct ktest_program_file program_files[] = { { 0 }, { 1 }, { 2 } };
struct ktest_program_file *const stdin = &program_files[0], *const stdout = &program_files[1],
				 *const stderr = &program_files[2];

__noreturn void abort(void);
__noreturn void ktest_program_assert(const char *what, const char *file, int line, const char *func);

/* ---- stdio */

static char program_line[1024];
static size_t program_length;

/* The first lines of standard error, for the verdict, with semicolons in between. */
char program_errors[400];

static void program_note_error(char c)
{
	static bool line_has_ended;
	size_t at = strlen(program_errors);

	if (c != '\n' && at + 4 < sizeof(program_errors))
		sprintf(program_errors + at, "%s%c", line_has_ended && at ? "; " : "", c);
	line_has_ended = c == '\n';
}

void program_end_output(void)
{
	if (!program_length)
		return;
	program_line[program_length] = 0;
	program_length = 0;
	printk(KERN_INFO "%s\n", program_line);
}

int putchar(int c)
{
	if (c == '\n' && !program_length)
		printk(KERN_INFO "\n");
	else if (c == '\n')
		program_end_output();
	else
		program_line[program_length++] = c;
	if (program_length == sizeof(program_line) - 1)
		program_end_output();
	return c;
}

int fputc(int c, struct ktest_program_file *file)
{
	if (file == stderr)
		program_note_error(c);
	return putchar(c);
}

int fputs(const char *text, struct ktest_program_file *file)
{
	while (*text)
		fputc(*text++, file);
	return 0;
}

int puts(const char *text)
{
	fputs(text, stdout);
	putchar('\n');
	return 0;
}

size_t fwrite(const void *data, size_t size, size_t n, struct ktest_program_file *file)
{
	for (size_t i = 0; i < size * n; i++)
		fputc(((const char *)data)[i], file);
	return n;
}

int vfprintf(struct ktest_program_file *file, const char *fmt, va_list args)
{
	char text[512];
	int length = vsnprintf(text, sizeof(text), fmt, args);

	fputs(text, file);
	return length;
}

int vprintf(const char *fmt, va_list args)
{
	return vfprintf(stdout, fmt, args);
}

int printf(const char *fmt, ...)
{
	va_list args;
	int length;

	va_start(args, fmt);
	length = vprintf(fmt, args);
	va_end(args);
	return length;
}

int fprintf(struct ktest_program_file *file, const char *fmt, ...)
{
	va_list args;
	int length;

	va_start(args, fmt);
	length = vfprintf(file, fmt, args);
	va_end(args);
	return length;
}

int fflush(struct ktest_program_file *file)
{
	return 0;
}

void perror(const char *what)
{
	fprintf(stderr, "%s failed\n", what);
}

/* ---- the end */

__noreturn void abort(void)
{
	program_end_output();
	kt_fatal(KT_FATAL_PANIC, "abort()");
}

__noreturn void ktest_program_assert(const char *what, const char *file, int line, const char *func)
{
	program_end_output();
	kt_fatal(KT_FATAL_BUG, "%s:%d: %s(): assertion failed: %s", file, line, func, what);
}

/* ---- memory: not the kernel's, so it is neither counted nor made to fail */

void *malloc(size_t size)
{
	return kt_alloc(size ?: 1, 16, KT_QUIET, KT_MEM_SLAB, -1, NULL);
}

void *calloc(size_t n, size_t size)
{
	size_t bytes;

	if (check_mul_overflow(n, size, &bytes))
		return NULL;
	return kt_alloc(bytes ?: 1, 16, KT_QUIET | KT_ZERO, KT_MEM_SLAB, -1, NULL);
}

void free(void *p)
{
	if (p)
		kt_free(p, KT_MEM_SLAB, NULL);
}

void *realloc(void *p, size_t size)
{
	void *fresh = malloc(size);

	if (fresh && p) {
		memcpy(fresh, p, min(size, (size_t)kt_alloc_size(p)));
		free(p);
	}
	return fresh;
}

void *aligned_alloc(size_t align, size_t size)
{
	return kt_alloc(size ?: 1, align, KT_QUIET, KT_MEM_SLAB, -1, NULL);
}

int posix_memalign(void **p, size_t align, size_t size)
{
	*p = aligned_alloc(align, size);
	return *p ? 0 : ENOMEM;
}

/* ---- random numbers: those of the seed that the program sets, as in glibc the first is 1 */

static unsigned int program_seed = 1;

int rand_r(unsigned int *seed)
{
	u64 x = *seed * 0x9e3779b97f4a7c15ull + 0x632be59bd9b4e019ull;

	*seed = *seed * 1664525u + 1013904223u;
	x ^= x >> 29;
	x *= 0xbf58476d1ce4e5b9ull;
	return (x >> 32) & 0x7fffffff;
}

int rand(void)
{
	return rand_r(&program_seed);
}

void srand(unsigned int seed)
{
	program_seed = seed;
}

long random(void)
{
	return rand();
}

void srandom(unsigned int seed)
{
	srand(seed);
}

/* ---- words: a program is run without any */

char *optarg;
int optind = 1, opterr = 1, optopt;

int getopt(int argc, char *const argv[], const char *options)
{
	return -1;
}

char *getenv(const char *name)
{
	return NULL;
}

unsigned long strtoul(const char *text, char **end, int base)
{
	return simple_strtoul(text, end, base);
}

long strtol(const char *text, char **end, int base)
{
	return simple_strtol(text, end, base);
}

int atoi(const char *text)
{
	return simple_strtol(text, NULL, 10);
}

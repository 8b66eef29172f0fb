// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A program with a main() and no KUnit suite is a suite of one case, `main`: it passes if main() returns 0, or exit(0)
 * is called by its thread. The file with main() is compiled with KTEST_PROGRAM_NAME and linked with
 * `-u ktest_is_program`, which takes this file in. In its object, main, exit and .init_array (constructors, which
 * may use the kernel, too) have the names that are used here. What it leaves allocated is no leak: the program has
 * ended.
 */
#include <ktest/core.h>
#include <ktest/module_entries.h>
#include <linux/compiler.h>
#include <linux/sprintf.h>
#include <linux/types.h>

extern int ktest_program_main(int argc, char **argv, char **envp) __weak;
extern const char ktest_program_name[] __weak, ktest_program_file[] __weak;
extern char **environ;
extern int fflush(void *stream);
extern __noreturn void exit(int status);

const int ktest_is_program = 1;
const struct kt_suite *ktest_own_suites(unsigned int *nr);
void ktest_own_run_case(const struct kt_suite *suite, const struct kt_case *c);
__noreturn void ktest_program_exit(int status);

typedef void (*program_init_t)(int argc, char **argv, char **envp);
extern const program_init_t __start_ktest_program_init[] __weak, __stop_ktest_program_init[] __weak;

static struct kt_task *program_task;
static void *program_home[5];
static int program_status;

const struct kt_suite *ktest_own_suites(unsigned int *nr)
{
	static struct kt_case cases[] = { { .name = "main", .speed = "normal", .function = "main" } };
	static struct kt_suite suite;

	suite.name = ktest_program_name;
	suite.file = ktest_program_file;
	suite.is_program = 1;
	suite.nr_cases = 1;
	suite.cases = cases;
	*nr = 1;
	return &suite;
}

/* Of another thread it ends the process, which the case's verdict tells. */
void ktest_program_exit(int status)
{
	if (kt_self() != program_task)
		exit(status);
	program_status = status;
	__builtin_longjmp(program_home, 1);
}

__weak int init_module(void) { return ktest_init_module(); }
__weak void cleanup_module(void) { ktest_cleanup_module(); }

static noinline void program_run(void)
{
	char *argv[] = { (char *)ktest_program_name, NULL };

	kt_program_begins();
	for (const program_init_t *init = __start_ktest_program_init; init < __stop_ktest_program_init; init++)
		(*init)(1, argv, environ);
	program_status = ktest_program_main(1, argv, environ);
}

void ktest_own_run_case(const struct kt_suite *suite, const struct kt_case *c)
{
	char text[64];

	program_task = kt_self();
	if (!__builtin_setjmp(program_home))
		program_run();
	program_task = NULL;
	fflush(NULL);
	if (!program_status)
		return;
	snprintf(text, sizeof(text), "%s() ended with status %d", c->name, program_status);
	kt_report_failure(suite->file, 0, 1, text);
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * User-space test programs of a tree (tools/testing): in such a program this takes the place of kunit.c. It is
 * a suite of one case, `main`, which passes if main() returns 0 or calls exit(0). What main() leaves allocated is no
 * leak: the program has ended.
 */
#include "tree.h"
#include <linux/debug_locks.h>
#include <linux/kernel.h>
#include "program/parts.h"

/* Made by the tool: the program's name, its file and its main(). */
struct program_table {
	const char *name, *file;
	int (*main)(int argc, char **argv, char **envp);
};
extern const struct program_table ktree_program;

__noreturn void exit(int status);

static struct task_struct *program_task;
static void *program_home[5];
static int program_status;

const struct kt_suite *kt_skin_suites(unsigned int *nr)
{
	static struct kt_case cases[] = { { .name = "main", .speed = "normal", .function = "main" } };
	static struct kt_suite suite;

	suite.name = ktree_program.name;
	suite.file = ktree_program.file;
	suite.is_program = 1;
	suite.nr_cases = 1;
	suite.cases = cases;
	*nr = 1;
	return &suite;
}

/* Its verdict is what main() says: its own allocator and locks find nothing, and it provokes warnings. */
void ktree_start_suites(void)
{
	kt_run.is_lenient = !kt_run.is_strict;
	ktree_allows_sleep = kt_run.is_lenient;
	/* What lockdep_assert_held() and its like ask: the programs' locks are empty. */
	debug_locks = kt_run.is_strict;
}

void ktree_warned(const char *file, int line, const char *text)
{
	kt_warn(file, line, "", text);
}

/* Another thread that ends the process ends the case with its status. */
__noreturn void exit(int status)
{
	if (current != program_task)
		kt_fatal(KT_FATAL_PANIC, "exit(%d) in %s", status, current->comm);
	program_status = status;
	__builtin_longjmp(program_home, 1);
}

static noinline void program_run(void)
{
	char *argv[] = { (char *)ktree_program.name, NULL };
	char *envp[] = { NULL };

	program_status = ktree_program.main(1, argv, envp);
}

void kt_skin_run_case(const struct kt_suite *suite, const struct kt_case *c)
{
	char text[512];

	ktree_adopt_first_task();
	ktree_cpu_take();
	ktree_start_timers_of_boot();
	program_task = current;
	program_start_allocator();
	program_start_rcu();
	if (!__builtin_setjmp(program_home))
		program_run();
	program_end_rcu();
	program_end_output();
	if (program_status) {
		snprintf(text, sizeof(text), "main() ended with status %d%s%s", program_status,
			 program_errors[0] ? ": " : "", program_errors);
		kt_report_failure(ktree_program.file, 0, 1, text);
	}
	ktree_drain();
	ktree_cpu_give();
}

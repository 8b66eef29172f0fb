// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The program's entry: its arguments, and which way it runs. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/engine.h"

static const char main_help[] =
	"Usage: %s [OPTION]... [SUITE[.CASE]]...\n"
	"Runs kernel unit tests and prints KTAP. SUITE and CASE may be globs.\n"
	"\n"
	"  --list          name the cases, run none\n"
	"  --fork          each case in a process of its own\n"
	"  --seed=N        seed of everything random\n"
	"  --cpus=N        CPUs of the emulated machine (1 to 64)\n"
	"  --nodes=N       its NUMA nodes (1 to 8)\n"
	"  --cpuless-nodes=N  how many of them, the last ones, have no CPU\n"
	"  --memoryless-nodes=N  how many, the last ones with a CPU, have no memory\n"
	"  --memory=BYTES  its memory\n"
	"  --stack-size=KIB  what a task may use of its stack (16; 0: no limit)\n"
	"  --param=NAME=VALUE  a parameter of the module under test\n"
	"  --init-result=N what the module's init returns when all is well\n"
	"  --ignore-warnings  the module warns on purpose\n"
	"  --strict        warnings, leaks and locks fail suites of a kernel tree, too\n"
	"  --races         data races fail cases (compiled for it)\n"
	"  --explore=N     look for a schedule in which a case fails, in N at most (compiled for it)\n"
	"  --schedule=TEXT run the schedule that was found\n"
	"  --threads       each task is a host thread, as under a debugger\n"
	"  --help          this text\n"
	"\n"
	"Exit code: 0 all passed, 1 a case failed, 2 usage, 4 nothing matched.\n";

static int main_number(const char *text, unsigned long long min, unsigned long long max,
		       unsigned long long *value)
{
	char *end;

	*value = strtoull(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end && *value >= min && *value <= max;
}

/* Returns 1 if `arg` is the option `name` with a value that fits. */
static int main_option(const char *arg, const char *name, unsigned long long min,
		       unsigned long long max, unsigned long long *value)
{
	size_t n = strlen(name);

	return !strncmp(arg, name, n) && arg[n] == '=' &&
	       main_number(arg + n + 1, min, max, value);
}

static const char main_param[] = "--param=", main_result[] = "--init-result=", main_explore[] = "--explore=",
		  main_schedule[] = "--schedule=";

static int main_parse(struct kth_options *o, const char **params, const char *arg)
{
	unsigned long long n;
	char *end;

	if (!strcmp(arg, "--list"))
		o->list = 1;
	else if (!strcmp(arg, "--ignore-warnings"))
		o->run.ignores_warnings = 1;
	else if (!strcmp(arg, "--strict"))
		o->run.is_strict = 1;
	else if (!strcmp(arg, "--fork"))
		o->fork = 1;
	else if (!strcmp(arg, "--threads"))
		kth_fibers_forbid();
	else if (!strcmp(arg, "--races"))
		kt_races = 1;
	else if (main_option(arg, "--explore", 1, 1u << 30, &n))
		o->explore = (unsigned int)n;
	else if (!strncmp(arg, main_schedule, strlen(main_schedule)))
		o->schedule = arg + strlen(main_schedule);
	else if (main_option(arg, "--seed", 0, ~0ull, &n))
		o->seed = n;
	else if (main_option(arg, "--cpus", 1, KT_MAX_CPUS, &n))
		o->cpus = (unsigned int)n;
	else if (main_option(arg, "--nodes", 1, KT_MAX_NODES, &n))
		o->nodes = (unsigned int)n;
	else if (main_option(arg, "--cpuless-nodes", 0, KT_MAX_NODES - 1, &n))
		o->cpuless_nodes = (unsigned int)n;
	else if (main_option(arg, "--memoryless-nodes", 0, KT_MAX_NODES - 1, &n))
		o->memoryless_nodes = (unsigned int)n;
	else if (main_option(arg, "--memory", 4096, 1ull << 46, &n))
		o->memory = n;
	else if (main_option(arg, "--stack-size", 0, 1 << 20, &n))
		o->stack = n << 10;
	else if (!strncmp(arg, main_param, strlen(main_param)) && strchr(arg + strlen(main_param), '='))
		params[o->run.nr_params++] = arg + strlen(main_param);
	else if (!strncmp(arg, main_result, strlen(main_result))) {
		o->run.init_result = (int)strtol(arg + strlen(main_result), &end, 10);
		return *end || !arg[strlen(main_result)] ? -1 : 0;
	} else if (main_option(arg, "--ktest-server", 0, 1 << 20, &n))
		o->server_fd = (int)n;
	else
		return -1;
	return 0;
}

/* Before the arguments are taken apart: the program may have to start again. */
static int main_explores(char **argv)
{
	while (*++argv)
		if (!strncmp(*argv, main_explore, strlen(main_explore)) ||
		    !strncmp(*argv, main_schedule, strlen(main_schedule)))
			return 1;
	return 0;
}

/* By a debugger, which is to see a thread for each task. */
static int main_is_traced(void)
{
	FILE *status = fopen("/proc/self/status", "re");
	char line[128];
	int tracer = 0;

	while (status && !tracer && fgets(line, sizeof(line), status))
		sscanf(line, "TracerPid: %d", &tracer);
	if (status)
		fclose(status);
	return tracer;
}

/* For own_main.c. */
extern const int kth_main_boots;
const int kth_main_boots = 1;

int main(int argc, char **argv)
{
	struct kth_options options = KTH_USUAL_OPTIONS;
	const char **globs = (const char **)argv + 1, *why;
	const char **params = calloc((size_t)argc, sizeof(*params));
	int status;

	if (!params)
		return 2;
	if (main_explores(argv))
		kth_explore_here(argv);

	mallopt(M_ARENA_MAX, 1);	/* an arena a thread costs each case more than a lock */
	options.globs = globs;
	options.run.params = params;
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--help")) {
			printf(main_help, argv[0]);
			return 0;
		}
		if (argv[i][0] != '-') {
			globs[options.nr_globs++] = argv[i];
		} else if (main_parse(&options, params, argv[i]) < 0) {
			fprintf(stderr, "%s: %s: no such option, or a value out of range (see --help)\n",
				argv[0], argv[i]);
			return 2;
		}
	}
	if (options.explore || options.schedule)
		kt_races = 1;
	if (options.nodes <= options.cpuless_nodes + options.memoryless_nodes) {
		fprintf(stderr, "%s: no node has both CPUs and memory\n", argv[0]);
		return 2;
	}
	if (options.nodes - options.cpuless_nodes > options.cpus) {
		fprintf(stderr, "%s: more nodes than CPUs\n", argv[0]);
		return 2;
	}
	why = options.schedule ? kth_schedule_check(options.schedule) : NULL;
	if (why) {
		fprintf(stderr, "--schedule %s: %s\n", options.schedule, why);
		return 2;
	}
	/* Not by return: LeakSanitizer would look at what the last case left. */
	if (options.server_fd >= 0)
		kth_exit(kth_serve(&options));
	if (main_is_traced())
		kth_fibers_forbid();
	status = kt_run_by_hand(&options);
	/* So that valgrind sees no thread's memory as lost. */
	kth_threads_end();
	kth_exit(status);
}

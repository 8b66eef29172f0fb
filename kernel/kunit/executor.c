// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Drives the suites of whichever skin is linked in: start-up, one case, and
 * the program run by hand, which prints KTAP in the shape of the kernel's
 * lib/kunit/test.c (6.12).
 */
#include "../core/engine.h"

/* ---- start-up ---------------------------------------------------------------------- */

struct kt_run kt_run;

void kt_boot(const struct kth_options *options)
{
	unsigned int with_cpus = options->nodes - options->cpuless_nodes;
	unsigned int memoryless = options->memoryless_nodes;

	kt_run = options->run;
	kt_stack_size = options->stack;
	kt_topology.nr_cpus = options->cpus;
	kt_topology.nr_nodes = options->nodes;
	kt_topology.memoryless_nodes = ((1u << memoryless) - 1) << (with_cpus - memoryless);
	for (unsigned int cpu = 0; cpu < options->cpus; cpu++)
		kt_topology.node_of_cpu[cpu] =
			(unsigned char)(cpu * with_cpus / options->cpus);
	/* Also reads the symbol table, while there is only one thread. */
	if (kth_has_traps())
		kth_catch_traps();
	kt_records_start();
	kt_quarantine_start();
	kt_alloc_start(options->memory);
	kt_pages_start();
	kt_percpu_start();
	kt_self();
	if (kth_watches_races())
		kt_tasks_run_at_once();
	kt_random_seed(options->seed, "boot");
	kt_skin_boot();
}

/* ---- one case ------------------------------------------------------------------------- */

/* Backtraces of the case end at this function's frame. */
static __attribute__((__noinline__)) void exec_enter(const struct kt_suite *suite,
						 const struct kt_case *c)
{
	kt_trace_root(__builtin_frame_address(0));
	kt_skin_run_case(suite, c);
}

static void exec_check_context(const struct kt_suite *suite)
{
	struct kt_task *self = kt_self();
	char text[128];

	if (!self->preempt_count)
		return;
	kth_format(text, sizeof(text), "the case ended with preemption disabled (depth %d)",
		   self->preempt_count);
	kt_report_failure(suite->file ? suite->file : suite->name, 0, 0, text);
	while (self->preempt_count)
		kt_preempt_enable();
}

void kt_run_case(const struct kt_suite *suite, const struct kt_case *c, kt_u64 seed)
{
	char stream[512];

	kth_format(stream, sizeof(stream), "%s.%s", suite->name, c->name);
	kt_random_seed(seed, stream);
	kt_epoch++;
	kt_tasks_release();
	kt_races_begin();
	exec_enter(suite, c);
	exec_check_context(suite);
	kt_tasks_settle();
	if (!suite->is_program && !c->leaves_tasks)
		kt_tasks_left_check();
	kt_alloc_check();
	kt_quarantine_check();
	if (!suite->is_program)
		kt_leak_check();
	kth_tell_races();
	kt_expected_report_check();
	kth_verdict->finished = 1;
}

/* ---- selection -------------------------------------------------------------------------- */

static const struct kth_options *exec_options;

/* "SUITE.CASE" or "SUITE", both globs; c NULL: does it name any case of suite? */
static int exec_glob_matches(const char *glob, const struct kt_suite *suite,
			     const struct kt_case *c)
{
	char suite_glob[256];
	kt_size n = 0;

	while (glob[n] && glob[n] != '.' && n < sizeof(suite_glob) - 1) {
		suite_glob[n] = glob[n];
		n++;
	}
	suite_glob[n] = 0;
	return kth_glob(suite_glob, suite->name) &&
	       (glob[n] != '.' || kth_glob(glob + n + 1, c->name));
}

static int exec_is_selected(const struct kt_suite *suite, const struct kt_case *c)
{
	for (unsigned int i = 0; i < exec_options->nr_globs; i++)
		if (exec_glob_matches(exec_options->globs[i], suite, c))
			return 1;
	return !exec_options->nr_globs;
}

static unsigned int exec_count_selected(const struct kt_suite *suite)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < suite->nr_cases; i++)
		n += (unsigned int)exec_is_selected(suite, &suite->cases[i]);
	return n;
}

/* ---- KTAP ----------------------------------------------------------------------------------- */

struct exec_counts {
	unsigned int passed, failed, skipped;
};

static void exec_out(const char *fmt, ...) KT_PRINTF(1, 2);
static void exec_out(const char *fmt, ...)
{
	char text[1024];
	__builtin_va_list args;

	__builtin_va_start(args, fmt);
	kth_write(1, text, kth_vformat(text, sizeof(text), fmt, args));
	__builtin_va_end(args);
}

struct exec_one {
	const struct kt_suite *suite;
	const struct kt_case *c;
};

static void exec_one_case(void *arg)
{
	const struct exec_one *one = arg;

	kt_ktap_case_begins(one->c->name, 0);
	kth_explore(exec_options, one->suite, one->c, exec_options->seed, 0);
	kt_run_case(one->suite, one->c, exec_options->seed);
	kt_ktap_case_ends();
}

/* Runs the case; what went wrong beyond failed expectations goes to why. */
static enum kt_status exec_judge(struct exec_one *one, char *why, kt_size size)
{
	struct kth_outcome outcome = { 0, 0 };
	const struct kth_verdict *v;

	why[0] = 0;
	__builtin_memset(kth_verdict, 0, sizeof(*kth_verdict));
	if (!exec_options->fork)
		exec_one_case(one);
	else if (kth_in_process(exec_one_case, one, &outcome) < 0)
		kth_format(why, size, "no process could be started for it");
	v = kth_verdict;
	if (outcome.signal)
		kth_format(why, size, "its process was killed by signal %d", outcome.signal);
	else if (!v->finished && !why[0])
		kth_format(why, size, "its process left with exit(%d) before the case ended",
			   outcome.exit);
	else if (v->expects_warnings && !v->warnings)
		kth_format(why, size, "the case expects a warning, but none came");
	else if (!v->expects_warnings && v->warnings)
		kth_format(why, size, "%u warning%s that the case does not expect", v->warnings,
			   v->warnings == 1 ? "" : "s");
	if (outcome.signal || kt_verdict_failed(v))
		return KT_FAILED;
	return v->skipped ? KT_SKIPPED : KT_PASSED;
}

static void exec_count(struct exec_counts *counts, enum kt_status status)
{
	counts->passed += status == KT_PASSED;
	counts->failed += status == KT_FAILED;
	counts->skipped += status == KT_SKIPPED;
}

static void exec_print_counts(const char *name, const struct exec_counts *c)
{
	exec_out("# %s: pass:%u fail:%u skip:%u total:%u\n", name, c->passed, c->failed,
		 c->skipped, c->passed + c->failed + c->skipped);
}

static void exec_add_case(struct exec_counts *counts, unsigned int number,
			  const struct kt_suite *suite, const struct kt_case *c)
{
	struct exec_one one = { suite, c };
	char why[256];
	enum kt_status status = exec_judge(&one, why, sizeof(why));
	const char *reason = kth_verdict->skip_reason;

	exec_count(counts, status);
	if (why[0])
		exec_out("    # %s: %s\n", c->name, why);
	/* Normal is not mentioned. */
	if (c->speed && (c->speed[0] == 's' || c->speed[0] == 'v'))
		exec_out("    # %s.speed: %s\n", c->name, c->speed);
	exec_out("    %sok %u %s%s%s\n", status == KT_FAILED ? "not " : "", number, c->name,
		 status == KT_SKIPPED ? *reason ? " # SKIP " : " # SKIP" : "",
		 status == KT_SKIPPED ? reason : "");
}

static void exec_run_suite(const struct kt_suite *suite, unsigned int number,
			   struct exec_counts *total)
{
	struct exec_counts counts = { 0, 0, 0 };
	enum kt_status status;
	unsigned int n = 0;

	exec_out("    KTAP version 1\n    # Subtest: %s\n    1..%u\n", suite->name,
		 exec_count_selected(suite));
	for (unsigned int i = 0; i < suite->nr_cases; i++)
		if (exec_is_selected(suite, &suite->cases[i]))
			exec_add_case(&counts, ++n, suite, &suite->cases[i]);
	status = counts.failed ? KT_FAILED : counts.passed ? KT_PASSED : KT_SKIPPED;
	if (n > 1) {
		exec_print_counts(suite->name, &counts);
		exec_print_counts("Totals", &counts);
	}
	exec_out("%sok %u %s%s\n", status == KT_FAILED ? "not " : "", number, suite->name,
		 status == KT_SKIPPED ? " # SKIP" : "");
	total->passed += counts.passed;
	total->failed += counts.failed;
	total->skipped += counts.skipped;
}

static void exec_list(const struct kt_suite *suite)
{
	for (unsigned int i = 0; i < suite->nr_cases; i++)
		if (exec_is_selected(suite, &suite->cases[i]))
			exec_out("%s.%s\n", suite->name, suite->cases[i].name);
}

int kt_run_by_hand(const struct kth_options *options)
{
	struct exec_counts total = { 0, 0, 0 };
	const struct kt_suite *suites;
	unsigned int nr, selected = 0, number = 0;

	exec_options = options;
	if (!options->list)
		exec_out("KTAP version 1\n");
	if (options->fork)
		kt_tasks_hold();
	kt_ktap_case_begins(0, options->list);
	kt_boot(options);
	kt_ktap_case_ends();
	suites = kt_skin_suites(&nr);
	for (unsigned int i = 0; i < nr; i++)
		selected += exec_count_selected(&suites[i]) > 0;
	if (!options->list)
		exec_out("1..%u\n", selected);
	for (unsigned int i = 0; i < nr; i++) {
		if (!exec_count_selected(&suites[i]))
			continue;
		if (options->list)
			exec_list(&suites[i]);
		else
			exec_run_suite(&suites[i], ++number, &total);
	}
	if (!selected)
		return 4;
	if (total.failed)
		exec_out("# seed: %llu\n", (unsigned long long)options->seed);
	return total.failed ? 1 : 0;
}

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* The sink of a program run by hand: diagnostic lines of KTAP. */
#include "engine.h"

static struct kth_mutex ktap_lock;
static const char *ktap_case;		/* NULL: outside of any */
static int ktap_fd = 1;
static unsigned int ktap_params[3];	/* of the case, by kt_status */
static char ktap_line[1024];		/* printed, but not yet to its end */
static kt_size ktap_line_len;

static const char *ktap_indent(void)
{
	return ktap_case ? "    " : "";
}

static void ktap_out(const char *fmt, ...) KT_PRINTF(1, 2);
static void ktap_out(const char *fmt, ...)
{
	char text[8192];
	__builtin_va_list args;

	__builtin_va_start(args, fmt);
	kth_write(ktap_fd, text, kth_vformat(text, sizeof(text), fmt, args));
	__builtin_va_end(args);
}

static void ktap_flush_line(void)
{
	if (ktap_line_len)
		ktap_out("%s# %.*s\n", ktap_indent(), (int)ktap_line_len, ktap_line);
	ktap_line_len = 0;
}

static void ktap_print(const char *text, kt_size len)
{
	int locked = kth_lock_soon(&ktap_lock);

	for (kt_size i = 0; i < len; i++) {
		if (text[i] == '\n' && !ktap_line_len)
			ktap_out("%s#\n", ktap_indent());
		else if (text[i] == '\n')
			ktap_flush_line();
		else
			ktap_line[ktap_line_len++] = text[i];
		if (ktap_line_len == sizeof(ktap_line))
			ktap_flush_line();
	}
	if (locked)
		kth_unlock(&ktap_lock);
}

/* Each line of text as a diagnostic of its own. */
static void ktap_lines(const char *text)
{
	while (*text) {
		kt_size n = 0;

		while (text[n] && text[n] != '\n')
			n++;
		ktap_out("%s# %.*s\n", ktap_indent(), (int)n, text);
		text += n + (text[n] == '\n');
	}
}

/* By hand nothing looks the lines up, so how to do it is said. A library's addresses are not the program's. */
static void ktap_lines_command(const kt_addr *frames, unsigned int nr, int first_is_exact)
{
	const char *program = kth_program();

	if (!nr || !program || kth_stubs_lo != KTH_TRAP_LO)
		return;
	ktap_out("%s#   lines: addr2line -pife %s", ktap_indent(), program);
	for (unsigned int i = 0; i < nr; i++)
		ktap_out(" 0x%lx", (unsigned long)frames[i] - !(first_is_exact && i == 0));
	ktap_out("\n");
}

static void ktap_frames(const kt_addr *frames, unsigned int nr, int first_is_exact)
{
	for (unsigned int i = 0; i < nr; i++) {
		char name[256];

		kt_describe_frame(frames[i] + (first_is_exact && i == 0), name, sizeof(name));
		ktap_out("%s#   %s\n", ktap_indent(), name);
	}
	ktap_lines_command(frames, nr, first_is_exact);
}

/* The text begins with "EXPECTATION FAILED at FILE:LINE", as the kernel's does. */
static void ktap_failure(const char *file, int line, int is_assertion, const char *text)
{
	kt_size n = 0;

	(void)file;
	(void)line;
	(void)is_assertion;
	while (text[n] && text[n] != '\n')
		n++;
	ktap_flush_line();
	ktap_out("    # %s: %.*s\n", ktap_case ? ktap_case : "ktest", (int)n, text);
	ktap_lines(text + n + (text[n] == '\n'));
}

static void ktap_skip(const char *reason)
{
	(void)reason;	/* the case's result line has it, from the verdict */
}

static unsigned int ktap_nr_params(void)
{
	return ktap_params[KT_PASSED] + ktap_params[KT_FAILED] + ktap_params[KT_SKIPPED];
}

static void ktap_param(unsigned int index, const char *name, enum kt_status status,
		       const char *comment)
{
	ktap_flush_line();
	if (!ktap_nr_params())
		ktap_out("        KTAP version 1\n        # Subtest: %s\n",
			 ktap_case ? ktap_case : "ktest");
	ktap_params[status]++;
	ktap_out("        %sok %u %s%s%s%s\n", status == KT_FAILED ? "not " : "", index + 1, name,
		 status == KT_SKIPPED ? " # SKIP" : *comment ? " #" : "", *comment ? " " : "",
		 comment);
}

static void ktap_warn(const char *file, int line, const char *text, const kt_addr *frames,
		      unsigned int nr)
{
	/* The text was printed. */
	(void)file;
	(void)line;
	(void)text;
	ktap_frames(frames, nr, 0);
}

static void ktap_leak(const char *kind, kt_size bytes, unsigned int count,
		      const kt_addr *frames, unsigned int nr)
{
	ktap_flush_line();
	ktap_out("    # %s: memory leak: %lu bytes in %u %s allocation%s, allocated at\n",
		 ktap_case ? ktap_case : "ktest", (unsigned long)bytes, count, kind,
		 count == 1 ? "" : "s");
	ktap_frames(frames, nr, 0);
}

static void ktap_traces(const struct kth_trace *traces, unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++) {
		ktap_out("%s# %s:\n", ktap_indent(), traces[i].title);
		ktap_frames(traces[i].frames, traces[i].nr, 0);
	}
}

static void ktap_finding(const char *kind, const char *text, const struct kth_trace *traces,
			 unsigned int nr)
{
	(void)kind;	/* the text says it */
	ktap_flush_line();
	ktap_lines(text);
	ktap_traces(traces, nr);
}

static int ktap_same(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

/* Of a symbol; else it is a sentence. */
static int ktap_is_name(const char *text)
{
	while (*text && *text != ' ')
		text++;
	return !*text;
}

static void ktap_crash(const struct kth_crash *crash)
{
	int to = ktap_fd;
	char from[256] = "?";

	ktap_flush_line();
	if (!kth_in_own_process())
		ktap_fd = 2;	/* about to abort: where a person at a terminal looks */
	if (crash->nr_frames)
		kt_describe_frame(crash->frames[0] + 1, from, sizeof(from));
	if (ktap_same(crash->kind, "unsupported") && ktap_is_name(crash->text))
		ktap_out("%s# unsupported: kernel symbol %s is not emulated (called from %s)\n",
			 ktap_indent(), crash->text, from);
	else if (crash->has_address)
		ktap_out("%s# %s: %s (signal %d at address 0x%lx)\n", ktap_indent(), crash->kind,
			 crash->text, crash->signal, (unsigned long)crash->address);
	else
		ktap_lines(crash->text);
	if (crash->nr_frames)
		ktap_out("%s# backtrace:\n", ktap_indent());
	ktap_frames(crash->frames, crash->nr_frames, 1);
	ktap_traces(crash->traces, crash->nr_traces);
	for (unsigned int i = 0; i < crash->nr_tasks; i++) {
		ktap_out("%s# task %s %s\n", ktap_indent(), crash->tasks[i].name,
			 crash->tasks[i].text);
		ktap_frames(crash->tasks[i].frames, crash->tasks[i].nr_frames, 0);
	}
	ktap_fd = to;
}

static void ktap_turn(const struct kth_turn *turn)
{
	ktap_flush_line();
	ktap_out("%s# turn: %s on CPU %d %s, %s goes on\n", ktap_indent(), turn->from, turn->cpu, turn->how, turn->to);
	ktap_frames(turn->frames, turn->nr_frames, 0);
}

/* A person who runs a program by hand sees the result. */
static void ktap_exploring(unsigned int schedules, kt_u64 ns)
{
	(void)schedules;
	(void)ns;
}

static void ktap_explored(const struct kth_explored *explored)
{
	ktap_out("%s# explored: %u schedules, %u different, %u points%s%s\n", ktap_indent(), explored->schedules, explored->different, explored->points,
		 explored->bound ? ", " : "", explored->bound ? explored->bound : "");
	if (explored->left_by >= 0)
		ktap_out("%s# each in a process of its own, which is slow: the case makes system call %d\n", ktap_indent(), explored->left_by);
	if (explored->schedule)
		ktap_out("%s# fails with --schedule=%s\n", ktap_indent(), explored->schedule);
}

const struct kth_sink kt_ktap_sink = {
	.print = ktap_print,
	.failure = ktap_failure,
	.skip = ktap_skip,
	.param = ktap_param,
	.warn = ktap_warn,
	.leak = ktap_leak,
	.finding = ktap_finding,
	.crash = ktap_crash,
	.turn = ktap_turn,
	.exploring = ktap_exploring,
	.explored = ktap_explored,
};

void kt_ktap_case_begins(const char *name, int stderr_only)
{
	ktap_case = name;
	ktap_fd = stderr_only ? 2 : 1;
	__builtin_memset(ktap_params, 0, sizeof(ktap_params));
}

void kt_ktap_case_ends(void)
{
	ktap_flush_line();
	if (ktap_nr_params() > 1)
		ktap_out("    # %s: pass:%u fail:%u skip:%u total:%u\n", ktap_case,
			 ktap_params[KT_PASSED], ktap_params[KT_FAILED],
			 ktap_params[KT_SKIPPED], ktap_nr_params());
	ktap_case = 0;
	ktap_fd = 1;
}

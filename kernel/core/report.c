/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What a case reports: counted in the verdict, and told to the sink. */
#include "engine.h"

static struct kth_verdict report_own_verdict;
struct kth_verdict *kth_verdict = &report_own_verdict;
const struct kth_sink *kth_sink = &kt_ktap_sink;

static void report_count(unsigned int *counter)
{
	__atomic_add_fetch(counter, 1, __ATOMIC_RELAXED);
}

void kt_print(const char *text, kt_size len)
{
	kt_stack_check(__builtin_frame_address(0));
	kth_sink->print(text, len);
}

void kt_report_failure(const char *file, int line, int is_assertion, const char *text)
{
	report_count(&kth_verdict->failures);
	kth_sink->failure(file, line, is_assertion, text);
}

void kt_report_skip(const char *reason)
{
	kth_verdict->skipped = 1;
	kth_format(kth_verdict->skip_reason, sizeof(kth_verdict->skip_reason), "%s",
		   reason ? reason : "");
	kth_sink->skip(reason ? reason : "");
}

void kt_report_param(unsigned int index, const char *name, enum kt_status status,
		     const char *comment)
{
	kth_sink->param(index, name, status, comment ? comment : "");
}

void kt_report_seen(const char *file, int line)
{
	/* Several tasks may have expectations at once. */
	__atomic_store_n(&kth_verdict->last_file, file, __ATOMIC_RELAXED);
	__atomic_store_n(&kth_verdict->last_line, line, __ATOMIC_RELAXED);
}

int kt_verdict_failed(const struct kth_verdict *v)
{
	return !v->finished || v->failures || v->leaks || !!v->expects_warnings != !!v->warnings;
}

void kt_report_withdraw(unsigned int failures)
{
	__atomic_sub_fetch(&kth_verdict->failures, failures, __ATOMIC_RELAXED);
}

unsigned int kt_report_failures(void)
{
	return kth_verdict->failures;
}

static char report_expected[64];	/* a rule's name; empty: none */
static unsigned int report_nr_expected;

void kt_expect_report(const char *rule)
{
	kth_format(report_expected, sizeof(report_expected), "%s", rule);
	report_nr_expected = 0;
}

void kt_expected_report_check(void)
{
	char text[160];

	if (*report_expected && !report_nr_expected) {
		kth_format(text, sizeof(text), "a report was expected that begins with \"%s\", but none came", report_expected);
		kt_report_failure("", 0, 0, text);
	}
	*report_expected = 0;
}

static int report_is_expected(const char *text)
{
	kt_size length = __builtin_strlen(report_expected);
	char line[400];

	if (!length || __builtin_strncmp(text, report_expected, length))
		return 0;
	report_count(&report_nr_expected);
	kth_sink->print(line, kth_format(line, sizeof(line), "expected report: %s\n", text));
	return 1;
}

void kt_report_finding(const char *kind, const char *text, const struct kth_trace *traces,
		       unsigned int nr)
{
	if (report_is_expected(text))
		return;
	/* Damaged memory fails a case in any kind of suite. */
	if (!kt_run.is_lenient || (__builtin_strcmp(kind, "lock") && __builtin_strcmp(kind, "context")))
		report_count(&kth_verdict->failures);
	kth_sink->finding(kind, text, traces, nr);
}

void kt_report_leak(const char *kind, kt_size bytes, unsigned int count,
		    const kt_addr *frames, unsigned int nr)
{
	if (!kt_run.is_lenient)
		report_count(&kth_verdict->leaks);
	kth_sink->leak(kind, bytes, count, frames, nr);
}

void kt_warn(const char *file, int line, const char *func, const char *text)
{
	kt_addr frames[16];
	unsigned int nr = kt_trace(__builtin_frame_address(0), frames, 16);
	const struct kt_task *self = kt_self();
	char out[1024];
	kt_size n;

	n = kth_format(out, sizeof(out), "WARNING: CPU: %d PID: %u at %s:%d %s\n%s%s", self->cpu,
		       self->id, file, line, func, text ? text : "", text && *text ? "\n" : "");
	kth_sink->print(out, n);
	if (kt_run.ignores_warnings)
		return;
	if (!kt_run.is_lenient)
		report_count(&kth_verdict->warnings);
	kth_sink->warn(file, line, text ? text : "", frames, nr);
}

unsigned int kt_warnings(void)
{
	return kth_verdict->warnings;
}

void kt_expect_warnings(void)
{
	kth_verdict->expects_warnings = 1;
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The tree's own KUnit under the executor: which suites are linked in, and one case of one suite
 * run by the tree's lib/kunit. A case's status comes from KUnit's structures; what it says about
 * a failure is taken from the messages that lib/kunit/test.c prints (its calls of _printk() come
 * to ktree_kunit_printk).
 */
#include "tree.h"
#include <kunit/test.h>
#include <linux/ctype.h>
#if __has_include("lib/kunit/hooks-impl.h")
#include "lib/kunit/hooks-impl.h"
#endif

extern struct kunit_suite *ktree_suites_start[] __weak, *ktree_suites_end[] __weak;
extern struct kunit_suite *ktree_init_suites_start[] __weak, *ktree_init_suites_end[] __weak;

/* Made by the tool: whether the suite is of a module that is not in the tree. */
extern const char ktree_is_own;

static const char kunit_owner;
static unsigned int kunit_failures_told;
static const char *kunit_case_name;	/* of the case that runs */

/* ---- which suites ----------------------------------------------------------------------- */

static void *kunit_permanent(size_t count, size_t size)
{
	return ktree_permanent((count ?: 1) * size);
}

static const char *kunit_speed(struct kunit_case *test_case)
{
#ifdef KUNIT_CASE_SLOW
	if (test_case->attr.speed == KUNIT_SPEED_VERY_SLOW)
		return "very_slow";
	if (test_case->attr.speed == KUNIT_SPEED_SLOW)
		return "slow";
#endif
	return "normal";
}

static void kunit_describe(struct kt_suite *out, struct kunit_suite *suite, bool is_init)
{
	unsigned int count = 0;

	while (suite->test_cases && suite->test_cases[count].run_case)
		count++;
	*out = (struct kt_suite){
		.name = suite->name,
		.is_init = is_init,
		.nr_cases = count,
		.cases = kunit_permanent(count, sizeof(*out->cases)),
		.skin = suite,
	};
	for (unsigned int i = 0; i < count; i++)
		out->cases[i] = (struct kt_case){
			.name = suite->test_cases[i].name,
			.speed = kunit_speed(&suite->test_cases[i]),
			.function = suite->test_cases[i].name,
			.skin = &suite->test_cases[i],
		};
}

static unsigned int kunit_walk(struct kunit_suite **from, struct kunit_suite **to, bool is_init,
			       struct kt_suite *out)
{
	unsigned int count = 0;

	for (; from < to; from++) {
		if (!*from)
			continue;
		if (out)
			kunit_describe(&out[count], *from, is_init);
		count++;
	}
	return count;
}

const struct kt_suite *kt_skin_suites(unsigned int *nr)
{
	static struct kt_suite *all;
	static unsigned int count;

	if (!all) {
		unsigned int init = kunit_walk(ktree_init_suites_start, ktree_init_suites_end, true,
					       NULL);

		count = init + kunit_walk(ktree_suites_start, ktree_suites_end, false, NULL);
		all = kunit_permanent(count, sizeof(*all));
		kunit_walk(ktree_init_suites_start, ktree_init_suites_end, true, all);
		kunit_walk(ktree_suites_start, ktree_suites_end, false, all + init);
	}
	*nr = count;
	return all;
}

/* ---- what KUnit prints --------------------------------------------------------------------- */

/* Past "N" in "ok N name": the name; NULL if the line is no result. */
static const char *kunit_result_line(const char *line, bool *is_ok)
{
	*is_ok = strncmp(line, "not ", 4) != 0;
	line += *is_ok ? 0 : 4;
	if (strncmp(line, "ok ", 3) || !isdigit(line[3]))
		return NULL;
	for (line += 3; isdigit(*line); line++)
		;
	return *line == ' ' ? line + 1 : NULL;
}

static bool kunit_is_frame(const char *line)
{
	static const char *const starts[] = { "KTAP version ", "# Subtest: ", "# module: ", "1..",
					      "# Totals: " };

	for (int i = 0; i < ARRAY_SIZE(starts); i++)
		if (!strncmp(line, starts[i], strlen(starts[i])))
			return true;
	/* "# name: pass:1 fail:0 …" */
	return line[0] == '#' && strstr(line, ": pass:") && strstr(line, " total:");
}

static char kunit_skip_reason[256];
static unsigned int kunit_param;

/* A result at a parameter's depth is reported; a case's own follows from its status. */
static bool kunit_took_result(const char *line, int indent)
{
	char name[128], *directive;
	const char *reason = "";
	bool is_ok;
	const char *rest = kunit_result_line(line, &is_ok);

	if (!rest)
		return false;
	strscpy(name, rest, sizeof(name));
	name[strcspn(name, "\n")] = 0;
	directive = strstr(name, " # SKIP");
	if (directive) {
		*directive = 0;
		reason = skip_spaces(directive + 7);
	}
	if (indent >= 8)
		kt_report_param(kunit_param++, name, directive ? KT_SKIPPED : is_ok ? KT_PASSED : KT_FAILED,
				reason);
	else if (indent == 4)
		strscpy(kunit_skip_reason, reason, sizeof(kunit_skip_reason));
	return true;
}

/* Past "# case: ", if the case is the running one: a test of KUnit makes others of its own, which may fail. */
static const char *kunit_past_name(const char *text)
{
	const char *name = strstr(text, "# ");
	size_t len = strlen(kunit_case_name);

	if (!name || strncmp(name + 2, kunit_case_name, len) || strncmp(name + 2 + len, ": ", 2))
		return NULL;
	return name + 2 + len + 2;
}

/* "    # case: EXPECTATION FAILED at file.c:12\n    Expected …" */
static bool kunit_took_failure(const char *text)
{
	const char *mark = strstr(text, " FAILED at "), *body;
	bool is_assertion;
	char file[128];
	int line = 0;
	size_t len;

	if (!mark || !kunit_past_name(text))
		return false;
	is_assertion = mark - text >= 9 && !strncmp(mark - 9, "ASSERTION", 9);
	if (!is_assertion && !(mark - text >= 11 && !strncmp(mark - 11, "EXPECTATION", 11)))
		return false;
	mark += strlen(" FAILED at ");
	body = strchr(mark, '\n') ?: mark + strlen(mark);
	for (len = body - mark; len && mark[len] != ':'; len--)
		;
	if (!len || len >= sizeof(file))
		return false;
	memcpy(file, mark, len);
	file[len] = 0;
	for (mark += len + 1; isdigit(*mark); mark++)
		line = line * 10 + *mark - '0';
	kunit_failures_told++;
	kt_report_failure(file, line, is_assertion, *body ? body + 1 : "");
	return true;
}

/* "    # case: file.c:12: text", of kunit_fail_current_test(). */
static bool kunit_took_place(const char *text)
{
	const char *at = kunit_past_name(text), *colon;
	char file[128];
	int line = 0;

	if (!at)
		return false;
	colon = strchr(at, ':');
	if (!colon || colon - at >= sizeof(file) || colon - at < 3 || strncmp(colon - 2, ".c", 2) ||
	    !isdigit(colon[1]))
		return false;
	memcpy(file, at, colon - at);
	file[colon - at] = 0;
	for (colon++; isdigit(*colon); colon++)
		line = line * 10 + *colon - '0';
	kunit_failures_told++;
	kt_report_failure(file, line, 0, at);
	return true;
}

int ktree_kunit_printk(const char *fmt, ...)
{
	static char text[4096];
	const char *line = text;
	va_list args;
	int indent;

	va_start(args, fmt);
	vscnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	while (line[0] == KERN_SOH_ASCII && line[1])
		line += 2;
	for (indent = 0; line[indent] == ' '; indent++)
		;
	if (kunit_is_frame(line + indent) || kunit_took_result(line + indent, indent) ||
	    kunit_took_failure(line) || kunit_took_place(line))
		return 0;
	return _printk("%s", line);
}

/* ---- one case --------------------------------------------------------------------------------- */

void ktree_warned(const char *file, int line, const char *text)
{
	kt_warn(file, line, "", text);
}

static void kunit_judge(const struct kunit_suite *suite, const struct kunit_case *test_case,
			const char *file)
{
	char text[64];

	if (suite->suite_init_err) {
		snprintf(text, sizeof(text), "suite_init returned %d", suite->suite_init_err);
		kt_report_failure(file, 0, 1, text);
	} else if (test_case->status == KUNIT_SKIPPED) {
		kt_report_skip(kunit_skip_reason);
	} else if (test_case->status == KUNIT_FAILURE && !kunit_failures_told) {
		kt_report_failure(file, 0, 0, "KUnit says that the case failed");
	}
}

static void kunit_free_logs(struct kunit_suite *suite);

void kt_skin_run_case(const struct kt_suite *suite, const struct kt_case *c)
{
	struct kunit_suite *one = kt_alloc(sizeof(*one), 16, 0, KT_MEM_SLAB, -1, &kunit_owner);
	struct kunit_case *cases = kt_alloc(2 * sizeof(*cases), 16, KT_ZERO, KT_MEM_SLAB, -1,
					    &kunit_owner);
	struct kunit_suite *const list[] = { one };

	/* The suite with this case alone, as KUnit's own filter makes it. */
	memcpy(one, suite->skin, sizeof(*one));
	memcpy(cases, c->skin, sizeof(*cases));
	one->test_cases = cases;
	kunit_case_name = c->name;
	kunit_failures_told = kunit_param = 0;
	kunit_skip_reason[0] = 0;
	ktree_adopt_first_task();
	ktree_cpu_take();
	ktree_start_timers_of_boot();
#ifdef KTREE_HAS_run_tests
	__kunit_test_suites_init(list, 1, true);
#else
	__kunit_test_suites_init(list, 1);
#endif
	ktree_drain();
	ktree_cpu_give();
	kunit_judge(one, cases, suite->file ?: suite->name);
	kunit_free_logs(one);
	kt_free(cases, KT_MEM_SLAB, &kunit_owner);
	kt_free(one, KT_MEM_SLAB, &kunit_owner);
}

/* What the initcall of lib/kunit/test.c does, less the bus of devices: that is a boot hook. */
void ktree_start_suites(void)
{
	/* KUnit fails no case of the tree's own for a warning or a leak. */
	kt_run.is_lenient = !ktree_is_own && !kt_run.is_strict;
#if __has_include("lib/kunit/hooks-impl.h")
	kunit_install_hooks();
#endif
}

/* ---- logs ---------------------------------------------------------------------------- */

#ifdef KTREE_HAS_string_stream_set_append_newlines
#include "lib/kunit/string-stream.h"

static struct string_stream *kunit_make_log(void)
{
	struct string_stream *log = alloc_string_stream(GFP_KERNEL);

	if (IS_ERR_OR_NULL(log))
		return NULL;
	string_stream_set_append_newlines(log, true);
	return log;
}

static void kunit_free_log(struct string_stream *log)
{
	if (log)
		string_stream_destroy(log);
}
#else
static char *kunit_make_log(void)
{
	return kzalloc(KUNIT_LOG_SIZE, GFP_KERNEL);
}

static void kunit_free_log(char *log)
{
	kfree(log);
}
#endif

static void kunit_free_logs(struct kunit_suite *suite)
{
	struct kunit_case *test_case;

	if (!IS_ENABLED(CONFIG_KUNIT_DEBUGFS))
		return;
	kunit_free_log(suite->log);
	kunit_suite_for_each_test_case(suite, test_case)
		kunit_free_log(test_case->log);
}

/* The logs that debugfs would show exist, since tests may look at them; the files do not. */
void kunit_debugfs_create_suite(struct kunit_suite *suite)
{
	struct kunit_case *test_case;

	if (!IS_ENABLED(CONFIG_KUNIT_DEBUGFS))
		return;
	suite->log = kunit_make_log();
	kunit_suite_for_each_test_case(suite, test_case)
		test_case->log = kunit_make_log();
}

void kunit_debugfs_init(void)
{
}

void kunit_debugfs_cleanup(void)
{
}

void kunit_debugfs_destroy_suite(struct kunit_suite *suite)
{
}

bool kunit_enabled(void)
{
	return true;
}

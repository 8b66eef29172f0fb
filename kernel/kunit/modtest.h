/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A self-test without KUnit, in either skin: a module whose tests run when it is loaded. It is a
 * suite of the cases `init` (the module is loaded) and `exit` (it is loaded and unloaded). What
 * includes this says first where the module's entries are:
 *	MODTEST_NAME, MODTEST_FILE	strings
 *	MODTEST_INITS, MODTEST_INITS_END, MODTEST_EXITS, MODTEST_EXITS_END	its calls
 */

static const struct kt_suite *modtest_suites(unsigned int *nr)
{
	static struct kt_case cases[] = {
		{ .name = "init", .speed = "normal", .leaves_tasks = 1 },
		{ .name = "exit", .speed = "normal" },
	};
	static struct kt_suite suite;
	/* One that says by an error that all is well is never loaded, so never unloaded. */
	bool has_exit = &MODTEST_EXITS[0] < &MODTEST_EXITS_END[0] && !kt_run.init_result;

	suite.name = MODTEST_NAME;
	suite.file = MODTEST_FILE;
	suite.nr_cases = has_exit ? 2 : 1;
	suite.cases = cases;
	*nr = 1;
	return &suite;
}

static void modtest_fail(const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vscnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	kt_report_failure(MODTEST_FILE, 0, 1, text);
}

/* ---- one case ------------------------------------------------------------------------------ */

static int modtest_load(void)
{
	int result = 0;

	for (initcall_t *call = MODTEST_INITS; call < MODTEST_INITS_END; call++) {
		result = (*call)();
		if (result < 0)
			break;
	}
	if (result <= 0 || result == kt_run.init_result)
		return result;
	pr_warn("%s: init suspiciously returned %d, it should follow the 0/-E convention; the module is loaded anyway\n",
		MODTEST_NAME, result);
	return 0;
}

static void modtest_unload(void)
{
	for (exitcall_t *call = MODTEST_EXITS; call < MODTEST_EXITS_END; call++)
		(*call)();
}

static void modtest_check_context(const char *what, int depth)
{
	if (irqs_disabled())
		modtest_fail("%s returned with interrupts disabled", what);
	if (preempt_count() != depth)
		modtest_fail("%s returned with another preemption count: %d, not %d", what,
			     preempt_count(), depth);
}

static void modtest_judge(int result)
{
	int expected = kt_run.init_result;

	if (result == expected)
		return;
	if (expected)
		modtest_fail("init returned %d, not %d (%pe) as --init-result says", result, expected,
			     ERR_PTR(expected));
	else if (result >= -MAX_ERRNO)
		modtest_fail("init returned %d (%pe)%s; if this error means success, pass --init-result %s=%d",
			     result, ERR_PTR(result), MODTEST_HINT(result), MODTEST_NAME, result);
	else
		modtest_fail("init returned %d, which is no error of the kernel", result);
}

static void modtest_run(bool with_exit)
{
	int depth = preempt_count(), result;

	result = modtest_load();
	modtest_check_context("init", depth);
	if (!with_exit) {
		modtest_judge(result);
	} else if (result) {
		kt_report_skip("init does not succeed, so there is nothing to unload");
	} else {
		/* rmmod comes later than insmod: until then the module's threads and timers run. */
		schedule_timeout_uninterruptible(max(HZ / 100, 1));
		modtest_unload();
		modtest_check_context("exit", depth);
	}
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What fortified string functions found. */
#include <linux/fortify-string.h>
#include <linux/bug.h>
#include <linux/minmax.h>
#include <linux/sprintf.h>
#include <ktest/core.h>

#define FORTIFY_NAME(func) [MAKE_FORTIFY_FUNC(func)] = #func
static const char *const fortify_names[] = { EACH_FORTIFY_FUNC(FORTIFY_NAME) };

#define FORTIFY_TEXT "%s: detected buffer overflow: %zu byte %s of buffer size %zu"
#define FORTIFY_ARGS(reason, avail, size) \
	fortify_names[umin(FORTIFY_REASON_FUNC(reason), FORTIFY_FUNC_UNKNOWN)], size, \
		FORTIFY_REASON_DIR(reason) ? "write" : "read", avail

__weak void __fortify_report(const u8 reason, const size_t avail, const size_t size)
{
	WARN(1, FORTIFY_TEXT "\n", FORTIFY_ARGS(reason, avail, size));
}

/* Once for each place in a row: a loop would flood the log. */
__weak void ktest_fortify_warn(const char *fmt, ...)
{
	static const void *last;
	const void *place = __builtin_return_address(0);
	char text[160];
	va_list args;

	if (__atomic_exchange_n(&last, place, __ATOMIC_RELAXED) == place)
		return;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	WARN(1, "%s", text);
}

__weak void __fortify_panic(const u8 reason, const size_t avail, const size_t size)
{
	kt_fatal(KT_FATAL_MEMORY, FORTIFY_TEXT, FORTIFY_ARGS(reason, avail, size));
}

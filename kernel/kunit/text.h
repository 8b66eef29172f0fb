/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* A text that grows: what a failure report is built in. */
#ifndef KTEST_KUNIT_TEXT_H
#define KTEST_KUNIT_TEXT_H

#include <linux/stdarg.h>
#include <linux/types.h>

struct ktest_text { char *data; size_t len, room; };

__printf(2, 3) void ktest_text_add(struct ktest_text *text, const char *fmt, ...);
__printf(2, 0) void ktest_text_vadd(struct ktest_text *text, const char *fmt, va_list args);
void ktest_text_free(struct ktest_text *text);

struct kunit;
/*
 * Reports a finished message. Only the running case's test decides its verdict: what fails for
 * another (a test of KUnit itself makes its own struct kunit) is printed, as a kernel does.
 */
void ktest_report_failure(struct kunit *test, const char *file, int line, bool is_assertion,
			  const char *text);

#endif

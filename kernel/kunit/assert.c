// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Wording of failed expectations, in KUnit's shape. */
#include <kunit/test.h>
#include <linux/minmax.h>
#include <linux/sprintf.h>

#include "text.h"

#define INDENT KUNIT_SUBTEST_INDENT
#define INDENT2 KUNIT_SUBSUBTEST_INDENT

static void assert_begin(struct ktest_text *text, const struct ktest_expr *e)
{
	ktest_text_add(text, "%s FAILED at %s:%d\n",
		       e->type == KUNIT_ASSERTION ? "ASSERTION" : "EXPECTATION", e->file, e->line);
}

static __printf(4, 0) void assert_end(struct kunit *test, struct ktest_text *text,
				      const struct ktest_expr *e, const char *fmt, va_list args)
{
	kunit_set_failure(test);
	if (fmt)
		ktest_text_vadd(text, fmt, args);
	while (text->len && text->data[text->len - 1] == '\n')
		text->data[--text->len] = '\0';
	ktest_report_failure(test, e->file, e->line, e->type == KUNIT_ASSERTION,
			     text->data ? text->data : "(no memory for the message)");
	ktest_text_free(text);
}

#define ASSERT_FINISH(test, text, e, fmt) \
	do { \
		va_list args; \
		va_start(args, fmt); \
		assert_end(test, text, e, fmt, args); \
		va_end(args); \
	} while (0)

__weak void ktest_fail_plain(struct kunit *test, const struct ktest_expr *e, const char *fmt, ...)
{
	struct ktest_text text = { NULL, 0, 0 };

	assert_begin(&text, e);
	ASSERT_FINISH(test, &text, e, fmt);
}

__weak void ktest_fail_bool(struct kunit *test, const struct ktest_expr *e, bool expected,
			    const char *fmt, ...)
{
	struct ktest_text text = { NULL, 0, 0 };

	assert_begin(&text, e);
	ktest_text_add(&text, INDENT "Expected %s to be %s, but is %s\n", e->left,
		       expected ? "true" : "false", expected ? "false" : "true");
	ASSERT_FINISH(test, &text, e, fmt);
}

static void assert_expected(struct ktest_text *text, const struct ktest_expr *e)
{
	assert_begin(text, e);
	ktest_text_add(text, INDENT "Expected %s %s %s, but\n", e->left, e->op, e->right);
}

/* Values that the emulated kernel fills memory with, in at least four equal bytes. */
static const char *assert_poison(unsigned long long value)
{
	unsigned char byte = value;

	if (value != byte * 0x01010101u && value != byte * 0x0101010101010101ull &&
	    value != (unsigned long long)(int)(byte * 0x01010101u))
		return "";
	return byte == 0x5a ? ": allocated memory that nobody has written" :
	       byte == 0x6b ? ": freed memory" : "";
}

/* Errors, counts and the like are read as decimal numbers; masks and addresses are not. */
static bool assert_wants_hex(long long value)
{
	return value < -4096 || value > 4096 || *assert_poison(value);
}

/* "5" next to "5 == 5" says nothing, so a literal's value is left out. */
static void assert_int_value(struct ktest_text *text, const char *expr, long long value,
			     bool is_unsigned)
{
	char number[24];

	if (is_unsigned)
		snprintf(number, sizeof(number), "%llu", (unsigned long long)value);
	else
		snprintf(number, sizeof(number), "%lld", value);
	if (!strcmp(number, expr))
		return;
	ktest_text_add(text, INDENT2 "%s == %s", expr, number);
	if (assert_wants_hex(value))
		ktest_text_add(text, " (0x%llx)%s", value, assert_poison(value));
	ktest_text_add(text, "\n");
}

__weak void ktest_fail_int(struct kunit *test, const struct ktest_expr *e, long long left,
			   long long right, unsigned int unsigned_mask, const char *fmt, ...)
{
	struct ktest_text text = { NULL, 0, 0 };

	assert_expected(&text, e);
	assert_int_value(&text, e->left, left, unsigned_mask & 1);
	assert_int_value(&text, e->right, right, unsigned_mask & 2);
	ASSERT_FINISH(test, &text, e, fmt);
}

static void assert_ptr_value(struct ktest_text *text, const char *expr, const volatile void *ptr)
{
	if (!ptr && !strcmp(expr, "NULL"))
		return;
	ktest_text_add(text, INDENT2 "%s == %px", expr, (const void *)ptr);
	ktest_text_add(text, "%s", assert_poison((unsigned long)ptr));
	if (IS_ERR((const void *)ptr))
		ktest_text_add(text, " (error %ld)", PTR_ERR((const void *)ptr));
	ktest_text_add(text, "\n");
}

__weak void ktest_fail_ptr(struct kunit *test, const struct ktest_expr *e,
			   const volatile void *left, const volatile void *right,
			   const char *fmt, ...)
{
	struct ktest_text text = { NULL, 0, 0 };

	assert_expected(&text, e);
	assert_ptr_value(&text, e->left, left);
	assert_ptr_value(&text, e->right, right);
	ASSERT_FINISH(test, &text, e, fmt);
}

static size_t assert_escaped(struct ktest_text *text, const char *from, size_t count);

/* A literal says its value itself. */
static void assert_str_whole(struct ktest_text *text, const char *expr, const char *value)
{
	struct ktest_text quoted = { NULL, 0, 0 };

	ktest_text_add(&quoted, "\"");
	assert_escaped(&quoted, value, strlen(value));
	ktest_text_add(&quoted, "\"");
	if (quoted.data && strcmp(quoted.data, expr))
		ktest_text_add(text, INDENT2 "%s == %s\n", expr, quoted.data);
	ktest_text_free(&quoted);
}

static void assert_str_value(struct ktest_text *text, const char *expr, const char *value)
{
	if (!value)
		ktest_text_add(text, INDENT2 "%s == (null)\n", expr);
	else
		assert_str_whole(text, expr, value);
}

/* As in C source, so that a line stays one; returns how many columns it takes. */
static size_t assert_escaped(struct ktest_text *text, const char *from, size_t count)
{
	size_t columns = 0;

	for (; count-- && *from; from++) {
		char buf[8];

		if (*from == '\n' || *from == '\t' || *from == '"' || *from == '\\')
			snprintf(buf, sizeof(buf), "\\%c",
				 *from == '\n' ? 'n' : *from == '\t' ? 't' : *from);
		else if ((u8)*from < 0x20 || *from == 0x7f)
			snprintf(buf, sizeof(buf), "\\x%02x", (u8)*from);
		else
			snprintf(buf, sizeof(buf), "%c", *from);
		columns += strlen(buf);
		if (text)
			ktest_text_add(text, "%s", buf);
	}
	return columns;
}

static void assert_str_line(struct ktest_text *text, const char *title, const char *from)
{
	ktest_text_add(text, INDENT2 "  %s\"", title);
	assert_escaped(text, from, 60);
	ktest_text_add(text, "\"\n");
}

/* Both strings under each other from a little before the first difference, and a marker. */
static void assert_str_difference(struct ktest_text *text, const char *left, const char *right)
{
	const size_t before = 20;
	size_t same = 0, from;

	while (left[same] && left[same] == right[same])
		same++;
	from = same > before ? same - before : 0;
	ktest_text_add(text, INDENT2 "first difference at position %zu:\n", same);
	assert_str_line(text, "left:  ", left + from);
	assert_str_line(text, "right: ", right + from);
	ktest_text_add(text, INDENT2 "          %*s^\n",
		       (int)assert_escaped(NULL, left + from, same - from), "");
}

__weak void ktest_fail_str(struct kunit *test, const struct ktest_expr *e, const char *left,
			   const char *right, const char *fmt, ...)
{
	struct ktest_text text = { NULL, 0, 0 };

	assert_expected(&text, e);
	assert_str_value(&text, e->left, left);
	assert_str_value(&text, e->right, right);
	if (left && right && strcmp(left, right))
		assert_str_difference(&text, left, right);
	ASSERT_FINISH(test, &text, e, fmt);
}

/* Rows of 16 bytes with their offset; runs of equal rows are left out. */
static void assert_hexdump(struct ktest_text *text, const u8 *bytes, const u8 *other, size_t size)
{
	bool left_out = false;

	for (size_t row = 0; row < size; row += 16) {
		size_t end = min(row + 16, size);

		if (!memcmp(bytes + row, other + row, end - row)) {
			if (!left_out)
				ktest_text_add(text, INDENT2 "  …\n");
			left_out = true;
			continue;
		}
		left_out = false;
		ktest_text_add(text, INDENT2 "  %04zx:", row);
		for (size_t i = row; i < end; i++)
			ktest_text_add(text, bytes[i] != other[i] ? "<%02x>" : " %02x ", bytes[i]);
		ktest_text_add(text, "\n");
	}
}

__weak void ktest_fail_mem(struct kunit *test, const struct ktest_expr *e, const void *left,
			   const void *right, size_t size, const char *fmt, ...)
{
	struct ktest_text text = { NULL, 0, 0 };

	if (!left || !right) {
		assert_begin(&text, e);
		ktest_text_add(&text, INDENT "Expected %s is not null, but is\n",
			       left ? e->right : e->left);
	} else {
		assert_expected(&text, e);
		ktest_text_add(&text, INDENT2 "%s ==\n", e->left);
		assert_hexdump(&text, left, right, size);
		ktest_text_add(&text, INDENT2 "%s ==\n", e->right);
		assert_hexdump(&text, right, left, size);
	}
	ASSERT_FINISH(test, &text, e, fmt);
}

__weak void ktest_fail_err_ptr(struct kunit *test, const struct ktest_expr *e, const void *ptr,
			       const char *fmt, ...)
{
	struct ktest_text text = { NULL, 0, 0 };

	assert_begin(&text, e);
	if (ptr)
		ktest_text_add(&text, INDENT "Expected %s is not error, but is: %ld (%pe)\n",
			       e->left, PTR_ERR(ptr), ptr);
	else
		ktest_text_add(&text, INDENT "Expected %s is not null, but is\n", e->left);
	ASSERT_FINISH(test, &text, e, fmt);
}

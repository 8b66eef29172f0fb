// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Static calls, static keys that count, tracepoints and the text of trace events. */
/* ktest: cflags -I. */
#include <kunit/test.h>
#include <linux/jump_label.h>
#include <linux/module.h>
#include <linux/static_call.h>
#include <linux/string.h>
#include <linux/trace_events.h>
#include <linux/trace_seq.h>

#define CREATE_TRACE_POINTS
#include "tracing_events.h"

/* ---- static calls -------------------------------------------------------------------------------- */

static int twice(int n) { return 2 * n; }
static int thrice(int n) { return 3 * n; }
static int seen;
static void see(int n) { seen += n; }

DEFINE_STATIC_CALL(conform_times, twice);
DEFINE_STATIC_CALL_RET0(conform_zero, twice);
DEFINE_STATIC_CALL_NULL(conform_see, see);
EXPORT_STATIC_CALL_GPL(conform_times);

static void static_calls(struct kunit *test)
{
	int evaluated = 0;

	KUNIT_EXPECT_EQ(test, static_call(conform_times)(7), 14);
	KUNIT_EXPECT_PTR_EQ(test, static_call_query(conform_times), (void *)twice);
	static_call_update(conform_times, thrice);
	KUNIT_EXPECT_EQ(test, static_call(conform_times)(7), 21);
	KUNIT_EXPECT_PTR_EQ(test, static_call_query(conform_times), (void *)thrice);
	static_call_update(conform_times, &twice);
	KUNIT_EXPECT_EQ(test, static_call(conform_times)(7), 14);

	KUNIT_EXPECT_EQ(test, static_call(conform_zero)(7), 0);
	static_call_update(conform_zero, twice);
	KUNIT_EXPECT_EQ(test, static_call(conform_zero)(7), 14);
	KUNIT_EXPECT_EQ(test, __static_call_return0(), 0);

	/* Arguments are evaluated though there is nothing to call. */
	static_call_cond(conform_see)(++evaluated);
	KUNIT_EXPECT_EQ(test, evaluated, 1);
	KUNIT_EXPECT_EQ(test, seen, 0);
	KUNIT_EXPECT_NULL(test, static_call_query(conform_see));
	static_call_update(conform_see, see);
	static_call_cond(conform_see)(++evaluated);
	KUNIT_EXPECT_EQ(test, seen, 2);
	static_call_update(conform_see, NULL);
	static_call_cond(conform_see)(5);
	KUNIT_EXPECT_EQ(test, seen, 2);
	KUNIT_EXPECT_STREQ(test, STATIC_CALL_KEY_STR(x), "__SCK__x");
	KUNIT_EXPECT_STREQ(test, STATIC_CALL_TRAMP_STR(x), "__SCT__x");
}

/* ---- static keys --------------------------------------------------------------------------------- */

static DEFINE_STATIC_KEY_ARRAY_TRUE(conform_trues, 2);
static DEFINE_STATIC_KEY_ARRAY_FALSE(conform_falses, 2);
static DEFINE_STATIC_KEY_MAYBE(CONFIG_MMU, conform_maybe);
static DEFINE_STATIC_KEY_MAYBE_RO(CONFIG_NO_SUCH_OPTION, conform_maybe_not);

static void static_keys_count(struct kunit *test)
{
	struct static_key *key = &conform_falses[1].key;

	KUNIT_EXPECT_TRUE(test, static_branch_likely(&conform_trues[0]));
	KUNIT_EXPECT_TRUE(test, static_branch_likely(&conform_trues[1]));
	KUNIT_EXPECT_FALSE(test, static_branch_unlikely(&conform_falses[0]));
	KUNIT_EXPECT_TRUE(test, static_branch_likely(&conform_maybe));
	KUNIT_EXPECT_FALSE(test, static_branch_unlikely(&conform_maybe_not));
	KUNIT_EXPECT_FALSE(test, static_key_fast_inc_not_disabled(key));
	KUNIT_EXPECT_TRUE(test, static_key_slow_inc(key));
	KUNIT_EXPECT_TRUE(test, static_key_fast_inc_not_disabled(key));
	KUNIT_EXPECT_EQ(test, static_key_count(key), 2);
	KUNIT_EXPECT_TRUE(test, static_branch_inc(&conform_falses[1]));
	static_branch_dec(&conform_falses[1]);
	KUNIT_EXPECT_TRUE(test, static_branch_unlikely(&conform_falses[1]));
	static_branch_dec(&conform_falses[1]);
	KUNIT_EXPECT_TRUE(test, static_branch_unlikely(&conform_falses[1]));
	static_key_slow_dec(key);
	KUNIT_EXPECT_FALSE(test, static_branch_unlikely(&conform_falses[1]));
	KUNIT_EXPECT_FALSE(test, jump_label_enabled(key));
}

/* ---- tracepoints --------------------------------------------------------------------------------- */

static char order[32];
static int last, registered, may_register;

static void bare_a(void *data, int a, const char *text)
{
	last = a;
	strlcat(order, data, sizeof(order));
	strlcat(order, text, sizeof(order));
}

static void bare_b(void *data, int a, const char *text)
{
	strlcat(order, "b", sizeof(order));
}

static void number(void *data, int n)
{
	last = n;
}

int conform_reg(void)
{
	registered++;
	return may_register;
}

void conform_unreg(void)
{
	registered--;
}

static void probes_are_called(struct kunit *test)
{
	order[0] = 0;
	last = 0;
	trace_conform_bare(1, "-");
	KUNIT_EXPECT_STREQ(test, order, "");
	KUNIT_EXPECT_FALSE(test, trace_conform_bare_enabled());
	KUNIT_EXPECT_FALSE(test, tracepoint_enabled(conform_bare));
	KUNIT_EXPECT_STREQ(test, __tracepoint_conform_bare.name, "conform_bare");
	KUNIT_ASSERT_EQ(test, register_trace_conform_bare(bare_a, "x"), 0);
	KUNIT_EXPECT_TRUE(test, trace_conform_bare_enabled());
	KUNIT_EXPECT_TRUE(test, tracepoint_enabled(conform_bare));
	trace_conform_bare(5, "1");
	KUNIT_EXPECT_STREQ(test, order, "x1");
	KUNIT_EXPECT_EQ(test, last, 5);

	/* The same with other data is another one; higher priorities first, equals as they came. */
	KUNIT_ASSERT_EQ(test, register_trace_conform_bare(bare_a, "y"), 0);
	KUNIT_ASSERT_EQ(test, register_trace_prio_conform_bare(bare_a, "z", TRACEPOINT_DEFAULT_PRIO + 1), 0);
	KUNIT_ASSERT_EQ(test, register_trace_prio_conform_bare(bare_b, NULL, -3), 0);
	KUNIT_EXPECT_EQ(test, tracepoint_probe_register_may_exist(&__tracepoint_conform_bare, bare_a, "y"), -EEXIST);
	KUNIT_EXPECT_EQ(test, tracepoint_probe_register_prio_may_exist(&__tracepoint_conform_bare, bare_b, NULL, 9),
			-EEXIST);
	order[0] = 0;
	trace_conform_bare(6, ",");
	KUNIT_EXPECT_STREQ(test, order, "z,x,y,b");

	/* One that is not there is no error as long as another is. */
	KUNIT_EXPECT_EQ(test, unregister_trace_conform_bare(bare_b, "none"), 0);
	KUNIT_EXPECT_EQ(test, unregister_trace_conform_bare(bare_a, "x"), 0);
	order[0] = 0;
	trace_conform_bare(7, ",");
	KUNIT_EXPECT_STREQ(test, order, "z,y,b");
	KUNIT_EXPECT_EQ(test, unregister_trace_conform_bare(bare_b, NULL), 0);
	KUNIT_EXPECT_EQ(test, unregister_trace_conform_bare(bare_a, "z"), 0);
	KUNIT_EXPECT_EQ(test, tracepoint_probe_unregister(&__tracepoint_conform_bare, bare_a, "y"), 0);
	tracepoint_synchronize_unregister();
	KUNIT_EXPECT_FALSE(test, trace_conform_bare_enabled());
	KUNIT_EXPECT_NULL(test, (void *)__tracepoint_conform_bare.funcs);
	order[0] = 0;
	trace_conform_bare(8, ",");
	KUNIT_EXPECT_STREQ(test, order, "");
}

static void conditions_and_registrations(struct kunit *test)
{
	last = 0;
	KUNIT_ASSERT_EQ(test, register_trace_conform_even(number, NULL), 0);
	trace_conform_even(3);
	KUNIT_EXPECT_EQ(test, last, 0);
	trace_conform_even(4);
	KUNIT_EXPECT_EQ(test, last, 4);
	KUNIT_EXPECT_EQ(test, unregister_trace_conform_even(number, NULL), 0);

	may_register = -EBUSY;
	registered = 0;
	KUNIT_EXPECT_EQ(test, register_trace_conform_fn(number, NULL), -EBUSY);
	KUNIT_EXPECT_FALSE(test, trace_conform_fn_enabled());
	KUNIT_EXPECT_EQ(test, registered, 1);
	may_register = 0;
	registered = 0;
	KUNIT_ASSERT_EQ(test, register_trace_conform_fn(number, NULL), 0);
	KUNIT_ASSERT_EQ(test, register_trace_conform_fn(number, order), 0);
	KUNIT_EXPECT_EQ(test, registered, 1);
	trace_conform_fn(11);
	KUNIT_EXPECT_EQ(test, last, 11);
	KUNIT_EXPECT_EQ(test, unregister_trace_conform_fn(number, NULL), 0);
	KUNIT_EXPECT_EQ(test, registered, 1);
	KUNIT_EXPECT_EQ(test, unregister_trace_conform_fn(number, order), 0);
	KUNIT_EXPECT_EQ(test, registered, 0);
	trace_conform_nop(1);
	KUNIT_EXPECT_FALSE(test, trace_conform_nop_enabled());
}

static int classes_seen;
static void of_class(void *data, u64 ns, const char *text, int len) { classes_seen += len; }
static void of_event(void *data, const char *name, unsigned int state, const u16 *d, int len) { classes_seen += *d; }

static void events_of_a_class(struct kunit *test)
{
	u16 data = 40;

	check_trace_callback_type_conform_first(of_class);
	KUNIT_ASSERT_EQ(test, register_trace_conform_first(of_class, NULL), 0);
	KUNIT_ASSERT_EQ(test, register_trace_conform_second(of_class, NULL), 0);
	KUNIT_ASSERT_EQ(test, register_trace_conform_third(of_class, NULL), 0);
	KUNIT_ASSERT_EQ(test, register_trace_conform_event(of_event, NULL), 0);
	trace_conform_first(1, "a", 1);
	trace_conform_second(1, "a", 2);
	trace_conform_third(1, "a", -100);
	trace_conform_third(1, "a", 4);
	trace_conform_event("n", 1, &data, 1);
	KUNIT_EXPECT_EQ(test, classes_seen, 47);
	unregister_trace_conform_first(of_class, NULL);
	unregister_trace_conform_second(of_class, NULL);
	unregister_trace_conform_third(of_class, NULL);
	unregister_trace_conform_event(of_event, NULL);
	tracepoint_synchronize_unregister();
}

/* ---- text ---------------------------------------------------------------------------------------- */

static const char *text_of(struct trace_seq *s)
{
	s->buffer[trace_seq_used(s)] = 0;
	return s->buffer;
}

static void sequences(struct kunit *test)
{
	struct trace_seq *s = kunit_kzalloc(test, sizeof(*s), GFP_KERNEL);
	unsigned long mask = 0xf0;
	const u8 bytes[] = { 1, 2, 0xfe };
	char *big;

	KUNIT_ASSERT_NOT_NULL(test, s);
	/* A zeroed one begins by itself. */
	trace_seq_printf(s, "%d-", 12);
	trace_seq_puts(s, "ab");
	trace_seq_putc(s, 'c');
	trace_seq_putmem(s, "defgh", 2);
	trace_seq_bitmask(s, &mask, 12);
	KUNIT_EXPECT_STREQ(test, text_of(s), "12-abcde0f0");
	KUNIT_EXPECT_EQ(test, trace_seq_used(s), 11);
	KUNIT_EXPECT_PTR_EQ(test, trace_seq_buffer_ptr(s), s->buffer + 11);
	trace_seq_init(s);
	trace_seq_putmem_hex(s, bytes, 3);
	KUNIT_EXPECT_STREQ(test, text_of(s), "fe0201 ");
	trace_seq_init(s);
	KUNIT_EXPECT_EQ(test, trace_seq_hex_dump(s, "> ", DUMP_PREFIX_NONE, 16, 1, bytes, 3, true), 1);
	KUNIT_EXPECT_STREQ(test, text_of(s), "> 01 02 fe                                         ...\n");

	/* What has no room is left out, and all after it. */
	big = kunit_kzalloc(test, TRACE_SEQ_SIZE + 1, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, big);
	memset(big, 'x', TRACE_SEQ_SIZE);
	trace_seq_init(s);
	trace_seq_puts(s, "ab");
	KUNIT_EXPECT_FALSE(test, trace_seq_has_overflowed(s));
	trace_seq_printf(s, "%s", big);
	KUNIT_EXPECT_TRUE(test, trace_seq_has_overflowed(s));
	trace_seq_puts(s, "c");
	trace_seq_putc(s, 'd');
	KUNIT_EXPECT_EQ(test, trace_seq_hex_dump(s, "", DUMP_PREFIX_NONE, 16, 1, bytes, 3, false), 0);
	KUNIT_EXPECT_STREQ(test, text_of(s), "ab");
	trace_seq_init(s);
	trace_seq_putmem(s, big, TRACE_SEQ_BUFFER_SIZE + 1);
	KUNIT_EXPECT_EQ(test, trace_seq_used(s), 0);
	KUNIT_EXPECT_TRUE(test, trace_seq_has_overflowed(s));
	trace_seq_init(s);
	KUNIT_EXPECT_PTR_EQ(test, trace_seq_acquire(s, 10), &s->buffer[0]);
	KUNIT_EXPECT_EQ(test, trace_seq_used(s), 10);
}

static void texts_for_printk(struct kunit *test)
{
	static const struct trace_print_flags flags[] = { { 1, "ONE" }, { 6, "SIX" }, { 8, "EIGHT" }, { -1, NULL } };
	struct trace_seq *p = kunit_kzalloc(test, sizeof(*p), GFP_KERNEL);
	const u32 words[] = { 1, 0xabcdef };
	const u8 bytes[18] = { 0xa, 0xb, 0xc };
	const u64 large = 1ULL << 40;
	unsigned long mask[2] = { 5, 1 };

	KUNIT_ASSERT_NOT_NULL(test, p);
	trace_seq_init(p);
	KUNIT_EXPECT_STREQ(test, trace_print_flags_seq(p, "|", 15, flags), "ONE|SIX|EIGHT");
	KUNIT_EXPECT_STREQ(test, trace_print_flags_seq(p, "|", 3, flags), "ONE|0x2");
	KUNIT_EXPECT_STREQ(test, trace_print_flags_seq(p, "|", 0x30, flags), "0x30");
	KUNIT_EXPECT_STREQ(test, trace_print_flags_seq(p, "|", 0, flags), "");
	KUNIT_EXPECT_STREQ(test, trace_print_flags_seq(p, NULL, 9, flags), "ONEEIGHT");
	KUNIT_EXPECT_STREQ(test, trace_print_symbols_seq(p, 6, flags), "SIX");
	KUNIT_EXPECT_STREQ(test, trace_print_symbols_seq(p, 7, flags), "0x7");
	KUNIT_EXPECT_STREQ(test, trace_print_hex_seq(p, bytes, 3, false), "0a 0b 0c");
	KUNIT_EXPECT_STREQ(test, trace_print_hex_seq(p, bytes, 18, false),
			   "0a 0b 0c 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
	KUNIT_EXPECT_STREQ(test, trace_print_hex_seq(p, bytes, 18, true), "0a0b0c000000000000000000000000000000");
	KUNIT_EXPECT_STREQ(test, trace_print_hex_seq(p, bytes, 0, true), "");
	KUNIT_EXPECT_STREQ(test, trace_print_array_seq(p, words, 2, 4), "{0x1,0xabcdef}");
	KUNIT_EXPECT_STREQ(test, trace_print_array_seq(p, words, 2, 2), "{0x1,0x0}");
	KUNIT_EXPECT_STREQ(test, trace_print_array_seq(p, &large, 1, 8), "{0x10000000000}");
	KUNIT_EXPECT_STREQ(test, trace_print_array_seq(p, words, 0, 4), "{}");
	KUNIT_EXPECT_STREQ(test, trace_print_array_seq(p, bytes, 1, 3), "{BAD SIZE:3 0xa,0xb,0xc}");
	KUNIT_EXPECT_STREQ(test, trace_print_bitmask_seq(p, mask, 16), "00000000,00000001,00000000,00000005");
	KUNIT_EXPECT_STREQ(test, trace_print_hex_dump_seq(p, "a: ", DUMP_PREFIX_NONE, 16, 1, bytes, 2, false),
			   "\na: 0a 0b\n");
}

static struct kunit_case tracing_cases[] = {
	KUNIT_CASE(static_calls),
	KUNIT_CASE(static_keys_count),
	KUNIT_CASE(probes_are_called),
	KUNIT_CASE(conditions_and_registrations),
	KUNIT_CASE(events_of_a_class),
	KUNIT_CASE(sequences),
	KUNIT_CASE(texts_for_printk),
	{}
};

static struct kunit_suite tracing_suite = {
	.name = "conformance-tracing",
	.test_cases = tracing_cases,
};
kunit_test_suite(tracing_suite);
MODULE_LICENSE("GPL");

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The device is driven as the kernel's file layer would: through its file operations. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/string.h>

#include "ringlog.h"

static ssize_t write_text(struct file *file, const char *text)
{
	return ringlog_fops.write(file, (const char __user *)text, strlen(text), &file->f_pos);
}

static ssize_t read_text(struct file *file, char *to, size_t size)
{
	ssize_t len = ringlog_fops.read(file, (char __user *)to, size - 1, &file->f_pos);

	to[len > 0 ? len : 0] = 0;
	return len;
}

static struct inode inode;

static void close_file(void *file)
{
	ringlog_fops.release(&inode, file);
}

static struct file *open_file(struct kunit *test, unsigned int flags)
{
	struct file *file = kunit_kzalloc(test, sizeof(*file), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, file);
	file->f_flags = flags;
	KUNIT_ASSERT_EQ(test, ringlog_fops.open(&inode, file), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, close_file, file), 0);
	return file;
}

static int ringlog_case_init(struct kunit *test)
{
	ringlog_init(&ringlog_device);
	return 0;
}

static void an_empty_log_does_not_block_those_who_ask(struct kunit *test)
{
	char text[16];

	KUNIT_EXPECT_EQ(test, read_text(open_file(test, O_NONBLOCK), text, sizeof(text)), -EAGAIN);
}

static void records_come_out_as_they_went_in(struct kunit *test)
{
	struct file *file = open_file(test, O_NONBLOCK);
	char text[16];

	KUNIT_EXPECT_EQ(test, write_text(file, "one"), 3);
	KUNIT_EXPECT_EQ(test, write_text(file, "second"), 6);
	KUNIT_EXPECT_EQ(test, read_text(file, text, sizeof(text)), 3);
	KUNIT_EXPECT_STREQ(test, text, "one");
	KUNIT_EXPECT_EQ(test, read_text(file, text, sizeof(text)), 6);
	KUNIT_EXPECT_STREQ(test, text, "second");
	KUNIT_EXPECT_EQ(test, read_text(file, text, sizeof(text)), -EAGAIN);
}

static void each_open_file_has_its_own_place(struct kunit *test)
{
	struct file *first = open_file(test, O_NONBLOCK), *second = open_file(test, O_NONBLOCK);
	char text[16];

	write_text(first, "news");
	KUNIT_EXPECT_EQ(test, read_text(first, text, sizeof(text)), 4);
	KUNIT_EXPECT_EQ(test, read_text(second, text, sizeof(text)), 4);
	KUNIT_EXPECT_EQ(test, read_text(first, text, sizeof(text)), -EAGAIN);
}

static void a_small_buffer_loses_nothing(struct kunit *test)
{
	struct file *file = open_file(test, O_NONBLOCK);
	char text[16];

	write_text(file, "four");
	KUNIT_EXPECT_EQ(test, read_text(file, text, 4), -EINVAL);
	KUNIT_EXPECT_EQ(test, read_text(file, text, 5), 4);
}

static void records_have_limits(struct kunit *test)
{
	struct file *file = open_file(test, O_NONBLOCK);
	static char text[RINGLOG_RECORD_MAX + 2];

	memset(text, 'x', RINGLOG_RECORD_MAX + 1);
	KUNIT_EXPECT_EQ(test, write_text(file, text), -EINVAL);
	KUNIT_EXPECT_EQ(test, write_text(file, text + 1), RINGLOG_RECORD_MAX);
	KUNIT_EXPECT_EQ(test, write_text(file, ""), -EINVAL);
}

static void a_reader_that_was_overtaken_is_told_once(struct kunit *test)
{
	struct file *file = open_file(test, O_NONBLOCK);
	char text[16];
	int i;

	write_text(file, "first");
	KUNIT_EXPECT_EQ(test, read_text(file, text, sizeof(text)), 5);
	for (i = 0; i < 2 * RINGLOG_SIZE / 10; i++) {
		snprintf(text, sizeof(text), "%08d", i);
		write_text(file, text);
	}
	KUNIT_EXPECT_EQ(test, read_text(file, text, sizeof(text)), -EPIPE);
	KUNIT_EXPECT_EQ(test, read_text(file, text, sizeof(text)), 8);
	/* 409 records of 2 + 8 bytes fit; the oldest of 819 is number 410. */
	KUNIT_EXPECT_STREQ(test, text, "00000410");
}

static void sequence_numbers_and_contents_survive_many_laps(struct kunit *test)
{
	struct ringlog_cursor cursor = {};
	char in[RINGLOG_RECORD_MAX], out[RINGLOG_RECORD_MAX];
	u64 i;

	for (i = 0; i < 2000; i++) {
		size_t len = 1 + i * 7 % RINGLOG_RECORD_MAX;

		memset(in, i, len);
		KUNIT_ASSERT_EQ(test, ringlog_append(&ringlog_device, in, len), (s64)i);
		KUNIT_ASSERT_EQ(test, ringlog_next(&ringlog_device, &cursor, out, sizeof(out)), (ssize_t)len);
		KUNIT_ASSERT_MEMEQ(test, out, in, len);
	}
}

struct reader {
	struct file *file;
	struct completion done;
	char text[16];
	ssize_t len;
};

static int read_one(void *data)
{
	struct reader *reader = data;

	reader->len = read_text(reader->file, reader->text, sizeof(reader->text));
	complete(&reader->done);
	return 0;
}

static void a_blocked_reader_is_woken_by_a_writer(struct kunit *test)
{
	struct reader reader = { .file = open_file(test, 0) };
	struct task_struct *task;

	init_completion(&reader.done);
	task = kthread_run(read_one, &reader, "reader");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&reader.done, HZ), 0);
	write_text(open_file(test, 0), "wake up");
	wait_for_completion(&reader.done);
	KUNIT_EXPECT_EQ(test, reader.len, 7);
	KUNIT_EXPECT_STREQ(test, reader.text, "wake up");
}

static struct kunit_case ringlog_cases[] = {
	KUNIT_CASE(an_empty_log_does_not_block_those_who_ask),
	KUNIT_CASE(records_come_out_as_they_went_in),
	KUNIT_CASE(each_open_file_has_its_own_place),
	KUNIT_CASE(a_small_buffer_loses_nothing),
	KUNIT_CASE(records_have_limits),
	KUNIT_CASE(a_reader_that_was_overtaken_is_told_once),
	KUNIT_CASE(sequence_numbers_and_contents_survive_many_laps),
	KUNIT_CASE(a_blocked_reader_is_woken_by_a_writer),
	{}
};

static struct kunit_suite ringlog_suite = {
	.name = "ringlog",
	.init = ringlog_case_init,
	.test_cases = ringlog_cases,
};
kunit_test_suite(ringlog_suite);

MODULE_DESCRIPTION("KUnit tests of the ring log");
MODULE_LICENSE("Dual MIT/GPL");

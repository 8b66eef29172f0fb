// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The file operations are called as the kernel would call them for a file of
 * the device; the buffers they get are user memory.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "ringlog.h"

#define RING_SIZE	512

struct fixture {
	struct ringlog log;
	struct inode inode;
	char __user *user;		/* a page of user memory */
	char record[RINGLOG_RECORD_MAX + 1];
};

static void destroy_log(void *log)
{
	ringlog_destroy(log);
}

static int ringlog_test_init(struct kunit *test)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);
	unsigned long user;
	int err;

	if (!f)
		return -ENOMEM;
	test->priv = f;
	err = ringlog_init(&f->log, RING_SIZE);
	if (err)
		return err;
	err = kunit_add_action_or_reset(test, destroy_log, &f->log);
	if (err)
		return err;
	user = kunit_vm_mmap(test, NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
			     MAP_ANONYMOUS | MAP_PRIVATE, 0);
	if (!user || IS_ERR_VALUE(user))
		return -ENOMEM;
	f->user = (char __user *)user;
	return 0;
}

static void release_file(void *file)
{
	ringlog_fops.release(NULL, file);
}

/* Open the log as a file, which the end of the case releases. */
static struct file *open_log(struct kunit *test, unsigned int flags)
{
	struct fixture *f = test->priv;
	struct file *file = kunit_kzalloc(test, sizeof(*file), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, file);
	file->f_flags = flags;
	file->private_data = &f->log.misc;
	KUNIT_ASSERT_EQ(test, ringlog_fops.open(&f->inode, file), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, release_file, file), 0);
	return file;
}

static ssize_t put(struct kunit *test, struct file *file, const char *text)
{
	struct fixture *f = test->priv;
	size_t len = strlen(text);

	KUNIT_ASSERT_EQ(test, copy_to_user(f->user, text, len), 0);
	return ringlog_fops.write(file, f->user, len, &file->f_pos);
}

/* Read up to @size bytes: a string in f->record. */
static ssize_t get(struct kunit *test, struct file *file, size_t size)
{
	struct fixture *f = test->priv;
	ssize_t len = ringlog_fops.read(file, f->user, size, &file->f_pos);

	memset(f->record, 0, sizeof(f->record));
	if (len > 0)
		KUNIT_ASSERT_EQ(test, copy_from_user(f->record, f->user, len), 0);
	return len;
}

static void a_read_returns_one_record(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct file *file = open_log(test, O_RDWR | O_NONBLOCK);

	KUNIT_EXPECT_EQ(test, put(test, file, "first"), 5);
	KUNIT_EXPECT_EQ(test, put(test, file, "second"), 6);
	KUNIT_EXPECT_EQ(test, get(test, file, RINGLOG_RECORD_MAX), 5);
	KUNIT_EXPECT_STREQ(test, f->record, "first");
	KUNIT_EXPECT_EQ(test, get(test, file, RINGLOG_RECORD_MAX), 6);
	KUNIT_EXPECT_STREQ(test, f->record, "second");
	KUNIT_EXPECT_EQ(test, get(test, file, RINGLOG_RECORD_MAX), -EAGAIN);
}

static void a_short_read_leaves_the_rest(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct file *file = open_log(test, O_RDWR | O_NONBLOCK);

	put(test, file, "abcdefgh");
	put(test, file, "next");
	KUNIT_EXPECT_EQ(test, get(test, file, 3), 3);
	KUNIT_EXPECT_STREQ(test, f->record, "abc");
	KUNIT_EXPECT_EQ(test, get(test, file, 3), 3);
	KUNIT_EXPECT_STREQ(test, f->record, "def");
	KUNIT_EXPECT_EQ_MSG(test, get(test, file, 3), 2, "no further than the record's end");
	KUNIT_EXPECT_STREQ(test, f->record, "gh");
	KUNIT_EXPECT_EQ(test, get(test, file, 0), 0);
	KUNIT_EXPECT_EQ(test, get(test, file, 4), 4);
	KUNIT_EXPECT_STREQ(test, f->record, "next");
}

static void each_file_reads_for_itself(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct file *one = open_log(test, O_RDWR | O_NONBLOCK);
	struct file *other = open_log(test, O_RDONLY | O_NONBLOCK);

	put(test, one, "hello");
	KUNIT_EXPECT_EQ(test, get(test, one, RINGLOG_RECORD_MAX), 5);
	KUNIT_EXPECT_EQ(test, get(test, one, RINGLOG_RECORD_MAX), -EAGAIN);
	KUNIT_EXPECT_EQ(test, get(test, other, RINGLOG_RECORD_MAX), 5);
	KUNIT_EXPECT_STREQ(test, f->record, "hello");
}

static void wrong_sizes_and_addresses_are_refused(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct file *file = open_log(test, O_RDWR | O_NONBLOCK);
	loff_t *pos = &file->f_pos;

	KUNIT_EXPECT_EQ(test, ringlog_init(&f->log, RING_SIZE - 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, ringlog_init(&f->log, RINGLOG_RECORD_MAX), -EINVAL);
	KUNIT_EXPECT_EQ(test, ringlog_fops.write(file, f->user, 0, pos), -EINVAL);
	KUNIT_EXPECT_EQ(test, ringlog_fops.write(file, f->user, RINGLOG_RECORD_MAX + 1, pos),
			-EMSGSIZE);
	KUNIT_EXPECT_EQ(test, ringlog_fops.write(file, NULL, 5, pos), -EFAULT);
	KUNIT_EXPECT_EQ(test, get(test, file, RINGLOG_RECORD_MAX), -EAGAIN);

	put(test, file, "hello");
	KUNIT_EXPECT_EQ(test, ringlog_fops.read(file, NULL, 5, pos), -EFAULT);
	KUNIT_EXPECT_EQ_MSG(test, get(test, file, 5), 5, "the record is still to be read");
}

static void records_go_around_the_end_of_the_ring(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct file *file = open_log(test, O_RDONLY | O_NONBLOCK);
	char record[RINGLOG_RECORD_MAX];
	unsigned int i;
	size_t len;

	for (i = 0; i < 1000; i++) {
		len = get_random_u32_inclusive(1, RINGLOG_RECORD_MAX);
		get_random_bytes(record, len);
		KUNIT_ASSERT_EQ(test, ringlog_append(&f->log, record, len), 0);
		KUNIT_ASSERT_EQ(test, get(test, file, RINGLOG_RECORD_MAX), len);
		KUNIT_ASSERT_MEMEQ(test, f->record, record, len);
	}
}

/* Ten bytes each: the ring has room for 42 of them. */
static void append_numbers(struct fixture *f, unsigned int from, unsigned int to)
{
	char text[12];

	for (; from < to; from++) {
		snprintf(text, sizeof(text), "%010u", from);
		ringlog_append(&f->log, text, 10);
	}
}

static void the_oldest_records_make_room(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct file *file = open_log(test, O_RDONLY | O_NONBLOCK);

	append_numbers(f, 0, 43);
	KUNIT_EXPECT_EQ_MSG(test, get(test, file, 10), -EPIPE, "it was at a record that is gone");
	KUNIT_EXPECT_EQ(test, get(test, file, 10), 10);
	KUNIT_EXPECT_STREQ(test, f->record, "0000000001");
	KUNIT_EXPECT_EQ(test, f->log.next_seq - f->log.first_seq, 42);

	file = open_log(test, O_RDONLY | O_NONBLOCK);
	KUNIT_EXPECT_EQ_MSG(test, get(test, file, 10), 10, "a new file starts with the oldest");
	KUNIT_EXPECT_STREQ(test, f->record, "0000000001");
}

static void half_a_record_can_be_overwritten(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct file *file = open_log(test, O_RDONLY | O_NONBLOCK);

	append_numbers(f, 0, 1);
	KUNIT_EXPECT_EQ(test, get(test, file, 4), 4);
	append_numbers(f, 1, 100);
	KUNIT_EXPECT_EQ(test, get(test, file, 6), -EPIPE);
	KUNIT_EXPECT_EQ(test, get(test, file, 10), 10);
	KUNIT_EXPECT_STREQ_MSG(test, f->record, "0000000058", "all of the oldest record");
}

static void seeking_goes_to_the_oldest_or_to_the_end(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct file *file = open_log(test, O_RDONLY | O_NONBLOCK);

	append_numbers(f, 0, 100);
	KUNIT_EXPECT_EQ(test, ringlog_fops.llseek(file, 0, SEEK_END), 0);
	KUNIT_EXPECT_EQ(test, get(test, file, 10), -EAGAIN);
	KUNIT_EXPECT_EQ(test, ringlog_fops.llseek(file, 0, SEEK_SET), 0);
	KUNIT_EXPECT_EQ(test, get(test, file, 10), 10);
	KUNIT_EXPECT_STREQ(test, f->record, "0000000058");

	KUNIT_EXPECT_EQ(test, ringlog_fops.llseek(file, 1, SEEK_SET), -ESPIPE);
	KUNIT_EXPECT_EQ(test, ringlog_fops.llseek(file, 0, SEEK_CUR), -EINVAL);
}

struct writer {
	struct ringlog *log;
	bool saw_a_reader_wait;
	struct completion done;
};

static int write_once_a_reader_waits(void *data)
{
	struct writer *w = data;
	unsigned int tries;

	/* The append that follows is what wakes it, so a stale answer does no harm. */
	for (tries = 0; tries < 1000 && !waitqueue_active(&w->log->wait); tries++)
		msleep(1);
	w->saw_a_reader_wait = waitqueue_active(&w->log->wait);
	ringlog_append(w->log, "wake up", 7);
	complete(&w->done);
	return 0;
}

static void a_writer_wakes_a_waiting_reader(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct file *file = open_log(test, O_RDONLY);
	struct writer w = { .log = &f->log };
	struct task_struct *task;

	init_completion(&w.done);
	task = kthread_run(write_once_a_reader_waits, &w, "ringlog-writer");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	KUNIT_EXPECT_EQ(test, get(test, file, RINGLOG_RECORD_MAX), 7);
	KUNIT_EXPECT_STREQ(test, f->record, "wake up");
	wait_for_completion(&w.done);
	KUNIT_EXPECT_TRUE(test, w.saw_a_reader_wait);
}

static struct kunit_case ringlog_cases[] = {
	KUNIT_CASE(a_read_returns_one_record),
	KUNIT_CASE(a_short_read_leaves_the_rest),
	KUNIT_CASE(each_file_reads_for_itself),
	KUNIT_CASE(wrong_sizes_and_addresses_are_refused),
	KUNIT_CASE(records_go_around_the_end_of_the_ring),
	KUNIT_CASE(the_oldest_records_make_room),
	KUNIT_CASE(half_a_record_can_be_overwritten),
	KUNIT_CASE(seeking_goes_to_the_oldest_or_to_the_end),
	KUNIT_CASE(a_writer_wakes_a_waiting_reader),
	{}
};

static struct kunit_suite ringlog_suite = {
	.name = "ringlog",
	.init = ringlog_test_init,
	.test_cases = ringlog_cases,
};
kunit_test_suite(ringlog_suite);

MODULE_DESCRIPTION("Tests of the ring log");
MODULE_LICENSE("Dual MIT/GPL");

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* From a file to a file, by a pipe that nobody sees. */
#include <kunit/test.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/pipe_fs_i.h>
#include <linux/splice.h>
#include <linux/string.h>
#include <linux/uio.h>
#include "splice_fixture.h"

static char copy[4 * PAGE_SIZE];
static int copy_room, eofs, pieces, more_pieces;

static ssize_t copy_write(struct kiocb *iocb, struct iov_iter *from)
{
	ssize_t n = min_t(ssize_t, iov_iter_count(from), copy_room - iocb->ki_pos);

	if (n <= 0)
		return -ENOSPC;
	n = copy_from_iter(copy + iocb->ki_pos, n, from);
	iocb->ki_pos += n;
	return n;
}

static ssize_t copy_splice_write(struct pipe_inode_info *pipe, struct file *out, loff_t *ppos, size_t len, unsigned int flags)
{
	pieces++;
	more_pieces += !!(flags & SPLICE_F_MORE);
	return iter_file_splice_write(pipe, out, ppos, len, flags);
}

static void copy_eof(struct file *file)
{
	eofs++;
}

static const struct file_operations source_fops = {
	.owner = THIS_MODULE,
	.llseek = noop_llseek,
	.read_iter = content_read,
	.splice_read = copy_splice_read,
};
static const struct file_operations copy_fops = {
	.owner = THIS_MODULE,
	.write_iter = copy_write,
	.splice_write = copy_splice_write,
	.splice_eof = copy_eof,
};

static ssize_t copied(struct file *in, loff_t from, struct file *out, size_t len, unsigned int flags)
{
	loff_t pos = from, opos = 0;
	ssize_t ret;

	memset(copy, 0, sizeof(copy));
	eofs = pieces = more_pieces = 0;
	ret = do_splice_direct(in, &pos, out, &opos, len, flags);
	if (pos != from + max(ret, (ssize_t)0))
		return -EBADMSG;
	return ret > 0 && (opos != ret || memcmp(copy, content + from, ret) || copy[ret]) ? -EBADE : ret;
}

static void from_file_to_file(struct kunit *test)
{
	struct file *in = file_of(test, &source_fops, O_RDONLY), *out = file_of(test, &copy_fops, O_WRONLY);
	size_t i;

	for (i = 0; i < sizeof(content); i++)
		content[i] = 'a' + i % 23;
	content_size = sizeof(content) - 10;
	copy_room = sizeof(copy);
	KUNIT_EXPECT_EQ(test, copied(in, 0, out, 100, 0), 100);
	KUNIT_EXPECT_EQ(test, pieces, 1);
	KUNIT_EXPECT_EQ(test, more_pieces, 0);
	KUNIT_EXPECT_EQ(test, copied(in, 7, out, 100, SPLICE_F_MORE | SPLICE_F_NONBLOCK), 100);
	KUNIT_EXPECT_EQ(test, more_pieces, 1);
	KUNIT_EXPECT_EQ(test, copied(in, 3, out, PAGE_SIZE + 5, 0), (ssize_t)PAGE_SIZE + 5);
	KUNIT_EXPECT_EQ(test, eofs, 0);
	/* The file ends before. */
	KUNIT_EXPECT_EQ(test, copied(in, 20, out, sizeof(content), 0), (ssize_t)content_size - 20);
	KUNIT_EXPECT_EQ(test, pieces, 1);
	KUNIT_EXPECT_EQ(test, more_pieces, 1);
	KUNIT_EXPECT_EQ(test, eofs, 1);
	KUNIT_EXPECT_EQ(test, copied(in, 20, out, sizeof(content), SPLICE_F_MORE), (ssize_t)content_size - 20);
	KUNIT_EXPECT_EQ(test, eofs, 0);
	KUNIT_EXPECT_EQ(test, copied(in, content_size, out, 10, 0), 0);
	KUNIT_EXPECT_EQ(test, eofs, 0);
	KUNIT_EXPECT_EQ(test, copied(in, 0, out, 0, 0), 0);
	KUNIT_EXPECT_EQ(test, pieces, 0);
	/* The other one has no more room, and then none. */
	copy_room = PAGE_SIZE - 1;
	KUNIT_EXPECT_EQ(test, copied(in, 5, out, 2 * PAGE_SIZE, 0), (ssize_t)PAGE_SIZE - 1);
	KUNIT_EXPECT_EQ(test, pieces, 1);
	copy_room = 0;
	KUNIT_EXPECT_EQ(test, copied(in, 5, out, 10, 0), -ENOSPC);
	iter_says = -EIO;
	KUNIT_EXPECT_EQ(test, copied(in, 5, out, 10, 0), -EIO);
	fput(in);
	fput(out);
}

static void files_that_do_not_splice(struct kunit *test)
{
	struct file *in = file_of(test, &source_fops, O_RDONLY), *out = file_of(test, &copy_fops, O_WRONLY);
	struct file *closed = file_of(test, &source_fops, O_WRONLY), *no_seek = file_of(test, &content_fops, O_RDWR);
	struct file *none = file_of(test, &no_fops, O_RDWR);
	loff_t pos = 1, opos = 2;

	copy_room = sizeof(copy);
	content_size = sizeof(content);
	KUNIT_EXPECT_EQ(test, copied(in, 0, in, 10, 0), -EBADF);
	KUNIT_EXPECT_EQ(test, copied(closed, 0, out, 10, 0), -EBADF);
	KUNIT_EXPECT_EQ(test, copied(no_seek, 0, out, 10, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, copied(none, 0, out, 10, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, copied(in, 0, none, 10, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, iter_calls, 1);
	out->f_flags |= O_APPEND;
	KUNIT_EXPECT_EQ(test, copied(in, 0, out, 10, 0), -EINVAL);
	out->f_flags &= ~O_APPEND;
	KUNIT_EXPECT_EQ(test, splice_file_range(in, &pos, out, &opos, 3), 3);
	KUNIT_EXPECT_EQ(test, pos, (loff_t)4);
	KUNIT_EXPECT_EQ(test, opos, (loff_t)5);
	KUNIT_EXPECT_EQ(test, memcmp(copy + 2, content + 1, 3), 0);
	KUNIT_EXPECT_EQ(test, splice_copy_file_range(in, 4, out, 5, 2), 2l);
	KUNIT_EXPECT_EQ(test, memcmp(copy + 2, content + 1, 5), 0);
	KUNIT_EXPECT_EQ(test, splice_file_range(in, &pos, in, &opos, 3), -EBADF);
	fput(in);
	fput(out);
	fput(closed);
	fput(no_seek);
	fput(none);
}

static int direct_says, direct_calls, direct_eofs;

/* Takes what it is told of each piece; the rest stays in the pipe. */
static int direct_take(struct pipe_inode_info *pipe, struct splice_desc *sd)
{
	struct text *t = sd->u.data;
	ssize_t n;

	direct_calls++;
	if (direct_says)
		return direct_says;
	t->calls = 0;
	n = sd->total_len;
	sd->total_len = min_t(size_t, n, t->at_once);
	return __splice_from_pipe(pipe, sd, take_text);
}

static void direct_eof(struct splice_desc *sd)
{
	direct_eofs++;
}

static void actors_between_files(struct kunit *test)
{
	struct file *in = file_of(test, &source_fops, O_RDONLY);
	struct text t = { .at_once = 4 };
	struct splice_desc sd = { .total_len = 3, .pos = 2, .u.data = &t, .splice_eof = direct_eof };

	strcpy(content, "abcdefghijkl");
	content_size = 12;
	direct_calls = direct_says = direct_eofs = 0;
	KUNIT_EXPECT_EQ(test, splice_direct_to_actor(in, &sd, direct_take), 3);
	KUNIT_EXPECT_STREQ(test, t.all, "cde");
	/* The position is the actor's and the reader's. */
	KUNIT_EXPECT_EQ(test, sd.pos, (loff_t)5);
	KUNIT_EXPECT_EQ(test, sd.flags, 0u);
	sd = (struct splice_desc){ .total_len = 9, .pos = 1, .flags = SPLICE_F_NONBLOCK, .u.data = &t, .splice_eof = direct_eof };
	t.n = 0;
	KUNIT_EXPECT_EQ(test, splice_direct_to_actor(in, &sd, direct_take), 4);
	KUNIT_EXPECT_STREQ(test, t.all, "bcde");
	KUNIT_EXPECT_EQ(test, sd.pos, (loff_t)5);
	KUNIT_EXPECT_EQ(test, direct_calls, 2);
	direct_says = -EXDEV;
	sd.total_len = 3;
	KUNIT_EXPECT_EQ(test, splice_direct_to_actor(in, &sd, direct_take), -EXDEV);
	KUNIT_EXPECT_EQ(test, sd.pos, (loff_t)5);
	direct_says = 0;
	sd.pos = 12;
	sd.total_len = 3;
	KUNIT_EXPECT_EQ(test, splice_direct_to_actor(in, &sd, direct_take), 0);
	KUNIT_EXPECT_EQ(test, sd.flags, (unsigned int)SPLICE_F_MORE);
	KUNIT_EXPECT_EQ(test, direct_eofs, 0);
	sd = (struct splice_desc){ .total_len = 9, .pos = 8, .u.data = &t };
	t.at_once = 100;
	t.n = 0;
	KUNIT_EXPECT_EQ(test, splice_direct_to_actor(in, &sd, direct_take), 4);
	sd = (struct splice_desc){ .total_len = 9, .pos = 8, .u.data = &t, .splice_eof = direct_eof };
	t.n = 0;
	KUNIT_EXPECT_EQ(test, splice_direct_to_actor(in, &sd, direct_take), 4);
	KUNIT_EXPECT_STREQ(test, t.all, "ijkl");
	KUNIT_EXPECT_EQ(test, direct_eofs, 1);
	fput(in);
}

static void positions_that_files_have(struct kunit *test)
{
	struct pipe_inode_info *pipe = pipe_of(test);
	struct file *in = file_of(test, &source_fops, O_RDONLY), *closed = file_of(test, &source_fops, O_WRONLY);
	loff_t pos = -1;

	content_size = 20;
	KUNIT_EXPECT_EQ(test, vfs_splice_read(closed, &pos, pipe, 1, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, vfs_splice_read(in, &pos, pipe, 1, 0), -EINVAL);
	pos = LLONG_MAX - 5;
	KUNIT_EXPECT_EQ(test, vfs_splice_read(in, &pos, pipe, 6, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, vfs_splice_read(in, &pos, pipe, 5, 0), 0);
	pos = 0;
	KUNIT_EXPECT_EQ(test, vfs_splice_read(in, &pos, pipe, 1ul << 63, 0), -EINVAL);
	KUNIT_EXPECT_TRUE(test, pipe_empty(pipe->head, pipe->tail));
	fput(in);
	fput(closed);
}

static struct kunit_case splice_direct_cases[] = {
	KUNIT_CASE(from_file_to_file),
	KUNIT_CASE(files_that_do_not_splice),
	KUNIT_CASE(actors_between_files),
	KUNIT_CASE(positions_that_files_have),
	{}
};

static struct kunit_suite splice_direct_suite = {
	.name = "splice-direct",
	.test_cases = splice_direct_cases,
};
kunit_test_suites(&splice_direct_suite);

MODULE_DESCRIPTION("Pages from file to file");
MODULE_LICENSE("GPL");

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Buffers go into pipes and out of them. */
#include <linux/bug.h>
#include <linux/bvec.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/splice.h>
#include <linux/uio.h>

/* ---- in ---------------------------------------------------------------------------------------- */

/* 0, or why nothing can be put in. */
static int splice_refused(const struct pipe_inode_info *pipe)
{
	if (!pipe->readers)
		return -EPIPE;
	return pipe_full(pipe->head, pipe->tail, pipe->max_usage) ? -EAGAIN : 0;
}

__weak ssize_t splice_to_pipe(struct pipe_inode_info *pipe, struct splice_pipe_desc *spd)
{
	int i = 0, nr = spd->nr_pages, error = 0;
	ssize_t done = 0;

	for (; i < nr && !(error = splice_refused(pipe)); i++, spd->nr_pages--) {
		const struct partial_page *part = &spd->partial[i];

		*pipe_head_buf(pipe) = (struct pipe_buffer){
			.page = spd->pages[i],
			.offset = part->offset,
			.len = part->len,
			.private = part->private,
			.ops = spd->ops,
		};
		WRITE_ONCE(pipe->head, pipe->head + 1);
		done += part->len;
	}
	for (; i < nr; i++)
		spd->spd_release(spd, i);
	/* Only empty buffers are nothing, too. */
	return done || !nr ? done : error ?: -EAGAIN;
}

__weak ssize_t add_to_pipe(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	int error = splice_refused(pipe);

	if (error) {
		pipe_buf_release(pipe, buf);
		return error;
	}
	*pipe_head_buf(pipe) = *buf;
	WRITE_ONCE(pipe->head, pipe->head + 1);
	return buf->len;
}

__weak int splice_grow_spd(const struct pipe_inode_info *pipe, struct splice_pipe_desc *spd)
{
	unsigned int nr = READ_ONCE(pipe->max_usage);

	spd->nr_pages_max = nr;
	if (nr <= PIPE_DEF_BUFFERS)
		return 0;
	spd->pages = kmalloc_array(nr, sizeof(*spd->pages), GFP_KERNEL);
	spd->partial = kmalloc_array(nr, sizeof(*spd->partial), GFP_KERNEL);
	if (spd->pages && spd->partial)
		return 0;
	kfree(spd->pages);
	kfree(spd->partial);
	return -ENOMEM;
}

__weak void splice_shrink_spd(struct splice_pipe_desc *spd)
{
	if (spd->nr_pages_max > PIPE_DEF_BUFFERS) {
		kfree(spd->pages);
		kfree(spd->partial);
	}
}

static size_t splice_room(const struct pipe_inode_info *pipe)
{
	unsigned int used = pipe_occupancy(pipe->head, pipe->tail);

	return used < pipe->max_usage ? pipe->max_usage - used : 0;
}

/* Pages for read_iter() to fill; how many were got. */
static size_t splice_pages(struct bio_vec *bv, size_t nr, size_t len)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		struct page *page = alloc_page(GFP_USER);

		if (!page)
			break;
		bvec_set_page(&bv[i], page, min(len, (size_t)PAGE_SIZE), 0);
		len -= bv[i].bv_len;
	}
	return i;
}

__weak ssize_t copy_splice_read(struct file *in, loff_t *ppos, struct pipe_inode_info *pipe, size_t len,
				unsigned int flags)
{
	size_t nr, i, left;
	struct iov_iter to;
	struct kiocb kiocb;
	struct bio_vec *bv;
	ssize_t done;

	(void)flags;
	len = min(len, splice_room(pipe) * PAGE_SIZE);
	nr = DIV_ROUND_UP(len, PAGE_SIZE);
	bv = kcalloc(nr, sizeof(*bv), GFP_KERNEL);
	if (!bv)
		return -ENOMEM;
	nr = splice_pages(bv, nr, len);
	if (!nr) {
		kfree(bv);
		return -ENOMEM;
	}
	iov_iter_bvec(&to, ITER_DEST, bv, nr, min(len, nr * PAGE_SIZE));
	init_sync_kiocb(&kiocb, in);
	kiocb.ki_pos = *ppos;
	done = in->f_op->read_iter(&kiocb, &to);
	if (done > 0)
		*ppos = kiocb.ki_pos;
	left = max(done, (ssize_t)0);
	for (i = 0; i < nr; i++) {
		size_t part = min(left, (size_t)PAGE_SIZE);

		if (!part) {
			__free_page(bv[i].bv_page);
			continue;
		}
		*pipe_head_buf(pipe) = (struct pipe_buffer){ .page = bv[i].bv_page, .len = part, .ops = &default_pipe_buf_ops };
		WRITE_ONCE(pipe->head, pipe->head + 1);
		left -= part;
	}
	kfree(bv);
	/* splice_read() says by it that nothing can be put in. */
	return done == -EFAULT ? -EAGAIN : done;
}

/* What is to be read into a pipe. */
struct splice_source {
	struct file *in;
	loff_t *ppos;
	size_t len;
	unsigned int flags;
};

static ssize_t splice_read(struct pipe_inode_info *pipe, const struct splice_source *from)
{
	const struct file_operations *fops = from->in->f_op;
	size_t len = min(from->len, min(splice_room(pipe) * PAGE_SIZE, (size_t)MAX_RW_COUNT));

	if (!(from->in->f_mode & FMODE_READ))
		return -EBADF;
	if (!from->len)
		return 0;
	if (!fops->splice_read)
		return -EINVAL;
	if (from->in->f_flags & O_DIRECT)
		return copy_splice_read(from->in, from->ppos, pipe, len, from->flags);
	return fops->splice_read(from->in, from->ppos, pipe, len, from->flags);
}

__weak ssize_t vfs_splice_read(struct file *in, loff_t *ppos, struct pipe_inode_info *pipe, size_t len, unsigned int flags)
{
	struct splice_source from = { in, ppos, len, flags };
	int error = rw_verify_area(READ, in, ppos, len);

	return error ?: splice_read(pipe, &from);
}

/* ---- and out ----------------------------------------------------------------------------------- */

static void splice_wake_writers(struct pipe_inode_info *pipe, struct splice_desc *sd)
{
	if (sd->need_wakeup && waitqueue_active(&pipe->wr_wait))
		wake_up_interruptible(&pipe->wr_wait);
	sd->need_wakeup = false;
}

/* Waits for a buffer with data. 1, or 0 and errors: there is none. */
static int splice_next(struct pipe_inode_info *pipe, struct splice_desc *sd)
{
	for (;;) {
		cond_resched();
		if (!pipe_empty(pipe->head, pipe->tail)) {
			if (pipe_buf(pipe, pipe->tail)->len)
				return 1;
			pipe_buf_release(pipe, pipe_buf(pipe, pipe->tail));
			WRITE_ONCE(pipe->tail, pipe->tail + 1);
			continue;
		}
		if (!pipe->writers || sd->num_spliced)
			return 0;
		if (sd->flags & SPLICE_F_NONBLOCK)
			return -EAGAIN;
		splice_wake_writers(pipe, sd);
		pipe_wait_readable(pipe);
	}
}

/* The file got so much of the first buffer. */
static void splice_used(struct pipe_inode_info *pipe, struct splice_desc *sd, struct pipe_buffer *buf, size_t n)
{
	buf->offset += n;
	buf->len -= n;
	if (buf->len)
		return;
	pipe_buf_release(pipe, buf);
	WRITE_ONCE(pipe->tail, pipe->tail + 1);
	if (pipe->files)
		sd->need_wakeup = true;
}

__weak ssize_t __splice_from_pipe(struct pipe_inode_info *pipe, struct splice_desc *sd, splice_actor *actor)
{
	int ret;

	sd->num_spliced = 0;
	sd->need_wakeup = false;
	/* Of several buffers, an empty one is the actor's, too. */
	while ((ret = sd->num_spliced && !pipe_empty(pipe->head, pipe->tail) ? 1 : splice_next(pipe, sd)) > 0) {
		struct pipe_buffer *buf = pipe_buf(pipe, pipe->tail);

		sd->len = min((size_t)buf->len, sd->total_len);
		ret = pipe_buf_confirm(pipe, buf);
		if (ret)
			break;
		ret = actor(pipe, buf, sd);
		if (ret <= 0)
			break;
		sd->num_spliced += ret;
		sd->len -= ret;
		sd->pos += ret;
		sd->total_len -= ret;
		splice_used(pipe, sd, buf, ret);
		ret = 0;
		if (!sd->total_len)
			break;
	}
	splice_wake_writers(pipe, sd);
	if (sd->num_spliced)
		return sd->num_spliced;
	return ret == -ENODATA ? 0 : ret;
}

__weak ssize_t splice_from_pipe(struct pipe_inode_info *pipe, struct file *out, loff_t *ppos, size_t len,
				unsigned int flags, splice_actor *actor)
{
	struct splice_desc sd = { .total_len = len, .flags = flags, .pos = *ppos, .u.file = out };
	ssize_t ret;

	pipe_lock(pipe);
	ret = __splice_from_pipe(pipe, &sd, actor);
	pipe_unlock(pipe);
	return ret;
}

/* What is in the pipe, up to total_len, as an array; the number of its parts, or an error. */
static int splice_gather(struct pipe_inode_info *pipe, const struct splice_desc *sd, struct bio_vec *array, size_t *bytes)
{
	unsigned int at = pipe->tail;
	int n = 0;

	for (*bytes = 0; !pipe_empty(pipe->head, at) && *bytes < sd->total_len; at++) {
		struct pipe_buffer *buf = pipe_buf(pipe, at);
		int error = buf->len ? pipe_buf_confirm(pipe, buf) : 0;

		if (error)
			return error;
		if (!buf->len)
			continue;
		bvec_set_page(&array[n], buf->page, min((size_t)buf->len, sd->total_len - *bytes), buf->offset);
		*bytes += array[n++].bv_len;
	}
	return n;
}

/* One call of write_iter(): bytes written, or why there are none. */
static ssize_t splice_write(struct pipe_inode_info *pipe, struct splice_desc *sd, struct bio_vec *array)
{
	struct kiocb kiocb;
	struct iov_iter from;
	ssize_t ret, left;
	size_t bytes;
	int n = splice_gather(pipe, sd, array, &bytes);

	if (n < 0)
		return n == -ENODATA ? 0 : n;
	iov_iter_bvec(&from, ITER_SOURCE, array, n, bytes);
	init_sync_kiocb(&kiocb, sd->u.file);
	kiocb.ki_pos = sd->pos;
	ret = sd->u.file->f_op->write_iter(&kiocb, &from);
	sd->pos = kiocb.ki_pos;
	if (ret <= 0)
		return ret;
	WARN_ONCE((size_t)ret > bytes, "write_iter() wrote %zd of %zu bytes\n", ret, bytes);
	sd->num_spliced += ret;
	sd->total_len -= ret;
	for (left = ret; left;) {
		struct pipe_buffer *buf = pipe_buf(pipe, pipe->tail);
		size_t part = min((size_t)left, (size_t)buf->len);

		splice_used(pipe, sd, buf, part);
		left -= part;
	}
	return ret;
}

__weak ssize_t iter_file_splice_write(struct pipe_inode_info *pipe, struct file *out, loff_t *ppos, size_t len,
				      unsigned int flags)
{
	struct splice_desc sd = { .total_len = len, .flags = flags, .pos = *ppos, .u.file = out };
	struct bio_vec *array;
	ssize_t ret = 0;

	if (!out->f_op->write_iter)
		return -EINVAL;
	array = kcalloc(pipe->ring_size, sizeof(*array), GFP_KERNEL);
	if (!array)
		return -ENOMEM;
	pipe_lock(pipe);
	while (sd.total_len) {
		ret = splice_next(pipe, &sd);
		if (ret > 0)
			ret = splice_write(pipe, &sd, array);
		if (ret <= 0)
			break;
		*ppos = sd.pos;
	}
	splice_wake_writers(pipe, &sd);
	pipe_unlock(pipe);
	kfree(array);
	return sd.num_spliced ? (ssize_t)sd.num_spliced : ret;
}

/* ---- from a file to a file --------------------------------------------------------------------- */

struct splice_direct {
	struct pipe_inode_info *pipe;
	struct splice_source from;
	splice_direct_actor *actor;
	bool more;	/* the caller has more than this */
	size_t done;
};

/* Positive: the actor took all of a piece; else all ends. */
static ssize_t splice_piece(struct splice_direct *d, struct splice_desc *sd)
{
	loff_t start = sd->pos, end = start;
	ssize_t got, taken;

	d->from.ppos = &end;
	got = splice_read(d->pipe, &d->from);
	if (got <= 0) {
		if (!got && !d->more && d->done && sd->splice_eof)
			sd->splice_eof(sd);
		return got;
	}
	sd->total_len = got;
	if ((size_t)got >= d->from.len && !d->more)
		sd->flags &= ~SPLICE_F_MORE;
	taken = d->actor(d->pipe, sd);
	if (taken <= 0) {
		sd->pos = start;
		return taken;
	}
	d->done += taken;
	d->from.len -= taken;
	/* The reader may have passed over a hole. */
	sd->pos = taken < got ? start + taken : end;
	return taken < got ? 0 : taken;
}

__weak ssize_t splice_direct_to_actor(struct file *in, struct splice_desc *sd, splice_direct_actor *actor)
{
	struct splice_direct d = {
		.from = { .in = in, .len = sd->total_len, .flags = sd->flags },
		.actor = actor,
		.more = sd->flags & SPLICE_F_MORE,
	};
	ssize_t ret = 1;

	if (!(in->f_mode & FMODE_LSEEK))
		return -EINVAL;
	d.pipe = alloc_pipe_info();
	if (!d.pipe)
		return -ENOMEM;
	d.pipe->readers = 1;
	/* Only reading may say that nothing is there: what was read must go out. */
	sd->flags = (sd->flags & ~SPLICE_F_NONBLOCK) | SPLICE_F_MORE;
	while (d.from.len && ret > 0)
		ret = splice_piece(&d, sd);
	free_pipe_info(d.pipe);
	return d.done ? (ssize_t)d.done : min(ret, (ssize_t)0);
}

static int splice_direct_out(struct pipe_inode_info *pipe, struct splice_desc *sd)
{
	const struct file_operations *fops = sd->u.file->f_op;

	return fops->splice_write ? fops->splice_write(pipe, sd->u.file, sd->opos, sd->total_len, sd->flags) : -EINVAL;
}

static void splice_direct_eof(struct splice_desc *sd)
{
	if (sd->u.file->f_op->splice_eof)
		sd->u.file->f_op->splice_eof(sd->u.file);
}

__weak ssize_t do_splice_direct(struct file *in, loff_t *ppos, struct file *out, loff_t *opos, size_t len, unsigned int flags)
{
	struct splice_desc sd = {
		.len = len,
		.total_len = len,
		.flags = flags,
		.pos = *ppos,
		.u.file = out,
		.splice_eof = splice_direct_eof,
		.opos = opos,
	};
	ssize_t ret;

	if (!(out->f_mode & FMODE_WRITE))
		return -EBADF;
	if (out->f_flags & O_APPEND)
		return -EINVAL;
	ret = splice_direct_to_actor(in, &sd, splice_direct_out);
	if (ret > 0)
		*ppos = sd.pos;
	return ret;
}

__weak ssize_t splice_file_range(struct file *in, loff_t *ppos, struct file *out, loff_t *opos, size_t len)
{
	return do_splice_direct(in, ppos, out, opos, min(len, (size_t)MAX_RW_COUNT), 0);
}

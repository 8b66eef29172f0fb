// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What character devices use of the file layer. */
#include <linux/fs.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string_helpers.h>

loff_t __weak noop_llseek(struct file *file, loff_t offset, int whence)
{
	(void)offset;
	(void)whence;
	return file->f_pos;
}

loff_t __weak no_llseek(struct file *file, loff_t offset, int whence)
{
	(void)file;
	(void)offset;
	(void)whence;
	return -ESPIPE;
}

loff_t __weak fixed_size_llseek(struct file *file, loff_t offset, int whence, loff_t size)
{
	switch (whence) {
	case SEEK_SET:
		break;
	case SEEK_CUR:
		offset += file->f_pos;
		break;
	case SEEK_END:
		offset += size;
		break;
	default:
		return -EINVAL;
	}
	if (offset < 0 || offset > size)
		return -EINVAL;
	file->f_pos = offset;
	return offset;
}

int __weak nonseekable_open(struct inode *inode, struct file *file)
{
	(void)inode;
	file->f_mode &= ~(FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE);
	return 0;
}

int __weak stream_open(struct inode *inode, struct file *file)
{
	nonseekable_open(inode, file);
	file->f_mode |= FMODE_STREAM;
	return 0;
}

int __weak rw_verify_area(int read_write, struct file *file, const loff_t *ppos, size_t count)
{
	(void)read_write;
	(void)file;
	if ((ssize_t)count < 0)
		return -EINVAL;
	return ppos && (*ppos < 0 || count > (size_t)(LLONG_MAX - *ppos)) ? -EINVAL : 0;
}

ssize_t __weak simple_read_from_buffer(void __user *to, size_t count, loff_t *pos,
				       const void *from, size_t available)
{
	loff_t at = *pos;
	size_t missed;

	if (at < 0)
		return -EINVAL;
	if ((size_t)at >= available || !count)
		return 0;
	count = min(count, available - (size_t)at);
	missed = copy_to_user(to, from + at, count);
	if (missed == count)
		return -EFAULT;
	*pos = at + (loff_t)(count - missed);
	return count - missed;
}

ssize_t __weak simple_write_to_buffer(void *to, size_t available, loff_t *pos,
				      const void __user *from, size_t count)
{
	loff_t at = *pos;
	size_t missed;

	if (at < 0)
		return -EINVAL;
	if ((size_t)at >= available || !count)
		return 0;
	count = min(count, available - (size_t)at);
	missed = copy_from_user(to + at, from, count);
	if (missed == count)
		return -EFAULT;
	*pos = at + (loff_t)(count - missed);
	return count - missed;
}

__weak char *kstrdup_quotable_file(struct file *file, gfp_t gfp)
{
	char *room, *path, *quoted;

	if (!file)
		return kstrdup("<unknown>", gfp);
	room = kmalloc(PATH_MAX, GFP_KERNEL);
	if (!room)
		return kstrdup("<no_memory>", gfp);
	path = file_path(file, room, PATH_MAX);
	quoted = IS_ERR(path) ? kstrdup("<too_long>", gfp) : kstrdup_quotable(path, gfp);
	kfree(room);
	return quoted;
}

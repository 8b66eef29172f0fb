// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Files that a test opens. */
#include <ktest/device_file.h>
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/stat.h>

struct file_of_test {
	struct file file;
	struct inode inode;
};

struct file *__weak ktest_file_new(const struct file_operations *fops, void *priv, int flags, __kernel_dev_t number)
{
	struct file_of_test *made = kzalloc(sizeof(*made), GFP_KERNEL);

	if (!made)
		return ERR_PTR(-ENOMEM);
	mutex_init(&made->file.f_pos_lock);
	made->inode.i_rdev = number;
	made->inode.i_mode = S_IFCHR | 0600;
	made->file.f_inode = &made->inode;
	made->file.f_op = fops;
	made->file.f_flags = flags;
	/* O_RDONLY, O_WRONLY, O_RDWR are 0 to 2. */
	made->file.f_mode = ((flags + 1) & O_ACCMODE) | FMODE_LSEEK | FMODE_PREAD | FMODE_PWRITE;
	made->file.private_data = priv;
	atomic_set(&made->file.ktest_count, 1);
	return &made->file;
}

struct file *__weak anon_inode_getfile(const char *name, const struct file_operations *fops, void *priv, int flags)
{
	(void)name;
	if (fops->owner && !try_module_get(fops->owner))
		return ERR_PTR(-ENOENT);
	return ktest_file_new(fops, priv, flags & (O_ACCMODE | O_NONBLOCK), 0);
}

struct file *__weak get_file(struct file *file)
{
	atomic_inc_not_zero(&file->ktest_count);
	return file;
}

void __weak fput(struct file *file)
{
	const struct file_operations *fops = file->f_op;

	if (!atomic_read(&file->ktest_count) || !atomic_dec_and_test(&file->ktest_count))
		return;
	if (fops->release)
		fops->release(file->f_inode, file);
	module_put(fops->owner);
	kfree(container_of(file, struct file_of_test, file));
}

void __weak __fput_sync(struct file *file)
{
	fput(file);
}

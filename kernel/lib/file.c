// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Files that a test opens. */
#include <ktest/device_file.h>
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/stat.h>

/* Files of one device have one inode, and so have all that have none. */
struct file_inode {
	struct inode inode;
	struct list_head list;
	unsigned int files;
};

static LIST_HEAD(file_inodes);
static DEFINE_MUTEX(file_inodes_lock);

static struct inode *file_inode_get(__kernel_dev_t number)
{
	struct file_inode *at, *found = NULL;

	mutex_lock(&file_inodes_lock);
	list_for_each_entry(at, &file_inodes, list)
		if (at->inode.i_rdev == number)
			found = at;
	if (!found) {
		found = kzalloc(sizeof(*found), GFP_KERNEL);
		if (found) {
			found->inode.i_rdev = number;
			found->inode.i_mode = S_IFCHR | 0600;
			found->inode.i_data.host = &found->inode;
			found->inode.i_data.gfp_mask = GFP_HIGHUSER;
			found->inode.i_mapping = &found->inode.i_data;
			list_add(&found->list, &file_inodes);
		}
	}
	if (found)
		found->files++;
	mutex_unlock(&file_inodes_lock);
	return found ? &found->inode : NULL;
}

static void file_inode_put(struct inode *inode)
{
	struct file_inode *of = container_of(inode, struct file_inode, inode);

	mutex_lock(&file_inodes_lock);
	if (--of->files == 0) {
		list_del(&of->list);
		kfree(of);
	}
	mutex_unlock(&file_inodes_lock);
}

struct file *__weak ktest_file_new(const struct file_operations *fops, void *priv, int flags, __kernel_dev_t number)
{
	struct file *file = kzalloc(sizeof(*file), GFP_KERNEL);

	if (!file)
		return ERR_PTR(-ENOMEM);
	file->f_inode = file_inode_get(number);
	if (!file->f_inode) {
		kfree(file);
		return ERR_PTR(-ENOMEM);
	}
	mutex_init(&file->f_pos_lock);
	file->f_mapping = file->f_inode->i_mapping;
	file->f_op = fops;
	file->f_flags = flags;
	/* O_RDONLY, O_WRONLY, O_RDWR are 0 to 2. */
	file->f_mode = ((flags + 1) & O_ACCMODE) | (fops->llseek ? FMODE_LSEEK : 0) | FMODE_PREAD | FMODE_PWRITE;
	file->private_data = priv;
	atomic_set(&file->ktest_count, 1);
	return file;
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
	file_inode_put(file->f_inode);
	kfree(file);
}

void __weak __fput_sync(struct file *file)
{
	fput(file);
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/buffer_head.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/mount.h>
#include <linux/pagemap.h>

static const struct super_operations operations = {
	.statfs = simple_statfs,
	.drop_inode = generic_delete_inode,
};

static int kfs_fill(struct super_block *sb, void *data, int silent)
{
	struct inode *root = new_inode(sb);

	if (!root)
		return -ENOMEM;
	root->i_ino = 1;
	root->i_mode = S_IFDIR | 0755;
	root->i_op = &simple_dir_inode_operations;
	root->i_fop = &simple_dir_operations;
	set_nlink(root, 2);
	sb->s_magic = 0x6b6673;
	sb->s_op = &operations;
	sb->s_root = d_make_root(root);
	return sb->s_root ? 0 : -ENOMEM;
}

static struct dentry *kfs_mount(struct file_system_type *type, int flags, const char *device, void *data)
{
	return mount_nodev(type, flags, data, kfs_fill);
}

static struct file_system_type kfs = {
	.owner = THIS_MODULE,
	.name = "kfs",
	.mount = kfs_mount,
	.kill_sb = kill_anon_super,
};

static int __init kfs_init(void)
{
	struct vfsmount *mount;
	int err = register_filesystem(&kfs);

	if (err)
		return err;
	mount = kern_mount(&kfs);
	if (IS_ERR(mount)) {
		unregister_filesystem(&kfs);
		return PTR_ERR(mount);
	}
	pr_info("magic %lx\n", mount->mnt_sb->s_magic);
	kern_unmount(mount);
	return 0;
}

static void __exit kfs_exit(void)
{
	unregister_filesystem(&kfs);
}

module_init(kfs_init);
module_exit(kfs_exit);
MODULE_LICENSE("GPL");

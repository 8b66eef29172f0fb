/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* A file that request_firmware() finds: given to the emulation, or below /lib/firmware of a real kernel. */
#ifndef FIRMWARE_FIXTURE_H
#define FIRMWARE_FIXTURE_H

#ifdef KTEST_HOSTED
#include <ktest/firmware.h>
#define firmware_give(test, name, data, size) KUNIT_ASSERT_EQ(test, ktest_firmware_add(name, data, size), 0)
#else
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/namei.h>
#include <linux/version.h>

static inline void firmware_folder(const char *path)
{
	struct path parent;
	struct dentry *dentry = kern_path_create(AT_FDCWD, path, &parent, LOOKUP_DIRECTORY);

	if (IS_ERR(dentry))
		return;
	(void)vfs_mkdir(mnt_idmap(parent.mnt), d_inode(parent.dentry), dentry, 0755);
	done_path_create(&parent, dentry);
}

static inline void firmware_give(struct kunit *test, const char *name, const void *data, size_t size)
{
	char path[64];
	struct file *file;
	loff_t at = 0;

	firmware_folder("/lib");
	firmware_folder("/lib/firmware");
	snprintf(path, sizeof(path), "/lib/firmware/%s", name);
	file = filp_open(path, O_CREAT | O_TRUNC | O_WRONLY, 0644);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, kernel_write(file, data, size, &at), (ssize_t)size);
	filp_close(file, NULL);
	/* What was open for writing can not be read as firmware until its last reference is gone. */
	flush_delayed_fput();
}
#endif

#endif

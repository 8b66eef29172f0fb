/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Where a file is.
 * Fidelity: simplified: nothing counts references, because there are no mounts
 */
#ifndef KTEST_LINUX_PATH_H
#define KTEST_LINUX_PATH_H

struct dentry;
struct vfsmount;

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};
static inline int path_equal(const struct path *path1, const struct path *path2)
{
	return path1->mnt == path2->mnt && path1->dentry == path2->dentry;
}

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Names of files, and entries of directories.
 * Fidelity: simplified: the structures, which code may fill in itself; there is no cache of entries
 */
#ifndef KTEST_LINUX_DCACHE_H
#define KTEST_LINUX_DCACHE_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/bits.h>
#include <linux/cache.h>
#include <linux/list.h>
#include <linux/math.h>
#include <linux/rculist.h>
#include <linux/rculist_bl.h>
#include <linux/rcupdate.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/stringhash.h>
#include <linux/wait.h>

struct dentry;
struct inode;
struct path;
struct super_block;
struct vfsmount;

#define HASH_LEN_DECLARE u32 hash; u32 len
#define bytemask_from_count(cnt) (~(~0ul << (cnt) * 8))

/* A name that need not end with a zero. */
struct qstr {
	union {
		struct { HASH_LEN_DECLARE; };
		u64 hash_len;
	};
	const unsigned char *name;
};
#define QSTR_INIT(n, l) { { { .len = l } }, .name = n }
#define QSTR(n) (struct qstr)QSTR_INIT(n, strlen(n))

enum d_real_type { D_REAL_DATA, D_REAL_METADATA };
struct dentry_operations {
	int (*d_revalidate)(struct dentry *dentry, unsigned int flags);
	int (*d_weak_revalidate)(struct dentry *dentry, unsigned int flags);
	int (*d_hash)(const struct dentry *dentry, struct qstr *name);
	int (*d_compare)(const struct dentry *dentry, unsigned int len, const char *str, const struct qstr *name);
	int (*d_delete)(const struct dentry *dentry);
	int (*d_init)(struct dentry *dentry);
	void (*d_release)(struct dentry *dentry);
	void (*d_prune)(struct dentry *dentry);
	void (*d_iput)(struct dentry *dentry, struct inode *inode);
	char *(*d_dname)(struct dentry *dentry, char *buffer, int buflen);
	struct vfsmount *(*d_automount)(struct path *path);
	int (*d_manage)(const struct path *path, bool rcu_walk);
	struct dentry *(*d_real)(struct dentry *dentry, enum d_real_type type);
};

/* The root's parent is itself. */
#define IS_ROOT(x) ((x) == (x)->d_parent)
#define DNAME_INLINE_LEN 40
struct dentry {
	unsigned int d_flags;
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
	unsigned char d_iname[DNAME_INLINE_LEN];
	const struct dentry_operations *d_op;
	struct super_block *d_sb;
	unsigned long d_time;
	void *d_fsdata;
	spinlock_t d_lock;
	struct hlist_node d_sib;
	struct hlist_head d_children;
};
static inline struct inode *d_inode(const struct dentry *dentry) { return dentry->d_inode; }
static inline bool d_really_is_negative(const struct dentry *dentry) { return !dentry->d_inode; }
static inline bool d_really_is_positive(const struct dentry *dentry) { return dentry->d_inode; }

#include <ktest/close.h>
#endif

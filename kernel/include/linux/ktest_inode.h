/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Inodes and super blocks: the part of linux/fs.h that file systems use. A test makes both itself.
 * Fidelity: simplified: no file system can be registered or mounted; nothing writes an inode that is dirty
 */
#ifndef KTEST_LINUX_KTEST_INODE_H
#define KTEST_LINUX_KTEST_INODE_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/bits.h>
#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/stat.h>
#include <linux/time64.h>
#include <linux/types.h>
#include <linux/uidgid.h>

struct block_device;
struct cdev;
struct dentry;
struct fstrim_range;
struct iattr;
struct inode;
struct inode_operations;
struct kstat;
struct mnt_idmap;
struct super_block;

#define SB_RDONLY BIT(0)
#define SB_NOSUID BIT(1)
#define SB_NODEV BIT(2)
#define SB_NOEXEC BIT(3)
#define SB_SYNCHRONOUS BIT(4)
#define SB_MANDLOCK BIT(6)
#define SB_DIRSYNC BIT(7)
#define SB_NOATIME BIT(10)
#define SB_NODIRATIME BIT(11)
#define SB_SILENT BIT(15)
#define SB_POSIXACL BIT(16)
#define SB_INLINECRYPT BIT(17)
#define SB_KERNMOUNT BIT(22)
#define SB_I_VERSION BIT(23)
#define SB_LAZYTIME BIT(25)

#define S_SYNC (1 << 0)
#define S_NOATIME (1 << 1)
#define S_APPEND (1 << 2)
#define S_IMMUTABLE (1 << 3)
#define S_DIRSYNC (1 << 6)

#define I_DIRTY_SYNC (1 << 3)
#define I_DIRTY_DATASYNC (1 << 4)
#define I_DIRTY_PAGES (1 << 5)
#define I_DIRTY_TIME (1 << 11)
#define I_DIRTY_INODE (I_DIRTY_SYNC | I_DIRTY_DATASYNC)
#define I_DIRTY (I_DIRTY_INODE | I_DIRTY_PAGES)
#define I_DIRTY_ALL (I_DIRTY | I_DIRTY_TIME)

enum file_time_flags {
	S_ATIME = 1,
	S_MTIME = 2,
	S_CTIME = 4,
	S_VERSION = 8,
};

struct super_operations {
	struct inode *(*alloc_inode)(struct super_block *sb);
	void (*destroy_inode)(struct inode *inode);
	void (*free_inode)(struct inode *inode);
	void (*dirty_inode)(struct inode *inode, int flags);
	void (*evict_inode)(struct inode *inode);
	void (*put_super)(struct super_block *sb);
	int (*sync_fs)(struct super_block *sb, int wait);
};

struct super_block {
	dev_t s_dev;
	unsigned char s_blocksize_bits;
	unsigned long s_blocksize;
	loff_t s_maxbytes;
	const struct super_operations *s_op;
	unsigned long s_flags;
	unsigned long s_iflags;
	unsigned long s_magic;
	struct dentry *s_root;
	struct block_device *s_bdev;
	void *s_fs_info;
	u32 s_time_gran;		/* in nanoseconds, at most a second */
	time64_t s_time_min;
	time64_t s_time_max;
	char s_id[32];
};
static inline bool sb_rdonly(const struct super_block *sb) { return sb->s_flags & SB_RDONLY; }

struct address_space_operations;
/* What is mapped of an inode's data: unmap_mapping_range() of linux/mm.h. Simplified: no pages are kept in it. */
struct address_space {
	struct inode *host;
	gfp_t gfp_mask;
	unsigned long nrpages;
	const struct address_space_operations *a_ops;
	unsigned long flags;
	void *i_private_data;
};

struct inode {
	umode_t i_mode;
	kuid_t i_uid;
	kgid_t i_gid;
	unsigned int i_flags;
	const struct inode_operations *i_op;
	struct super_block *i_sb;
	struct address_space *i_mapping;	/* &i_data, unless the driver has another one */
	struct address_space i_data;
	unsigned long i_ino;
	unsigned int i_nlink;
	__kernel_dev_t i_rdev;
	loff_t i_size;
	time64_t i_atime_sec;
	time64_t i_mtime_sec;
	time64_t i_ctime_sec;
	u32 i_atime_nsec;
	u32 i_mtime_nsec;
	u32 i_ctime_nsec;
	u32 i_generation;
	u64 i_blocks;
	u32 i_state;
	atomic64_t i_version;
	struct cdev *i_cdev;
	void *i_private;
};
#define __IS_FLG(inode, flg) ((inode)->i_sb->s_flags & (flg))
#define IS_RDONLY(inode) sb_rdonly((inode)->i_sb)
#define IS_SYNC(inode) (__IS_FLG(inode, SB_SYNCHRONOUS) || ((inode)->i_flags & S_SYNC))
#define IS_DIRSYNC(inode) (__IS_FLG(inode, SB_SYNCHRONOUS | SB_DIRSYNC) || ((inode)->i_flags & (S_SYNC | S_DIRSYNC)))
static inline bool inode_needs_sync(struct inode *inode)
{
	return IS_SYNC(inode) || (S_ISDIR(inode->i_mode) && IS_DIRSYNC(inode));
}

static inline loff_t i_size_read(const struct inode *inode) { return smp_load_acquire(&inode->i_size); }
static inline void i_size_write(struct inode *inode, loff_t i_size) { smp_store_release(&inode->i_size, i_size); }
static inline unsigned int i_blocksize(const struct inode *inode) { return 1U << inode->i_sb->s_blocksize_bits; }

/* Times of an inode; setting returns what was set. */
#define KTEST_INODE_TIME(name) \
	static inline time64_t inode_get_##name##_sec(const struct inode *inode) { return inode->i_##name##_sec; } \
	static inline long inode_get_##name##_nsec(const struct inode *inode) { return inode->i_##name##_nsec; } \
	static inline struct timespec64 inode_get_##name(const struct inode *inode) \
	{ \
		struct timespec64 ts = { inode->i_##name##_sec, (long)inode->i_##name##_nsec }; \
		return ts; \
	} \
	static inline struct timespec64 inode_set_##name##_to_ts(struct inode *inode, struct timespec64 ts) \
	{ \
		inode->i_##name##_sec = ts.tv_sec; \
		inode->i_##name##_nsec = ts.tv_nsec; \
		return ts; \
	} \
	static inline struct timespec64 inode_set_##name(struct inode *inode, time64_t sec, long nsec) \
	{ \
		struct timespec64 ts = { sec, nsec }; \
		return inode_set_##name##_to_ts(inode, ts); \
	}
KTEST_INODE_TIME(atime)
KTEST_INODE_TIME(mtime)
KTEST_INODE_TIME(ctime)

#ifdef KTEST_HOSTED
/* To the granularity and the limits of the super block. */
struct timespec64 timestamp_truncate(struct timespec64 t, struct inode *inode);
struct timespec64 current_time(struct inode *inode);
struct timespec64 inode_set_ctime_current(struct inode *inode);
/* Tells the super block's dirty_inode() of I_DIRTY_SYNC, I_DIRTY_DATASYNC and I_DIRTY_TIME. */
void __mark_inode_dirty(struct inode *inode, int flags);
static inline void mark_inode_dirty(struct inode *inode) { __mark_inode_dirty(inode, I_DIRTY); }
static inline void mark_inode_dirty_sync(struct inode *inode) { __mark_inode_dirty(inode, I_DIRTY_SYNC); }
#endif

#include <ktest/close.h>
#endif

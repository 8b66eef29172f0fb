/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Open files and inodes as a character device's file operations see them.
 * Fidelity: simplified: struct file and struct inode have the members that drivers
 * and file systems use most; there is no file system, a test makes them itself.
 */
#ifndef KTEST_LINUX_FS_H
#define KTEST_LINUX_FS_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/compiler.h>
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/kdev_t.h>
#include <linux/ktest_inode.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/path.h>
#include <linux/rwsem.h>
#include <linux/types.h>
#include <linux/uaccess.h>
#ifdef KTEST_HOSTED
#include <linux/xarray.h>
#endif

#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif

#define FMODE_READ ((fmode_t)0x1)
#define FMODE_WRITE ((fmode_t)0x2)
#define FMODE_LSEEK ((fmode_t)0x4)
#define FMODE_PREAD ((fmode_t)0x8)
#define FMODE_PWRITE ((fmode_t)0x10)
#define FMODE_STREAM ((fmode_t)0x200000)

struct cdev;
struct file;
struct iov_iter;
struct pipe_inode_info;
struct poll_table_struct;
struct vm_area_struct;

/* One read or write. Simplified: all are done when read_iter() or write_iter() returns. */
struct kiocb {
	struct file *ki_filp;
	loff_t ki_pos;
	void (*ki_complete)(struct kiocb *iocb, long ret);
	void *KTEST_PRIVATE;
	int ki_flags;
	u16 ki_ioprio;
};
#define IOCB_HIPRI (1 << 0)
#define IOCB_DSYNC (1 << 1)
#define IOCB_SYNC (1 << 2)
#define IOCB_NOWAIT (1 << 3)
#define IOCB_APPEND (1 << 4)
#define IOCB_EVENTFD (1 << 16)
#define IOCB_DIRECT (1 << 17)
#define IOCB_WRITE (1 << 18)
static inline bool is_sync_kiocb(struct kiocb *kiocb) { return !kiocb->ki_complete; }

struct file_operations {
	struct module *owner;
	loff_t (*llseek)(struct file *file, loff_t offset, int whence);
	ssize_t (*read)(struct file *file, char __user *to, size_t count, loff_t *pos);
	ssize_t (*write)(struct file *file, const char __user *from, size_t count, loff_t *pos);
	ssize_t (*read_iter)(struct kiocb *iocb, struct iov_iter *to);
	ssize_t (*write_iter)(struct kiocb *iocb, struct iov_iter *from);
	__poll_t (*poll)(struct file *file, struct poll_table_struct *table);
	long (*unlocked_ioctl)(struct file *file, unsigned int command, unsigned long arg);
	long (*compat_ioctl)(struct file *file, unsigned int command, unsigned long arg);
	int (*mmap)(struct file *file, struct vm_area_struct *vma);
	int (*open)(struct inode *inode, struct file *file);
	int (*release)(struct inode *inode, struct file *file);
	int (*fsync)(struct file *file, loff_t start, loff_t end, int datasync);
	ssize_t (*splice_write)(struct pipe_inode_info *pipe, struct file *out, loff_t *ppos, size_t len, unsigned int flags);
	ssize_t (*splice_read)(struct file *in, loff_t *ppos, struct pipe_inode_info *pipe, size_t len, unsigned int flags);
	void (*splice_eof)(struct file *file);
};

struct file {
	fmode_t f_mode;
	unsigned int f_flags;
	loff_t f_pos;
	struct mutex f_pos_lock;
	struct path f_path;	/* empty, unless a test fills it in */
	struct inode *f_inode;
	struct address_space *f_mapping;	/* the inode's; open() may choose another one */
	const struct file_operations *f_op;
	void *private_data;
	atomic_t ktest_count;	/* 0: the test's own, which nobody frees */
};

/* Of files that anon_inode_getfile() or ktest_open_misc() made; fput() of the last one calls release() at once. */
struct file *get_file(struct file *file);
void fput(struct file *file);
void __fput_sync(struct file *file);

static inline void init_sync_kiocb(struct kiocb *kiocb, struct file *filp)
{
	struct kiocb made = { .ki_filp = filp, .ki_flags = filp->f_flags & O_APPEND ? IOCB_APPEND : 0 };

	*kiocb = made;
}

/* Simplified: no file has a path. */
static inline char *file_path(struct file *file, char *buf, int buflen)
{
	(void)file;
	return strscpy(buf, "(unknown)", buflen) < 0 ? (char *)ERR_PTR(-ENAMETOOLONG) : buf;
}

static inline struct inode *file_inode(const struct file *file) { return file->f_inode; }
static inline unsigned int iminor(const struct inode *inode) { return MINOR(inode->i_rdev); }
static inline unsigned int imajor(const struct inode *inode) { return MAJOR(inode->i_rdev); }

/* The position stays as it is, whatever is asked. */
loff_t noop_llseek(struct file *file, loff_t offset, int whence);
/* Fails with -ESPIPE. */
#if KTEST_HAS_no_llseek
loff_t no_llseek(struct file *file, loff_t offset, int whence);
#endif
/* Within 0 … size; SEEK_END counts from size. -EINVAL outside. */
loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence, loff_t size);
int nonseekable_open(struct inode *inode, struct file *file);
int stream_open(struct inode *inode, struct file *file);
/* Bytes moved, 0 at the end, -EINVAL for a negative position, -EFAULT. */
ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *pos, const void *from,
				size_t available);
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *pos, const void __user *from,
			       size_t count);
#define MAX_RW_COUNT (INT_MAX & PAGE_MASK)
#ifdef KTEST_HOSTED
/* -EINVAL: count is no ssize_t, or the position is negative or passes the largest one. */
int rw_verify_area(int read_write, struct file *file, const loff_t *ppos, size_t count);
/* A file's splice_read() by its read_iter(): bytes read, 0 at the end; -ENOMEM, also if the pipe has no room. */
ssize_t copy_splice_read(struct file *in, loff_t *ppos, struct pipe_inode_info *pipe, size_t len, unsigned int flags);
/* Its splice_write() by write_iter(): -EINVAL without it. */
ssize_t iter_file_splice_write(struct pipe_inode_info *pipe, struct file *out, loff_t *ppos, size_t len,
			       unsigned int flags);
#endif

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Blocks of a device in memory.
 * Fidelity: simplified: states and references of buffers that a test makes itself; there are no block devices, so that
 * what reads or writes a block ends the case as unsupported
 */
#ifndef KTEST_LINUX_BUFFER_HEAD_H
#define KTEST_LINUX_BUFFER_HEAD_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/fs.h>
#include <linux/linkage.h>
#include <linux/mm_types.h>
#include <linux/pagemap.h>
#include <linux/types.h>
#include <linux/wait.h>

struct block_device;
struct buffer_head;
typedef void (bh_end_io_t)(struct buffer_head *bh, int uptodate);

enum bh_state_bits {
	BH_Uptodate,
	BH_Dirty,
	BH_Lock,
	BH_Req,
	BH_Mapped,
	BH_New,
	BH_Async_Read,
	BH_Async_Write,
	BH_Delay,
	BH_Boundary,
	BH_Write_EIO,
	BH_Unwritten,
	BH_Quiet,
	BH_Meta,
	BH_Prio,
	BH_Defer_Completion,
	BH_PrivateStart,
};

struct buffer_head {
	unsigned long b_state;
	struct buffer_head *b_this_page;
	union {
		struct page *b_page;
		struct folio *b_folio;
	};
	sector_t b_blocknr;
	size_t b_size;
	char *b_data;
	struct block_device *b_bdev;
	bh_end_io_t *b_end_io;
	void *b_private;
	struct list_head b_assoc_buffers;
	struct address_space *b_assoc_map;
	atomic_t b_count;
	spinlock_t b_uptodate_lock;
};

#define BUFFER_FNS(bit, name) \
	static inline void set_buffer_##name(struct buffer_head *bh) { set_bit(BH_##bit, &bh->b_state); } \
	static inline void clear_buffer_##name(struct buffer_head *bh) { clear_bit(BH_##bit, &bh->b_state); } \
	static inline int buffer_##name(const struct buffer_head *bh) { return test_bit(BH_##bit, &bh->b_state); }
#define TAS_BUFFER_FNS(bit, name) \
	static inline int test_set_buffer_##name(struct buffer_head *bh) { return test_and_set_bit(BH_##bit, &bh->b_state); } \
	static inline int test_clear_buffer_##name(struct buffer_head *bh) { return test_and_clear_bit(BH_##bit, &bh->b_state); }
BUFFER_FNS(Uptodate, uptodate)
BUFFER_FNS(Dirty, dirty)
TAS_BUFFER_FNS(Dirty, dirty)
BUFFER_FNS(Lock, locked)
BUFFER_FNS(Req, req)
BUFFER_FNS(Mapped, mapped)
BUFFER_FNS(New, new)
BUFFER_FNS(Delay, delay)
BUFFER_FNS(Boundary, boundary)
BUFFER_FNS(Write_EIO, write_io_error)
BUFFER_FNS(Unwritten, unwritten)
BUFFER_FNS(Meta, meta)
BUFFER_FNS(Prio, prio)

static inline void get_bh(struct buffer_head *bh) { atomic_inc(&bh->b_count); }
static inline void put_bh(struct buffer_head *bh)
{
	smp_mb__before_atomic();
	atomic_dec(&bh->b_count);
}
/* Of a buffer that nobody has they warn. */
static inline void __brelse(struct buffer_head *bh)
{
	if (WARN(!atomic_read(&bh->b_count), "VFS: brelse: Trying to free free buffer\n"))
		return;
	put_bh(bh);
}
static inline void brelse(struct buffer_head *bh)
{
	if (bh)
		__brelse(bh);
}
static inline void __bforget(struct buffer_head *bh)
{
	clear_buffer_dirty(bh);
	__brelse(bh);
}
static inline void bforget(struct buffer_head *bh)
{
	if (bh)
		__bforget(bh);
}

#ifdef KTEST_HOSTED
/* These need a block device. */
struct buffer_head *__bread_gfp(struct block_device *bdev, sector_t block, unsigned int size, gfp_t gfp);
struct buffer_head *bdev_getblk(struct block_device *bdev, sector_t block, unsigned int size, gfp_t gfp);
void __breadahead(struct block_device *bdev, sector_t block, unsigned int size);
void mark_buffer_dirty(struct buffer_head *bh);
void mark_buffer_dirty_inode(struct buffer_head *bh, struct inode *inode);
int sync_dirty_buffer(struct buffer_head *bh);
void write_dirty_buffer(struct buffer_head *bh, blk_opf_t op_flags);
void __wait_on_buffer(struct buffer_head *bh);
static inline void wait_on_buffer(struct buffer_head *bh)
{
	if (buffer_locked(bh))
		__wait_on_buffer(bh);
}
static inline struct buffer_head *sb_bread(struct super_block *sb, sector_t block)
{
	return __bread_gfp(sb->s_bdev, block, sb->s_blocksize, __GFP_MOVABLE);
}
static inline struct buffer_head *sb_getblk(struct super_block *sb, sector_t block)
{
	return bdev_getblk(sb->s_bdev, block, sb->s_blocksize, __GFP_MOVABLE);
}
static inline void sb_breadahead(struct super_block *sb, sector_t block)
{
	__breadahead(sb->s_bdev, block, sb->s_blocksize);
}
#endif

#include <ktest/close.h>
#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Inodes that a test makes itself: times, counts of changes, flags; states of buffers; what is on a FAT disk. */
#include <kunit/test.h>
#include <linux/buffer_head.h>
#include <linux/fs.h>
#include <linux/iversion.h>
#include <linux/magic.h>
#include <linux/module.h>
#include <linux/msdos_fs.h>
#include <linux/slab.h>

static struct inode *inode_of(struct kunit *test)
{
	struct inode *inode = kunit_kzalloc(test, sizeof(*inode), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, inode);
	inode->i_sb = kunit_kzalloc(test, sizeof(*inode->i_sb), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, inode->i_sb);
	inode->i_sb->s_time_gran = 1;
	inode->i_sb->s_time_min = 0;
	inode->i_sb->s_time_max = 1ll << 40;
	return inode;
}

static void times(struct kunit *test)
{
	struct inode *inode = inode_of(test);
	struct super_block *sb = inode->i_sb;
	struct timespec64 ts = { 1000, 123456789 }, cut;

	cut = inode_set_mtime_to_ts(inode, ts);
	KUNIT_EXPECT_EQ(test, cut.tv_nsec, 123456789);
	KUNIT_EXPECT_EQ(test, inode_get_mtime(inode).tv_sec, 1000);
	KUNIT_EXPECT_EQ(test, inode_get_mtime_nsec(inode), 123456789);
	inode_set_atime(inode, 7, 8);
	KUNIT_EXPECT_EQ(test, inode_get_atime_sec(inode), 7);
	KUNIT_EXPECT_EQ(test, inode_get_atime(inode).tv_nsec, 8);
	KUNIT_EXPECT_EQ(test, timestamp_truncate(ts, inode).tv_nsec, 123456789);
	sb->s_time_gran = 10000000;
	KUNIT_EXPECT_EQ(test, timestamp_truncate(ts, inode).tv_nsec, 120000000);
	sb->s_time_gran = NSEC_PER_SEC;
	KUNIT_EXPECT_EQ(test, timestamp_truncate(ts, inode).tv_nsec, 0);
	KUNIT_EXPECT_EQ(test, current_time(inode).tv_nsec, 0);
	sb->s_time_gran = 1;
	sb->s_time_min = 1000;
	KUNIT_EXPECT_EQ(test, timestamp_truncate(ts, inode).tv_nsec, 0);
	sb->s_time_min = 2000;
	KUNIT_EXPECT_EQ(test, timestamp_truncate(ts, inode).tv_sec, 2000);
	sb->s_time_min = 0;
	sb->s_time_max = 500;
	KUNIT_EXPECT_EQ(test, timestamp_truncate(ts, inode).tv_sec, 500);
	KUNIT_EXPECT_EQ(test, timestamp_truncate(ts, inode).tv_nsec, 0);
	sb->s_time_max = 1ll << 40;
	cut = inode_set_ctime_current(inode);
	KUNIT_EXPECT_GT(test, cut.tv_sec, 1000);
	KUNIT_EXPECT_EQ(test, inode_get_ctime_sec(inode), cut.tv_sec);
}

static void changes(struct kunit *test)
{
	struct inode *inode = inode_of(test);

	inode_set_iversion(inode, 5);
	KUNIT_EXPECT_EQ(test, inode_peek_iversion(inode), 5);
	KUNIT_EXPECT_FALSE(test, inode_maybe_inc_iversion(inode, false));
	KUNIT_EXPECT_FALSE(test, inode_iversion_need_inc(inode));
	KUNIT_EXPECT_EQ(test, inode_query_iversion(inode), 5);
	KUNIT_EXPECT_EQ(test, inode_query_iversion(inode), 5);
	KUNIT_EXPECT_TRUE(test, inode_iversion_need_inc(inode));
	KUNIT_EXPECT_TRUE(test, inode_maybe_inc_iversion(inode, false));
	KUNIT_EXPECT_EQ(test, inode_peek_iversion(inode), 6);
	KUNIT_EXPECT_FALSE(test, inode_iversion_need_inc(inode));
	inode_inc_iversion(inode);
	KUNIT_EXPECT_EQ(test, inode_peek_iversion(inode), 7);
	inode_set_iversion_queried(inode, 9);
	KUNIT_EXPECT_TRUE(test, inode_iversion_need_inc(inode));
	KUNIT_EXPECT_TRUE(test, inode_eq_iversion(inode, 9));
	KUNIT_EXPECT_EQ(test, inode_peek_iversion_raw(inode), 19);
	KUNIT_EXPECT_TRUE(test, inode_eq_iversion_raw(inode, 19));
}

static void flags(struct kunit *test)
{
	struct inode *inode = inode_of(test);

	inode->i_mode = S_IFREG;
	KUNIT_EXPECT_FALSE(test, IS_SYNC(inode));
	KUNIT_EXPECT_FALSE(test, sb_rdonly(inode->i_sb));
	inode->i_sb->s_flags = SB_DIRSYNC | SB_RDONLY;
	KUNIT_EXPECT_TRUE(test, sb_rdonly(inode->i_sb));
	KUNIT_EXPECT_FALSE(test, inode_needs_sync(inode));
	KUNIT_EXPECT_TRUE(test, IS_DIRSYNC(inode));
	inode->i_mode = S_IFDIR;
	KUNIT_EXPECT_TRUE(test, inode_needs_sync(inode));
	inode->i_sb->s_flags = 0;
	inode->i_flags = S_SYNC;
	KUNIT_EXPECT_TRUE(test, IS_SYNC(inode));
	i_size_write(inode, 1ll << 33);
	KUNIT_EXPECT_EQ(test, i_size_read(inode), 1ll << 33);
	KUNIT_EXPECT_EQ(test, I_DIRTY_ALL, 0x838);
}

static void buffers(struct kunit *test)
{
	struct buffer_head *bh = kunit_kzalloc(test, sizeof(*bh), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, bh);
	set_buffer_uptodate(bh);
	KUNIT_EXPECT_TRUE(test, buffer_uptodate(bh));
	KUNIT_EXPECT_FALSE(test, test_set_buffer_dirty(bh));
	KUNIT_EXPECT_TRUE(test, buffer_dirty(bh));
	KUNIT_EXPECT_TRUE(test, test_clear_buffer_dirty(bh));
	set_buffer_new(bh);
	clear_buffer_new(bh);
	KUNIT_EXPECT_FALSE(test, buffer_new(bh));
	KUNIT_EXPECT_EQ(test, bh->b_state, 1UL << BH_Uptodate);
	get_bh(bh);
	get_bh(bh);
	brelse(bh);
	KUNIT_EXPECT_EQ(test, atomic_read(&bh->b_count), 1);
	put_bh(bh);
	brelse(NULL);
	bforget(NULL);
}

static void on_disk(struct kunit *test)
{
	u8 free[] = { DELETED_FLAG }, none[] = { 0 }, used[] = { 'A' };

	KUNIT_EXPECT_EQ(test, sizeof(struct msdos_dir_entry), 32);
	KUNIT_EXPECT_EQ(test, sizeof(struct msdos_dir_slot), 32);
	KUNIT_EXPECT_EQ(test, sizeof(struct fat_boot_fsinfo), 512);
	KUNIT_EXPECT_EQ(test, offsetof(struct fat_boot_sector, fat32), 36);
	KUNIT_EXPECT_TRUE(test, IS_FREE(free) && IS_FREE(none) && !IS_FREE(used));
	KUNIT_EXPECT_TRUE(test, fat_valid_media(0xf0));
	KUNIT_EXPECT_FALSE(test, fat_valid_media(0xf1));
	KUNIT_EXPECT_TRUE(test, fat_valid_media(0xf8));
	KUNIT_EXPECT_EQ(test, MSDOS_SUPER_MAGIC, 0x4d44);
	KUNIT_EXPECT_EQ(test, EXT4_SUPER_MAGIC, 0xEF53);
}

static struct kunit_case inode_cases[] = {
	KUNIT_CASE(times), KUNIT_CASE(changes), KUNIT_CASE(flags), KUNIT_CASE(buffers), KUNIT_CASE(on_disk), {}
};
static struct kunit_suite inode_suite = { .name = "inodes_conformance", .test_cases = inode_cases };
kunit_test_suite(inode_suite);
MODULE_DESCRIPTION("Conformance of inodes");
MODULE_LICENSE("Dual MIT/GPL");

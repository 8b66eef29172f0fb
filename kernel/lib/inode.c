// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Times and states of inodes. */
#include <linux/bug.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/time.h>
#include <linux/timekeeping.h>

__weak struct ktest_timezone sys_tz;

__weak struct timespec64 timestamp_truncate(struct timespec64 t, struct inode *inode)
{
	const struct super_block *sb = inode->i_sb;
	u32 unit = sb->s_time_gran;

	if (WARN(!unit || unit > NSEC_PER_SEC, "invalid file time granularity: %u", unit))
		unit = 1;
	t.tv_nsec = rounddown(t.tv_nsec, (long)unit);
	if (t.tv_sec <= sb->s_time_min || t.tv_sec >= sb->s_time_max)
		t = (struct timespec64){ clamp(t.tv_sec, sb->s_time_min, sb->s_time_max), 0 };
	return t;
}

__weak struct timespec64 current_time(struct inode *inode)
{
	struct timespec64 now;

	ktime_get_coarse_real_ts64(&now);
	return timestamp_truncate(now, inode);
}

__weak struct timespec64 inode_set_ctime_current(struct inode *inode)
{
	return inode_set_ctime_to_ts(inode, current_time(inode));
}

__weak void __mark_inode_dirty(struct inode *inode, int flags)
{
	const struct super_operations *op = inode->i_sb->s_op;

	if (flags & I_DIRTY_INODE) {
		flags |= inode->i_state & I_DIRTY_TIME;
		inode->i_state &= ~I_DIRTY_TIME;
		if (op && op->dirty_inode)
			op->dirty_inode(inode, flags & (I_DIRTY_INODE | I_DIRTY_TIME));
		/* What has all of it written needs no word on its times. */
		flags &= ~I_DIRTY_TIME;
	} else if (inode->i_state & I_DIRTY_INODE) {
		flags &= ~I_DIRTY_TIME;
	}
	inode->i_state |= flags;
}

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A log of records in a ring of fixed size, read and written as a character
 * device.
 *
 * A write makes one record; the oldest records make room for it. Each open file
 * reads on its own, from the oldest record there is: a read returns one record,
 * or what fits, and then the next read the rest of it. A reader that was too
 * slow, so that the record it is at was overwritten, gets -EPIPE once and goes
 * on with the oldest one, as with /dev/kmsg. At the end a read waits, or returns
 * -EAGAIN with O_NONBLOCK.
 *
 * Synchronization table
 *   ringlog_append(): with everything, in any context
 *   file operations: with everything; those of one file wait for each other
 *   ringlog_init(), ringlog_destroy(): the caller keeps everyone else out
 */
#ifndef RINGLOG_H
#define RINGLOG_H

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#define RINGLOG_RECORD_MAX	256	/* bytes */

struct ringlog {
	struct miscdevice misc;
	wait_queue_head_t wait;		/* readers at the end */

	spinlock_t lock;		/* of everything below */
	char *ring;
	size_t size;			/* a power of 2 */
	/* Records from first to next, exclusively; positions only ever grow. */
	u64 first_seq, first_pos;
	u64 next_seq, next_pos;
};

extern const struct file_operations ringlog_fops;

int ringlog_init(struct ringlog *log, size_t size);
void ringlog_destroy(struct ringlog *log);
int ringlog_append(struct ringlog *log, const void *data, size_t len);

#endif

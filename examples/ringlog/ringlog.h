/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A log of records in a ring of fixed size. Writers never wait: a record that
 * does not fit overwrites the oldest ones. Each record has a sequence number,
 * so a reader that was overtaken knows how much it missed.
 */
#ifndef RINGLOG_H
#define RINGLOG_H

#include <linux/fs.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#define RINGLOG_SIZE 4096		/* bytes, a power of two */
#define RINGLOG_RECORD_MAX 256		/* bytes of text in one record */

struct ringlog {
	spinlock_t lock;
	wait_queue_head_t readers;
	u64 first_seq, next_seq;	/* the oldest record, and the next to come */
	u64 head, tail;			/* where they are, in bytes since the start */
	u8 data[RINGLOG_SIZE];
};

void ringlog_init(struct ringlog *log);

/* Returns the record's sequence number, or -EINVAL if len is 0 or too long. */
s64 ringlog_append(struct ringlog *log, const void *text, size_t len);

/*
 * Where a reader is. Zero-filled it starts at the oldest record there is.
 */
struct ringlog_cursor {
	u64 seq;
	u64 offset;
};

/*
 * Copies the next record to buf and moves the cursor behind it. Returns its
 * length; 0 when there is none yet; -EPIPE when it was overwritten (the cursor
 * then stands at the oldest one left); -EINVAL when size is too small for it.
 */
ssize_t ringlog_next(struct ringlog *log, struct ringlog_cursor *cursor, void *buf, size_t size);

/* The device: one record a read or write, as with /dev/kmsg. */
extern const struct file_operations ringlog_fops;
extern struct ringlog ringlog_device;

#endif

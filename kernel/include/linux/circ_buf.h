/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Circular buffers of a power of two of bytes. One byte stays free: a buffer with head == tail is empty.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CIRC_BUF_H
#define KTEST_LINUX_CIRC_BUF_H

struct circ_buf {
	char *buf;
	int head;
	int tail;
};

#define CIRC_CNT(head, tail, size) (((head) - (tail)) & ((size) - 1))
#define CIRC_SPACE(head, tail, size) CIRC_CNT((tail), ((head) + 1), (size))

/* Up to the buffer's end, without a wrap. The other side's index may move meanwhile: it is read once. */
#define CIRC_CNT_TO_END(head, tail, size) \
	({ \
		int __circ_end = (size) - (tail); \
		int __circ_all = ((head) + __circ_end) & ((size) - 1); \
		__circ_all < __circ_end ? __circ_all : __circ_end; \
	})
#define CIRC_SPACE_TO_END(head, tail, size) \
	({ \
		int __circ_last = (size) - 1 - (head); \
		int __circ_all = (__circ_last + (tail)) & ((size) - 1); \
		__circ_all <= __circ_last ? __circ_all : __circ_last + 1; \
	})

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Socket buffers of one piece, and queues of them.
 * Synchronization table: a queue's functions without __ take its lock; a buffer is its owner's.
 * Fidelity: simplified: no fragments that are pages, no clones, no devices; data over its room ends the
 * program, as in a kernel
 */
#ifndef KTEST_LINUX_SKBUFF_H
#define KTEST_LINUX_SKBUFF_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/ktime.h>
#include <linux/net.h>
#include <linux/rbtree.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/types.h>

struct sock;
struct net_device;
typedef unsigned int sk_buff_data_t;
#define NET_SKB_PAD 64
#define SKB_DATA_ALIGN(x) ALIGN(x, SMP_CACHE_BYTES)

struct sk_buff {
	union {
		struct {
			struct sk_buff *next, *prev;
			union { struct net_device *dev; unsigned long dev_scratch; };
		};
		struct rb_node rbnode;
	};
	struct sock *sk;
	ktime_t tstamp;
	char cb[48] __aligned(8);
	void (*destructor)(struct sk_buff *skb);
	unsigned int len, data_len;
	u16 mac_len, hdr_len, queue_mapping;
	u8 cloned:1, nohdr:1, fclone:2, pkt_type:3, ip_summed:2;
	__wsum csum;
	u32 priority, hash, mark;
	__be16 protocol;
	u16 transport_header, network_header, mac_header;
	sk_buff_data_t tail, end;
	unsigned char *head, *data;
	unsigned int truesize;
	refcount_t users;
};
struct sk_buff_head {
	struct sk_buff *next, *prev;
	u32 qlen;
	spinlock_t lock;
};

static inline struct sk_buff *alloc_skb(unsigned int size, gfp_t gfp)
{
	struct sk_buff *skb = (struct sk_buff *)kzalloc(sizeof(*skb), gfp);

	if (!skb)
		return NULL;
	size = SKB_DATA_ALIGN(size);
	skb->head = skb->data = (unsigned char *)kmalloc(size ? size : 1, gfp);
	if (!skb->head) {
		kfree(skb);
		return NULL;
	}
	skb->end = size;
	skb->truesize = size + sizeof(*skb);
	refcount_set(&skb->users, 1);
	return skb;
}

static inline void kfree_skb(struct sk_buff *skb)
{
	if (!skb || !refcount_dec_and_test(&skb->users))
		return;
	if (skb->destructor)
		skb->destructor(skb);
	kfree(skb->head);
	kfree(skb);
}
#define consume_skb(skb) kfree_skb(skb)
#define dev_kfree_skb(skb) kfree_skb(skb)
#define __kfree_skb(skb) kfree_skb(skb)
static inline struct sk_buff *dev_alloc_skb(unsigned int length)
{
	struct sk_buff *skb = alloc_skb(length + NET_SKB_PAD, GFP_ATOMIC);

	if (skb) {
		skb->data += NET_SKB_PAD;
		skb->tail += NET_SKB_PAD;
	}
	return skb;
}
static inline struct sk_buff *skb_get(struct sk_buff *skb)
{
	refcount_inc(&skb->users);
	return skb;
}

static inline unsigned char *skb_tail_pointer(const struct sk_buff *skb) { return skb->head + skb->tail; }
static inline unsigned char *skb_end_pointer(const struct sk_buff *skb) { return skb->head + skb->end; }
static inline bool skb_is_nonlinear(const struct sk_buff *skb) { return skb->data_len; }
static inline unsigned int skb_headlen(const struct sk_buff *skb) { return skb->len - skb->data_len; }
static inline unsigned int skb_headroom(const struct sk_buff *skb) { return skb->data - skb->head; }
static inline int skb_tailroom(const struct sk_buff *skb) { return skb->end - skb->tail; }
static inline void skb_reserve(struct sk_buff *skb, int len)
{
	skb->data += len;
	skb->tail += len;
}
static inline void *skb_put(struct sk_buff *skb, unsigned int len)
{
	unsigned char *at = skb_tail_pointer(skb);

	if (skb->tail + len > skb->end)
		panic("skb_over_panic: %u bytes put where %u have room\n", len, skb->end - skb->tail);
	skb->tail += len;
	skb->len += len;
	return at;
}
static inline void *skb_put_data(struct sk_buff *skb, const void *data, unsigned int len)
{
	return memcpy(skb_put(skb, len), data, len);
}
static inline void *skb_put_zero(struct sk_buff *skb, unsigned int len)
{
	return memset(skb_put(skb, len), 0, len);
}
static inline void *skb_push(struct sk_buff *skb, unsigned int len)
{
	if (len > skb_headroom(skb))
		panic("skb_under_panic: %u bytes pushed where %u have room\n", len, skb_headroom(skb));
	skb->data -= len;
	skb->len += len;
	return skb->data;
}
static inline void *__skb_pull(struct sk_buff *skb, unsigned int len)
{
	skb->len -= len;
	BUG_ON(skb->len < skb->data_len);
	return skb->data += len;
}
static inline void *skb_pull(struct sk_buff *skb, unsigned int len)
{
	return len > skb->len ? NULL : __skb_pull(skb, len);
}
static inline void skb_trim(struct sk_buff *skb, unsigned int len)
{
	if (skb->len > len) {
		skb->len = len;
		skb->tail = (skb->data - skb->head) + len;
	}
}
static inline bool pskb_may_pull(struct sk_buff *skb, unsigned int len) { return len <= skb->len; }
static inline int skb_copy_bits(const struct sk_buff *skb, int offset, void *to, int len)
{
	if (offset < 0 || offset > (int)skb->len - len)
		return -EFAULT;
	memcpy(to, skb->data + offset, len);
	return 0;
}

#define KTEST_SKB_HEADER(name) \
	static inline void skb_reset_##name##_header(struct sk_buff *skb) \
	{ \
		skb->name##_header = skb->data - skb->head; \
	} \
	static inline void skb_set_##name##_header(struct sk_buff *skb, const int offset) \
	{ \
		skb->name##_header = skb->data - skb->head + offset; \
	} \
	static inline unsigned char *skb_##name##_header(const struct sk_buff *skb) \
	{ \
		return skb->head + skb->name##_header; \
	}
KTEST_SKB_HEADER(transport)
KTEST_SKB_HEADER(network)
KTEST_SKB_HEADER(mac)

static inline void __skb_queue_head_init(struct sk_buff_head *list)
{
	list->prev = list->next = (struct sk_buff *)list;
	list->qlen = 0;
}
static inline void skb_queue_head_init(struct sk_buff_head *list)
{
	spin_lock_init(&list->lock);
	__skb_queue_head_init(list);
}
static inline u32 skb_queue_len(const struct sk_buff_head *list) { return list->qlen; }
static inline int skb_queue_empty(const struct sk_buff_head *list)
{
	return list->next == (const struct sk_buff *)list;
}
static inline struct sk_buff *skb_peek(const struct sk_buff_head *list)
{
	return skb_queue_empty(list) ? NULL : list->next;
}
static inline struct sk_buff *skb_peek_tail(const struct sk_buff_head *list)
{
	return skb_queue_empty(list) ? NULL : list->prev;
}
static inline void ktest_skb_insert(struct sk_buff_head *list, struct sk_buff *skb, struct sk_buff *prev)
{
	skb->prev = prev;
	skb->next = prev->next;
	prev->next->prev = skb;
	prev->next = skb;
	list->qlen++;
}
static inline void __skb_queue_head(struct sk_buff_head *list, struct sk_buff *skb)
{
	ktest_skb_insert(list, skb, (struct sk_buff *)list);
}
static inline void __skb_queue_tail(struct sk_buff_head *list, struct sk_buff *skb)
{
	ktest_skb_insert(list, skb, list->prev);
}
static inline void __skb_unlink(struct sk_buff *skb, struct sk_buff_head *list)
{
	list->qlen--;
	skb->next->prev = skb->prev;
	skb->prev->next = skb->next;
	skb->next = skb->prev = NULL;
}
static inline struct sk_buff *__skb_dequeue(struct sk_buff_head *list)
{
	struct sk_buff *skb = skb_peek(list);

	if (skb)
		__skb_unlink(skb, list);
	return skb;
}
static inline void skb_queue_head(struct sk_buff_head *list, struct sk_buff *skb)
{
	spin_lock(&list->lock);
	__skb_queue_head(list, skb);
	spin_unlock(&list->lock);
}
static inline void skb_queue_tail(struct sk_buff_head *list, struct sk_buff *skb)
{
	spin_lock(&list->lock);
	__skb_queue_tail(list, skb);
	spin_unlock(&list->lock);
}
static inline struct sk_buff *skb_dequeue(struct sk_buff_head *list)
{
	struct sk_buff *skb;

	spin_lock(&list->lock);
	skb = __skb_dequeue(list);
	spin_unlock(&list->lock);
	return skb;
}
static inline void skb_queue_purge(struct sk_buff_head *list)
{
	struct sk_buff *skb;

	while ((skb = skb_dequeue(list)) != NULL)
		kfree_skb(skb);
}
#define skb_queue_walk(queue, skb) \
	for (skb = (queue)->next; skb != (struct sk_buff *)(queue); skb = skb->next)

#include <ktest/close.h>
#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
// What ordinary code does with macros of the headers, in C and C++: nothing here may warn with -Wall -Wextra.
#include "ktest.h"
#include <linux/bitfield.h>
#include <linux/bitmap.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/hashtable.h>
#include <linux/list_nulls.h>
#include <linux/math64.h>
#include <linux/overflow.h>
#include <linux/rbtree.h>
#include <linux/radix-tree.h>
#include <linux/rwsem.h>
#include <linux/scatterlist.h>
#include <linux/seqlock.h>
#include <linux/sort.h>
#include <linux/unaligned.h>
#include <linux/kfifo.h>
#include <linux/list_bl.h>
#include <linux/llist.h>
#include <linux/plist.h>
#include <linux/idr.h>
#include <linux/xarray.h>
#include <linux/rculist.h>
#include <linux/jiffies.h>
#include <linux/refcount.h>
#include <linux/wait.h>
#include <linux/nodemask.h>
#include <linux/ktime.h>
#include <linux/seq_buf.h>

struct item { int key; struct list_head list; struct hlist_node node; struct rb_node rb; struct llist_node ll; };

struct flex { int nr; int items[]; };

static DEFINE_HASHTABLE(table, 4);
static DEFINE_MUTEX(lock);
static DEFINE_SPINLOCK(spin);
static DEFINE_IDR(idr);
static DEFINE_XARRAY(xa);
static LIST_HEAD(items);
static DECLARE_WAIT_QUEUE_HEAD(queue);
static DECLARE_COMPLETION(done);
static DEFINE_PER_CPU(int, percpu);
static DEFINE_RWLOCK(rw);
static DECLARE_RWSEM(sem);
static DEFINE_SEQLOCK(seq);
static DEFINE_IDA(ida);
static RADIX_TREE(radix, GFP_KERNEL);
static DEFINE_SPINLOCK(other);
static struct rb_root root = RB_ROOT;
static LLIST_HEAD(stack);
static cpumask_t cpus = CPU_MASK_NONE;
static nodemask_t nodes = NODE_MASK_NONE;

static unsigned int bits(unsigned int n)
{
	DECLARE_BITMAP(map, 64) = { 0 };
	unsigned int sum = 0, u;
	unsigned long l;
	u8 small = (u8)n;
	u16 mid = (u16)n;
	int i;

	for_each_set_bit(i, map, n) sum += (unsigned int)i;
	for_each_set_bit(u, map, 64) sum += u;
	for_each_set_bit(l, map, 64) sum += (unsigned int)l;
	for_each_clear_bit(i, map, n) sum++;
	for_each_possible_cpu(i) sum++;
	for_each_online_cpu(u) sum++;
	for_each_node(i) sum++;
	sum += min(n, sum) + max(n, 3u) + clamp(n, 1u, 4u) + min_t(u8, small, mid) + max_t(int, i, 3);
	sum += (unsigned int)min(small, mid) + min3(n, sum, 7u) + (unsigned int)umin(i, n);
	sum += (unsigned int)(GENMASK(n, 0) + GENMASK_ULL(7, n & 7) + BIT(n & 31) + BIT_ULL(n & 31) + GENMASK(7, 0));
	sum += (unsigned int)(FIELD_GET(GENMASK(7, 4), n) + FIELD_PREP(GENMASK(7, 4), 3u));
	sum += DIV_ROUND_UP(n, 3) + roundup(n, 8) + round_up(n, 8) + (unsigned int)ALIGN(n, 16) + DIV_ROUND_CLOSEST(n, 7);
	sum += (unsigned int)(abs(i) + is_power_of_2(n) + ilog2(n | 1) + order_base_2(n | 1) + fls(i) + ffs(i) + hweight32(n));
	sum += (unsigned int)(rounddown_pow_of_two(n | 1) + roundup_pow_of_two(n | 1) + swab32(n) + cpu_to_be16(mid));
	sum += (unsigned int)(ARRAY_SIZE(map) + upper_32_bits(l) + lower_32_bits(l) + sizeof_field(struct item, key));
	swap(n, sum);
	return sum + bitmap_weight(map, n) + (unsigned int)bitmap_empty(map, 64) + get_unaligned_le32(map);
}

static bool overflows(unsigned int a, int b, u64 c, s8 d)
{
	unsigned int u;
	size_t s;
	int i;
	int n = 0;

	n += check_add_overflow(a, b, &u);
	n += check_sub_overflow(a, 3u, &i);
	n += check_mul_overflow(c, a, &s);
	n += check_shl_overflow(a, b, &i);
	n += check_shl_overflow(d, a, &i);
	n += overflows_type(a, s8);
	n += overflows_type(c, int);
	n += overflows_type(255, u8);
	n += overflows_type(-1, u64);
	n += overflows_type(3u, s64);
	n += (struct_size((struct flex *)NULL, items, a) == 0);
	n += (array_size(a, c) == size_add(a, 3));
	n += (wrapping_add(u8, a, 3) == 3);
	n += (castable_to_type(3, u8) != 1);
	return n != 0;
}

static unsigned int fifos(const char *text)
{
	static DEFINE_KFIFO(bytes, unsigned char, 32);
	static DEFINE_KFIFO(numbers, int, 8);
	int two[2] = { 1, 2 };
	unsigned char raw[8];
#ifndef __cplusplus
	char copy[8];

	kfifo_in(&bytes, text, 3);
	if (kfifo_in(&bytes, "text", 4) != kfifo_out(&bytes, copy, 4))
		return 1;
#endif
	kfifo_put(&bytes, (unsigned char)text[0]);
	return kfifo_in(&numbers, two, 2) + kfifo_out(&numbers, two, 2) + kfifo_out_peek(&bytes, raw, 8) + kfifo_avail(&bytes);
}

static int by_key(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static int walk(struct scatterlist *sgl, unsigned int nents)
{
	struct item *item, *next, one = {};
	struct hlist_nulls_head nulls;
	struct scatterlist *sg;
	struct hlist_node *tmp;
	int bkt, i, sum = 0, keys[3] = { 3, 1, 2 };
	unsigned int ubkt;
	unsigned long index;
	void *entry;

	one.key = 3;
	INIT_HLIST_NULLS_HEAD(&nulls, 3);
	hash_add(table, &one.node, one.key);
	hash_for_each(table, bkt, item, node) sum += item->key;
	hash_for_each(table, ubkt, item, node) sum += item->key;
	hash_for_each_safe(table, bkt, tmp, item, node) hash_del(&item->node);
	hash_for_each_possible(table, item, node, sum) sum++;
	list_add(&one.list, &items);
	list_for_each_entry(item, &items, list) sum += item->key;
	list_for_each_entry_rcu(item, &items, list) sum += item->key;
	list_for_each_entry_safe(item, next, &items, list) list_del(&item->list);
	for_each_sg(sgl, sg, nents, i) sum += (int)sg->length;
	for_each_sg(sgl, sg, nents, ubkt) sum += (int)sg->length;
	xa_for_each(&xa, index, entry) sum += entry != NULL;
	idr_for_each_entry(&idr, entry, i) sum += entry != NULL;
	sort(keys, ARRAY_SIZE(keys), sizeof(keys[0]), by_key, NULL);
	return sum + keys[0] + list_empty(&items) + (int)(long)nulls.first;
}

static int locks(void)
{
	unsigned long flags, timeout = jiffies + msecs_to_jiffies(10);
	atomic_t count = ATOMIC_INIT(0);
	refcount_t ref = REFCOUNT_INIT(1);
	int *one = (int *)kmalloc(sizeof(*one), GFP_KERNEL), sum = 0;
	char text[16];

	if (WARN_ON(!one) || WARN_ON_ONCE(IS_ERR(one)))
		return -ENOMEM;
	mutex_lock(&lock);
	mutex_unlock(&lock);
	spin_lock_irqsave(&spin, flags);
	spin_unlock_irqrestore(&spin, flags);
	rcu_read_lock();
	sum += READ_ONCE(*one) != 3;
	rcu_read_unlock();
	WRITE_ONCE(*one, 3);
	wake_up(&queue);
	wait_event(queue, *one == 3);
	sum += atomic_inc_return(&count) + atomic_cmpxchg(&count, 1, 2) + refcount_dec_and_test(&ref);
	sum += cmpxchg(one, 3, 4) + xchg(one, 5) + time_after(jiffies, timeout) + time_before(jiffies, timeout);
	sum += (int)(div_u64(timeout, 3) + do_div(timeout, 10) + div64_u64(timeout | 1, 3) + mul_u64_u32_shr(timeout, 3, 2));
	snprintf(text, sizeof(text), "%d", sum);
	pr_info("%s\n", text);
	kfree(one);
	return sum;
}

int main(void)
{
	struct scatterlist sgl[2];

	sg_init_table(sgl, 2);
	return fifos("abc") + bits(3) + (unsigned int)overflows(1, 2, 3, 4) + (unsigned int)walk(sgl, 2) + (unsigned int)locks() == 0;
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <algorithm>
#include "table.hh"

table::table()
{
	hash_init(buckets);
	tree = RB_ROOT;
	spin_lock_init(&lock);
}

table::~table()
{
	struct rb_node *node;

	while ((node = rb_first(&tree))) {
		prediction *p = rb_entry(node, prediction, order);

		rb_erase(node, &tree);
		hlist_del(&p->node);
		kfree(p);
	}
}

void table::put_in_order(prediction *p)
{
	struct rb_node **link = &tree.rb_node, *parent = nullptr;

	while (*link) {
		parent = *link;
		if (rb_entry(parent, prediction, order)->seen > p->seen)
			link = &parent->rb_right;
		else
			link = &parent->rb_left;
	}
	rb_link_node(&p->order, parent, link);
	rb_insert_color(&p->order, &tree);
}

bool table::saw(u32 from, u32 to)
{
	struct hlist_head *bucket = &buckets[hash_32(from, bits)];
	prediction *p;

	spin_lock(&lock);
	hlist_for_each_entry(p, bucket, node)
		if (p->from == from && p->to == to) {
			rb_erase(&p->order, &tree);
			p->seen++;
			put_in_order(p);
			spin_unlock(&lock);
			return true;
		}
	p = static_cast<prediction *>(kzalloc(sizeof(*p), GFP_ATOMIC));
	if (p) {
		p->from = from;
		p->to = to;
		p->seen = 1;
		hlist_add_head(&p->node, bucket);
		put_in_order(p);
	}
	spin_unlock(&lock);
	return p != nullptr;
}

u32 table::next(u32 from)
{
	unsigned long most = 0;
	prediction *p;
	u32 to = 0;

	spin_lock(&lock);
	hlist_for_each_entry(p, &buckets[hash_32(from, bits)], node)
		if (p->from == from && p->seen > most) {
			most = std::max(most, p->seen);
			to = p->to;
		}
	spin_unlock(&lock);
	return to;
}

const prediction *table::best() const
{
	struct rb_node *node = rb_first(&tree);

	return node ? rb_entry(node, prediction, order) : nullptr;
}

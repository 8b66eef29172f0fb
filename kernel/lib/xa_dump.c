// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What an xarray holds, for the log: entries with their indices, and the nodes between. */
#include <linux/printk.h>
#include <linux/xarray.h>

KTEST_DEF void xa_dump_node(const struct xa_node *node)
{
	if (!node || (unsigned long)node & 3) {
		pr_info("node %px\n", node);
		return;
	}
	pr_info("node %px in slot %d of %px: shift %d, count %d, values %d, marks %lx %lx %lx\n", node, node->offset,
		node->parent, node->shift, node->count, node->nr_values, node->marks[0][0], node->marks[1][0],
		node->marks[2][0]);
}

static void dump_entry(void *entry, unsigned long index, unsigned int shift)
{
	if (!entry)
		return;
	if (xa_is_node(entry) && shift) {
		const struct xa_node *node = xa_to_node(entry);

		xa_dump_node(node);
		for (unsigned long i = 0; i < XA_CHUNK_SIZE; i++)
			dump_entry(node->slots[i], index + (i << node->shift), node->shift);
	} else if (xa_is_value(entry)) {
		pr_info("%lu: value %lu\n", index, xa_to_value(entry));
	} else if (xa_is_sibling(entry)) {
		pr_info("%lu: as slot %lu\n", index, xa_to_sibling(entry));
	} else if (xa_is_internal(entry)) {
		pr_info("%lu: %s (%lu)\n", index, xa_is_retry(entry) ? "retry" : xa_is_zero(entry) ? "reserved" : "?",
			xa_to_internal(entry));
	} else {
		pr_info("%lu: %px\n", index, entry);
	}
}

KTEST_DEF void xa_dump(const struct xarray *xa)
{
	pr_info("xarray %px: head %px, flags %x, marks %d %d %d\n", xa, xa->xa_head, xa->xa_flags,
		xa_marked(xa, XA_MARK_0), xa_marked(xa, XA_MARK_1), xa_marked(xa, XA_MARK_2));
	dump_entry(xa->xa_head, 0, BITS_PER_LONG);
}

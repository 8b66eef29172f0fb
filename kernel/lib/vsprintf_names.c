// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* %pd, %pD and %pfw: names of directory entries, files and firmware nodes. */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/fwnode.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include <ktest/lib/vsprintf.h>

/* Aligns what was written since `start`. */
static void names_widen(struct vsprintf_out *out, char *start, struct vsprintf_spec spec)
{
	int pad = spec.width - (int)(out->pos - start);
	size_t room;

	if (pad <= 0)
		return;
	if (spec.flags & VSPRINTF_LEFT) {
		while (pad--)
			vsprintf_char(out, ' ');
		return;
	}
	room = start < out->end ? out->end - start : 0;
	if (room > (size_t)pad)
		memmove(start + pad, start, min_t(size_t, out->pos - start, room - pad));
	memset(start, ' ', min_t(size_t, room, pad));
	out->pos += pad;
}

/* %pd, %pd2 … %pd4: so many parts of the path, the last ones. */
KTEST_DEF void vsprintf_dentry(struct vsprintf_out *out, const char *ext, const struct dentry *dentry,
		     struct vsprintf_spec spec)
{
	int depth = ext[1] >= '2' && ext[1] <= '4' ? ext[1] - '0' : 1;
	const unsigned char *part[4];
	char *start = out->pos;
	int nr = 0, left = spec.precision;

	while (nr < depth) {
		const struct dentry *parent;
		const char *fault = vsprintf_fault(dentry);

		if (fault) {
			vsprintf_string(out, fault, spec);
			return;
		}
		parent = READ_ONCE(dentry->d_parent);
		part[nr] = READ_ONCE(dentry->d_name.name);
		if (parent == dentry) {
			/* The root has a name only where it stands alone. */
			if (nr)
				part[nr] = (const unsigned char *)"";
			nr++;
			break;
		}
		nr++;
		dentry = parent;
	}
	while (nr--) {
		for (const unsigned char *c = part[nr]; *c && left; c++, left--)
			vsprintf_char(out, *c);
		if (nr && left) {
			vsprintf_char(out, '/');
			left--;
		}
	}
	names_widen(out, start, spec);
}

KTEST_DEF void vsprintf_file(struct vsprintf_out *out, const char *ext, const struct file *file,
		   struct vsprintf_spec spec)
{
	vsprintf_dentry(out, ext, file->f_path.dentry, spec);
}

static void names_fwnode_full(struct vsprintf_out *out, struct fwnode_handle *fwnode)
{
	static const struct vsprintf_spec as_it_is = { .width = -1, .precision = -1, .base = 10 };
	struct fwnode_handle *parent = fwnode_call_ptr_op(fwnode, get_parent);

	if (parent) {
		names_fwnode_full(out, parent);
		fwnode_call_void_op(parent, put);
	}
	vsprintf_string(out, fwnode_call_ptr_op(fwnode, get_name_prefix), as_it_is);
	vsprintf_string(out, fwnode_call_ptr_op(fwnode, get_name), as_it_is);
}

/* %pfwP: the node's name; else, with its parents'. */
KTEST_DEF void vsprintf_fwnode(struct vsprintf_out *out, const char *ext, struct fwnode_handle *fwnode,
		     struct vsprintf_spec spec)
{
	struct vsprintf_spec unaligned = spec;
	char *start = out->pos;

	unaligned.width = -1;
	if (ext[2] == 'P')
		vsprintf_string(out, fwnode_call_ptr_op(fwnode, get_name), unaligned);
	else
		names_fwnode_full(out, fwnode);
	names_widen(out, start, spec);
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Trees of resources: what is in use of a range of addresses. */
#include <linux/align.h>
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

#define PORTS 0xffff
#define PHYSICAL_END ((1ull << 46) - 1)

KTEST_DEF struct resource ioport_resource = {
	.name = "PCI IO",
	.end = PORTS,
	.flags = IORESOURCE_IO,
};
KTEST_DEF struct resource iomem_resource = {
	.name = "PCI mem",
	.end = -1,
	.flags = IORESOURCE_MEM,
};

/* Of all trees. */
static DEFINE_SPINLOCK(resource_lock);
/* Regions that were released so far: who waits for a shared one looks again when it changes. */
static unsigned int resource_releases;
static DECLARE_WAIT_QUEUE_HEAD(resource_wait);

/* ---- the tree, under the lock ---------------------------------------------------------------- */

/* Where a child hangs that ends at `start` or behind it; the list's end if none does. */
static struct resource **resource_link(struct resource *parent, resource_size_t start)
{
	struct resource **link = &parent->child;

	while (*link && (*link)->end < start)
		link = &(*link)->sibling;
	return link;
}

/* Makes it a child, or returns what is in the way. */
static struct resource *resource_add(struct resource *root, struct resource *new)
{
	struct resource **link;

	if (new->end < new->start || new->start < root->start || new->end > root->end)
		return root;
	link = resource_link(root, new->start);
	if (*link && (*link)->start <= new->end)
		return *link;
	new->parent = root;
	new->sibling = *link;
	*link = new;
	return NULL;
}

static void resource_adopt(struct resource *parent, struct resource *first)
{
	for (; first; first = first->sibling)
		first->parent = parent;
}

/* Takes it out, with all that is below it; or its children take its place. */
static int resource_drop(struct resource *old, bool with_children)
{
	struct resource **link, *last = old->child;

	if (!old->parent)
		return -EINVAL;
	link = resource_link(old->parent, old->start);
	if (*link != old)
		return -EINVAL;
	if (with_children || !last) {
		*link = old->sibling;
	} else {
		resource_adopt(old->parent, last);
		while (last->sibling)
			last = last->sibling;
		last->sibling = old->sibling;
		*link = old->child;
	}
	old->parent = NULL;
	return 0;
}

/* Puts `new` between `parent` and those of its children that lie within `new`, from `first` on. */
static struct resource *resource_wrap(struct resource *parent, struct resource *first, struct resource *new)
{
	struct resource *last = first;

	for (;; last = last->sibling) {
		if (last->start < new->start || last->end > new->end)
			return last;
		if (!last->sibling || last->sibling->start > new->end)
			break;
	}
	new->parent = parent;
	new->child = first;
	new->sibling = last->sibling;
	*resource_link(parent, first->start) = new;
	last->sibling = NULL;
	resource_adopt(new, first);
	return NULL;
}

static bool resource_is_same(const struct resource *a, const struct resource *b)
{
	return a->start == b->start && a->end == b->end;
}

static struct resource *resource_insert(struct resource *parent, struct resource *new)
{
	for (;;) {
		struct resource *first = resource_add(parent, new);

		if (!first || first == parent || WARN_ON(first == new))
			return first;
		if (first->start > new->start || first->end < new->end || resource_is_same(first, new))
			return resource_wrap(parent, first, new);
		parent = first;
	}
}

/* The next one below `root`, parents before their children. */
static struct resource *resource_next(struct resource *root, struct resource *at)
{
	if (at->child)
		return at->child;
	while (at != root && !at->sibling)
		at = at->parent;
	return at == root ? NULL : at->sibling;
}

/* ---- requests ---------------------------------------------------------------------------------- */

KTEST_DEF struct resource *request_resource_conflict(struct resource *root, struct resource *new)
{
	struct resource *conflict;

	spin_lock(&resource_lock);
	conflict = resource_add(root, new);
	spin_unlock(&resource_lock);
	return conflict;
}

KTEST_DEF int request_resource(struct resource *root, struct resource *new)
{
	return request_resource_conflict(root, new) ? -EBUSY : 0;
}

KTEST_DEF struct resource *insert_resource_conflict(struct resource *parent, struct resource *new)
{
	struct resource *conflict;

	spin_lock(&resource_lock);
	conflict = resource_insert(parent, new);
	spin_unlock(&resource_lock);
	return conflict;
}

KTEST_DEF int insert_resource(struct resource *parent, struct resource *new)
{
	return insert_resource_conflict(parent, new) ? -EBUSY : 0;
}

static int resource_drop_locked(struct resource *old, bool with_children)
{
	int err;

	spin_lock(&resource_lock);
	err = resource_drop(old, with_children);
	spin_unlock(&resource_lock);
	return err;
}

KTEST_DEF int release_resource(struct resource *old)
{
	return resource_drop_locked(old, true);
}

KTEST_DEF int remove_resource(struct resource *old)
{
	return resource_drop_locked(old, false);
}

/* Each is alone afterwards, and begins at 0 with the size that it had. */
static void resource_scatter(struct resource *root)
{
	struct resource *child = root->child, *next;

	root->child = NULL;
	for (; child; child = next) {
		next = child->sibling;
		child->parent = child->sibling = NULL;
		resource_scatter(child);
		resource_set_range(child, 0, resource_size(child));
	}
}

KTEST_DEF void release_child_resources(struct resource *root)
{
	spin_lock(&resource_lock);
	resource_scatter(root);
	spin_unlock(&resource_lock);
}

KTEST_DEF struct resource *lookup_resource(struct resource *root, resource_size_t start)
{
	struct resource *found;

	spin_lock(&resource_lock);
	for (found = root->child; found && found->start != start; found = found->sibling)
		;
	spin_unlock(&resource_lock);
	return found;
}

/* Whether it may lie there: within its parent, around its children, between its neighbours. */
static bool resource_may_be(const struct resource *res, resource_size_t start, resource_size_t end)
{
	const struct resource *other;
	bool is_before = true;

	if (res->parent && (start < res->parent->start || end > res->parent->end))
		return false;
	for (other = res->child; other; other = other->sibling)
		if (other->start < start || other->end > end)
			return false;
	if (!res->parent)
		return true;
	for (other = res->parent->child; other; other = other->sibling) {
		if (other == res)
			is_before = false;
		else if (is_before ? other->end >= start : other->start <= end)
			return false;
	}
	return true;
}

KTEST_DEF int adjust_resource(struct resource *res, resource_size_t start, resource_size_t size)
{
	resource_size_t end = start + size - 1;
	int err = -EBUSY;

	spin_lock(&resource_lock);
	if (resource_may_be(res, start, end)) {
		res->start = start;
		res->end = end;
		err = 0;
	}
	spin_unlock(&resource_lock);
	return err;
}

KTEST_DEF resource_size_t resource_alignment(struct resource *res)
{
	switch (res->flags & (IORESOURCE_SIZEALIGN | IORESOURCE_STARTALIGN)) {
	case IORESOURCE_SIZEALIGN:
		return resource_size(res);
	case IORESOURCE_STARTALIGN:
		return res->start;
	default:
		return 0;
	}
}

/* ---- free room --------------------------------------------------------------------------------- */

struct resource_wish {
	resource_size_t size, min, max, align;
	resource_alignf alignf;
	void *alignf_data;
};

/* Places `new` in a gap, if it fits; it keeps its flags. */
static bool resource_fit(struct resource *new, resource_size_t lo, resource_size_t hi, const struct resource_wish *wish)
{
	resource_size_t start = max(lo, wish->min), end = min(hi, wish->max);
	/* What has no address yet is no part of anything. */
	unsigned long flags = new->flags & ~IORESOURCE_UNSET;
	struct resource room = { .start = ALIGN(start, wish->align), .end = end, .flags = flags };
	struct resource place = { .flags = flags };

	if (start > end || room.start < start)
		return false;
	place.start = wish->alignf ? wish->alignf(wish->alignf_data, &room, wish->size, wish->align) : room.start;
	place.end = place.start + wish->size - 1;
	if (place.start > place.end || !resource_contains(&room, &place))
		return false;
	new->start = place.start;
	new->end = place.end;
	return true;
}

static int resource_find_room(struct resource *root, struct resource *new, const struct resource_wish *wish)
{
	resource_size_t lo = root->start;
	struct resource *child;

	for (child = root->child; child; child = child->sibling) {
		if (child->start > lo && resource_fit(new, lo, child->start - 1, wish))
			return 0;
		if (child->end == root->end)
			return -EBUSY;
		lo = child->end + 1;
	}
	return resource_fit(new, lo, root->end, wish) ? 0 : -EBUSY;
}

KTEST_DEF int allocate_resource(struct resource *root, struct resource *new, resource_size_t size, resource_size_t min,
		      resource_size_t max, resource_size_t align, resource_alignf alignf, void *alignf_data)
{
	const struct resource_wish wish = { size, min, max, align, alignf, alignf_data };
	int err = -EBUSY;

	spin_lock(&resource_lock);
	if (!new->parent)
		err = resource_find_room(root, new, &wish);
	if (!err && resource_add(root, new))
		err = -EBUSY;
	spin_unlock(&resource_lock);
	return err;
}

/* ---- what is in a range ------------------------------------------------------------------------ */

struct resource_kind {
	unsigned long flags, desc;
};

static bool resource_is(const struct resource *res, const struct resource_kind *kind)
{
	return (res->flags & kind->flags) == kind->flags &&
	       (kind->desc == IORES_DESC_NONE || res->desc == kind->desc);
}

/* Whether resources of the kind below `top` fill the range without a gap; `seen` when there is any of them. */
static bool resource_is_filled(struct resource *top, struct resource range, const struct resource_kind *kind, bool *seen)
{
	struct resource *at = top;

	while ((at = resource_next(top, at))) {
		if (!resource_overlaps(at, &range) || !resource_is(at, kind))
			continue;
		*seen = true;
		if (at->start > range.start)
			return false;
		if (at->end >= range.end)
			return true;
		range.start = at->end + 1;
	}
	return false;
}

static int resource_intersects(struct resource *root, resource_size_t start, size_t size,
			       const struct resource_kind *kind)
{
	struct resource range = { .start = start, .end = start + size - 1 }, part = {};
	bool seen = false, others = false;
	struct resource *child;

	for (child = root->child; child; child = child->sibling) {
		if (!resource_intersection(child, &range, &part))
			continue;
		if (resource_is(child, kind))
			seen = true;
		else if (!resource_is_filled(child, part, kind, &seen))
			others = true;
	}
	if (!seen)
		return REGION_DISJOINT;
	return others ? REGION_MIXED : REGION_INTERSECTS;
}

KTEST_DEF int region_intersects(resource_size_t start, size_t size, unsigned long flags, unsigned long desc)
{
	const struct resource_kind kind = { flags, desc };
	int result;

	spin_lock(&resource_lock);
	result = resource_intersects(&iomem_resource, start, size, &kind);
	spin_unlock(&resource_lock);
	return result;
}

KTEST_DEF struct resource *alloc_free_mem_region(struct resource *base, unsigned long size, unsigned long align,
				       const char *name)
{
	const struct resource_kind any = {};
	resource_size_t last = min_t(resource_size_t, base->end, PHYSICAL_END);
	resource_size_t at = ALIGN(max_t(resource_size_t, base->start, align), align);
	struct resource *res = kzalloc(sizeof(*res), GFP_KERNEL);

	if (!res)
		return ERR_PTR(-ENOMEM);
	spin_lock(&resource_lock);
	for (; at <= last && last - at >= size - 1; at += size) {
		if (resource_intersects(base, at, size, &any) != REGION_DISJOINT)
			continue;
		*res = DEFINE_RES_NAMED(at, size, name, IORESOURCE_MEM);
		if (!resource_insert(base, res)) {
			spin_unlock(&resource_lock);
			return res;
		}
	}
	spin_unlock(&resource_lock);
	kfree(res);
	return ERR_PTR(-ERANGE);
}

/* ---- regions: resources that are allocated here -------------------------------------------------- */

/* Goes down to where the region may lie; NULL when it lies there, else what is in the way. */
static struct resource *resource_claim(struct resource *parent, struct resource *res, int flags)
{
	for (;;) {
		struct resource *conflict;

		res->flags = resource_type(parent) | resource_ext_type(parent) | IORESOURCE_BUSY | flags;
		res->desc = parent->desc;
		conflict = resource_add(parent, res);
		if (!conflict || conflict == parent || conflict->flags & IORESOURCE_BUSY)
			return conflict;
		parent = conflict;
	}
}

KTEST_DEF struct resource *__request_region(struct resource *parent, resource_size_t start, resource_size_t n,
				  const char *name, int flags)
{
	struct resource *res = kzalloc(sizeof(*res), GFP_KERNEL), *conflict;

	if (!res)
		return NULL;
	res->name = name;
	resource_set_range(res, start, n);
	for (;;) {
		unsigned int releases;
		bool is_shared;

		spin_lock(&resource_lock);
		conflict = resource_claim(parent, res, flags);
		is_shared = conflict && conflict->flags & flags & IORESOURCE_MUXED;
		releases = resource_releases;
		spin_unlock(&resource_lock);
		if (!conflict)
			return res;
		if (!is_shared)
			break;
		wait_event(resource_wait, READ_ONCE(resource_releases) != releases);
	}
	kfree(res);
	return NULL;
}

/* The region of just this range, taken out; NULL if there is none. */
static struct resource *resource_unclaim(struct resource *parent, resource_size_t start, resource_size_t end)
{
	struct resource **link, *res;

	for (;;) {
		link = resource_link(parent, start);
		res = *link;
		if (!res || res->start > start || res->end < end)
			return NULL;
		if (res->flags & IORESOURCE_BUSY)
			break;
		parent = res;
	}
	if (res->start != start || res->end != end)
		return NULL;
	*link = res->sibling;
	return res;
}

KTEST_DEF void __release_region(struct resource *parent, resource_size_t start, resource_size_t n)
{
	resource_size_t end = start + n - 1;
	struct resource *res;

	spin_lock(&resource_lock);
	res = resource_unclaim(parent, start, end);
	if (res)
		WRITE_ONCE(resource_releases, resource_releases + 1);
	spin_unlock(&resource_lock);
	if (!res) {
		pr_warn("Trying to free nonexistent resource <%pa-%pa>\n", &start, &end);
		return;
	}
	if (res->flags & IORESOURCE_MUXED)
		wake_up(&resource_wait);
	kfree(res);
}

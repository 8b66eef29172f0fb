// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Endpoints of nodes, and what they and references lead to. */
#ifndef KTEST_LIB_FWNODE_GRAPH_C
#define KTEST_LIB_FWNODE_GRAPH_C

#include <linux/device.h>
#include <linux/property.h>
#include <linux/string.h>

KTEST_DEF struct fwnode_handle *fwnode_graph_get_port_parent(const struct fwnode_handle *fwnode)
{
	struct fwnode_handle *port = fwnode_get_parent(fwnode);
	struct fwnode_handle *parent = fwnode_call_ptr_op(port, graph_get_port_parent);

	fwnode_handle_put(port);
	return parent;
}

KTEST_DEF struct fwnode_handle *fwnode_graph_get_next_endpoint(const struct fwnode_handle *fwnode,
							       struct fwnode_handle *prev)
{
	/* An endpoint of the secondary node goes on there. */
	struct fwnode_handle *held = prev ? fwnode_graph_get_port_parent(prev) : NULL;
	const struct fwnode_handle *parent = prev ? held : fwnode;
	struct fwnode_handle *next = NULL;

	while (!IS_ERR_OR_NULL(parent) && !next) {
		next = fwnode_call_ptr_op(parent, graph_get_next_endpoint, prev);
		prev = NULL;
		parent = parent->secondary;
	}
	fwnode_handle_put(held);
	return next;
}

KTEST_DEF struct fwnode_handle *fwnode_graph_get_remote_endpoint(const struct fwnode_handle *fwnode)
{
	return fwnode_call_ptr_op(fwnode, graph_get_remote_endpoint);
}

KTEST_DEF struct fwnode_handle *fwnode_graph_get_remote_port(const struct fwnode_handle *fwnode)
{
	return fwnode_get_next_parent(fwnode_graph_get_remote_endpoint(fwnode));
}

KTEST_DEF struct fwnode_handle *fwnode_graph_get_remote_port_parent(const struct fwnode_handle *fwnode)
{
	struct fwnode_handle *endpoint = fwnode_graph_get_remote_endpoint(fwnode);
	struct fwnode_handle *parent = fwnode_graph_get_port_parent(endpoint);

	fwnode_handle_put(endpoint);
	return parent;
}

KTEST_DEF int fwnode_graph_parse_endpoint(const struct fwnode_handle *fwnode, struct fwnode_endpoint *endpoint)
{
	memset(endpoint, 0, sizeof(*endpoint));
	return fwnode_call_int_op(fwnode, graph_parse_endpoint, endpoint);
}

/* Whether an endpoint leads to a device that is available, if `flags` ask for that. */
static inline bool fwnode_graph_counts(struct fwnode_handle *endpoint, unsigned long flags)
{
	struct fwnode_handle *remote;
	bool is_available;

	if (flags & FWNODE_GRAPH_DEVICE_DISABLED)
		return true;
	remote = fwnode_graph_get_remote_port_parent(endpoint);
	is_available = fwnode_device_is_available(remote);
	fwnode_handle_put(remote);
	return is_available;
}

KTEST_DEF struct fwnode_handle *fwnode_graph_get_endpoint_by_id(const struct fwnode_handle *fwnode, u32 port,
								u32 endpoint, unsigned long flags)
{
	struct fwnode_handle *each, *best = NULL;
	unsigned int best_id = 0;

	fwnode_graph_for_each_endpoint(fwnode, each) {
		struct fwnode_endpoint found;

		if (!fwnode_graph_counts(each, flags) || fwnode_graph_parse_endpoint(each, &found) < 0 ||
		    found.port != port)
			continue;
		if (found.id == endpoint) {
			fwnode_handle_put(best);
			return each;
		}
		if (!(flags & FWNODE_GRAPH_ENDPOINT_NEXT) || found.id < endpoint || (best && best_id < found.id))
			continue;
		fwnode_handle_put(best);
		best = fwnode_handle_get(each);
		best_id = found.id;
	}
	return best;
}

KTEST_DEF unsigned int fwnode_graph_get_endpoint_count(const struct fwnode_handle *fwnode, unsigned long flags)
{
	struct fwnode_handle *each;
	unsigned int nr = 0;

	fwnode_graph_for_each_endpoint(fwnode, each)
		nr += fwnode_graph_counts(each, flags);
	return nr;
}

/* Where matches go to; matches NULL: they are counted only. */
struct fwnode_graph_search {
	void *data;
	devcon_match_fn_t match;
	void **matches;
	unsigned int room, nr;
};

static inline bool fwnode_graph_is_full(const struct fwnode_graph_search *search)
{
	return search->matches && search->nr >= search->room;
}

/* Puts node. */
static inline void fwnode_graph_try(struct fwnode_graph_search *search, struct fwnode_handle *node, const char *id)
{
	void *found = search->match(node, id, search->data);

	fwnode_handle_put(node);
	if (!found)
		return;
	if (search->matches)
		search->matches[search->nr] = found;
	search->nr++;
}

static inline void fwnode_graph_search_all(const struct fwnode_handle *fwnode, const char *con_id,
					   struct fwnode_graph_search *search)
{
	struct fwnode_handle *each;
	unsigned int i;

	fwnode_graph_for_each_endpoint(fwnode, each) {
		struct fwnode_handle *node;

		if (fwnode_graph_is_full(search)) {
			fwnode_handle_put(each);
			break;
		}
		node = fwnode_graph_get_remote_port_parent(each);
		if (fwnode_device_is_available(node))
			fwnode_graph_try(search, node, con_id);
		else
			fwnode_handle_put(node);
	}
	for (i = 0; !fwnode_graph_is_full(search); i++) {
		struct fwnode_handle *node = fwnode_find_reference(fwnode, con_id, i);

		if (IS_ERR(node))
			break;
		fwnode_graph_try(search, node, NULL);
	}
}

KTEST_DEF void *fwnode_connection_find_match(const struct fwnode_handle *fwnode, const char *con_id, void *data,
					     devcon_match_fn_t match)
{
	void *found = NULL;
	struct fwnode_graph_search search = { data, match, &found, 1, 0 };

	if (fwnode && match)
		fwnode_graph_search_all(fwnode, con_id, &search);
	return found;
}

KTEST_DEF int fwnode_connection_find_matches(const struct fwnode_handle *fwnode, const char *con_id, void *data,
					     devcon_match_fn_t match, void **matches, unsigned int matches_len)
{
	struct fwnode_graph_search search = { data, match, matches, matches_len, 0 };

	if (!fwnode || !match)
		return -EINVAL;
	fwnode_graph_search_all(fwnode, con_id, &search);
	return search.nr;
}

#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Properties of software nodes and devices, relations of nodes, graphs, and how nodes are printed. */
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/property.h>
#include <linux/slab.h>
#include <linux/string.h>

static const u8 small[] = { 1, 2, 3, 4, 5 };
static const u16 words[] = { 0x101, 0x202, 0x303 };
static const u64 wide[] = { 1ull << 40, 7 };
static const char *const names[] = { "one", "two", "three" };

static const struct software_node ports_other = { .name = "other,ports" };
static const struct property_entry of_target[] = { PROPERTY_ENTRY_U32("#cells", 2), PROPERTY_ENTRY_U32("#much", 17), { } };
static const struct software_node target = { .name = "target", .properties = of_target };
static const struct software_node_ref_args several[] = {
	{ .node = &target, .nargs = 3, .args = { 10, 11, 12 } },
	{ .node = &ports_other },	/* never registered */
};
static const struct property_entry all[] = {
	PROPERTY_ENTRY_U8_ARRAY("small", small),
	PROPERTY_ENTRY_U16_ARRAY("words", words),
	PROPERTY_ENTRY_U64_ARRAY("wide", wide),
	PROPERTY_ENTRY_U8("u8", 200),
	PROPERTY_ENTRY_U16("u16", 0xabcd),
	PROPERTY_ENTRY_U32("u32", 0x12345678),
	PROPERTY_ENTRY_U64("u64", 1ull << 63),
	PROPERTY_ENTRY_STRING("string", "only"),
	PROPERTY_ENTRY_STRING("compatible", "vendor,thing"),
	PROPERTY_ENTRY_STRING_ARRAY("names", names),
	PROPERTY_ENTRY_BOOL("flag"),
	PROPERTY_ENTRY_REF("ref", &target, 5, 6),
	PROPERTY_ENTRY_REF_ARRAY("refs", several),
	{ }
};
static const struct software_node root = { .name = "ktest-root", .properties = all };
static const struct software_node child = { .name = "child@7", .parent = &root };
static const struct software_node slash = { .name = "a/b", .parent = &root };
static const struct software_node leaf = { .name = "leaf", .parent = &child };
static const struct software_node *group[] = { &target, &root, &child, &slash, &leaf, NULL };

static void numbers(struct kunit *test)
{
	struct fwnode_handle *node;
	u64 u64s[3] = { };
	u32 u32s[4] = { };
	u16 u16s[4] = { };
	u8 u8s[8] = { };

	KUNIT_ASSERT_EQ(test, software_node_register_node_group(group), 0);
	node = software_node_fwnode(&root);
	KUNIT_EXPECT_TRUE(test, fwnode_property_present(node, "flag"));
	KUNIT_EXPECT_FALSE(test, fwnode_property_present(node, "none"));
	KUNIT_EXPECT_FALSE(test, fwnode_property_present(NULL, "flag"));
	KUNIT_EXPECT_FALSE(test, fwnode_property_present(ERR_PTR(-EIO), "flag"));
	KUNIT_EXPECT_EQ(test, fwnode_property_count_u8(node, "small"), 5);
	KUNIT_EXPECT_EQ(test, fwnode_property_count_u16(node, "small"), 2);
	KUNIT_EXPECT_EQ(test, fwnode_property_count_u32(node, "words"), 1);
	KUNIT_EXPECT_EQ(test, fwnode_property_count_u64(node, "flag"), 0);
	KUNIT_EXPECT_EQ(test, fwnode_property_count_u32(node, "none"), -EINVAL);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u8_array(node, "small", u8s, 5), 0);
	KUNIT_EXPECT_EQ(test, u8s[4], 5);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u8_array(node, "small", u8s, 6), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u8_array(node, "small", u8s, 0), 0);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u16_array(node, "words", u16s, 2), 0);
	KUNIT_EXPECT_EQ(test, u16s[1], 0x202);
	KUNIT_EXPECT_EQ(test, u16s[2], 0);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u64_array(node, "wide", u64s, 2), 0);
	KUNIT_EXPECT_EQ(test, u64s[0], 1ull << 40);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u8(node, "u8", u8s), 0);
	KUNIT_EXPECT_EQ(test, u8s[0], 200);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u16(node, "u16", u16s), 0);
	KUNIT_EXPECT_EQ(test, u16s[0], 0xabcd);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u32(node, "u32", u32s), 0);
	KUNIT_EXPECT_EQ(test, u32s[0], 0x12345678);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u64(node, "u64", u64s), 0);
	KUNIT_EXPECT_EQ(test, u64s[0], 1ull << 63);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u64(node, "u32", u64s), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u32(node, "flag", u32s), -ENODATA);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u32(node, "none", u32s), -EINVAL);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_u32(NULL, "u32", u32s), -EINVAL);
	software_node_unregister_node_group(group);
	KUNIT_EXPECT_NULL(test, software_node_fwnode(&root));
}

static void strings(struct kunit *test)
{
	static const char *const known[] = { "none", "only" };
	struct fwnode_handle *node;
	const char *read[4] = { };

	KUNIT_ASSERT_EQ(test, software_node_register_node_group(group), 0);
	node = software_node_fwnode(&root);
	KUNIT_EXPECT_EQ(test, fwnode_property_string_array_count(node, "names"), 3);
	KUNIT_EXPECT_EQ(test, fwnode_property_string_array_count(node, "flag"), 0);
	KUNIT_EXPECT_EQ(test, fwnode_property_string_array_count(node, "none"), -EINVAL);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_string_array(node, "names", read, 4), 3);
	KUNIT_EXPECT_STREQ(test, read[2], "three");
	KUNIT_EXPECT_EQ(test, fwnode_property_read_string_array(node, "names", read, 1), 1);
	KUNIT_EXPECT_EQ(test, fwnode_property_read_string(node, "names", read), 0);
	KUNIT_EXPECT_STREQ(test, read[0], "one");
	KUNIT_EXPECT_EQ(test, fwnode_property_read_string(node, "string", read), 0);
	KUNIT_EXPECT_STREQ(test, read[0], "only");
	KUNIT_EXPECT_EQ(test, fwnode_property_read_string(node, "flag", read), -ENODATA);
	KUNIT_EXPECT_EQ(test, fwnode_property_match_string(node, "names", "two"), 1);
	KUNIT_EXPECT_EQ(test, fwnode_property_match_string(node, "names", "four"), -ENODATA);
	KUNIT_EXPECT_EQ(test, fwnode_property_match_string(node, "flag", "one"), -ENODATA);
	KUNIT_EXPECT_EQ(test, fwnode_property_match_string(node, "none", "one"), -EINVAL);
	KUNIT_EXPECT_EQ(test, fwnode_property_match_property_string(node, "string", known, 2), 1);
	KUNIT_EXPECT_EQ(test, fwnode_property_match_property_string(node, "string", known, 1), -ENOENT);
	KUNIT_EXPECT_EQ(test, fwnode_property_match_property_string(node, "none", known, 2), -EINVAL);
	KUNIT_EXPECT_TRUE(test, fwnode_device_is_compatible(node, "vendor,thing"));
	KUNIT_EXPECT_FALSE(test, fwnode_device_is_compatible(node, "vendor"));
	KUNIT_EXPECT_FALSE(test, fwnode_device_is_big_endian(node));
	software_node_unregister_node_group(group);
}

static void references(struct kunit *test)
{
	struct fwnode_reference_args args;
	struct fwnode_handle *node, *to;

	KUNIT_ASSERT_EQ(test, software_node_register_node_group(group), 0);
	node = software_node_fwnode(&root);
	to = software_node_fwnode(&target);
	KUNIT_EXPECT_EQ(test, fwnode_property_get_reference_args(node, "ref", NULL, 2, 0, &args), 0);
	KUNIT_EXPECT_PTR_EQ(test, args.fwnode, to);
	KUNIT_EXPECT_EQ(test, args.nargs, 2);
	KUNIT_EXPECT_EQ(test, args.args[1], 6);
	fwnode_handle_put(args.fwnode);
	KUNIT_EXPECT_EQ(test, fwnode_property_get_reference_args(node, "refs", "#cells", 9, 0, &args), 0);
	KUNIT_EXPECT_EQ(test, args.nargs, 2);
	KUNIT_EXPECT_EQ(test, args.args[0], 10);
	fwnode_handle_put(args.fwnode);
	KUNIT_EXPECT_EQ(test, fwnode_property_get_reference_args(node, "ref", NULL, 0, 0, NULL), 0);
	KUNIT_EXPECT_EQ(test, fwnode_property_get_reference_args(node, "ref", NULL, 17, 0, NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, fwnode_property_get_reference_args(node, "ref", "#much", 0, 0, NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, fwnode_property_get_reference_args(node, "ref", "#none", 0, 0, NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, fwnode_property_get_reference_args(node, "ref", NULL, 0, 1, NULL), -ENOENT);
	KUNIT_EXPECT_EQ(test, fwnode_property_get_reference_args(node, "refs", NULL, 0, 1, NULL), -ENOENT);
	KUNIT_EXPECT_EQ(test, fwnode_property_get_reference_args(node, "u32", NULL, 0, 0, NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, fwnode_property_get_reference_args(node, "none", NULL, 0, 0, NULL), -ENOENT);
	KUNIT_EXPECT_EQ(test, fwnode_property_get_reference_args(NULL, "ref", NULL, 0, 0, NULL), -ENOENT);
	to = fwnode_find_reference(node, "refs", 0);
	KUNIT_EXPECT_PTR_EQ(test, to, software_node_fwnode(&target));
	fwnode_handle_put(to);
	KUNIT_EXPECT_EQ(test, PTR_ERR(fwnode_find_reference(node, "refs", 2)), -ENOENT);
	software_node_unregister_node_group(group);
}

static void relations(struct kunit *test)
{
	struct fwnode_handle *node, *leaf_node, *at;
	int nr = 0;

	KUNIT_ASSERT_EQ(test, software_node_register_node_group(group), 0);
	node = software_node_fwnode(&root);
	leaf_node = software_node_fwnode(&leaf);
	KUNIT_EXPECT_TRUE(test, is_software_node(node));
	KUNIT_EXPECT_FALSE(test, is_software_node(NULL));
	KUNIT_EXPECT_PTR_EQ(test, to_software_node(leaf_node), &leaf);
	KUNIT_EXPECT_NULL(test, to_software_node(NULL));
	KUNIT_EXPECT_STREQ(test, fwnode_get_name(software_node_fwnode(&slash)), "a!b");
	KUNIT_EXPECT_TRUE(test, fwnode_name_eq(software_node_fwnode(&child), "child"));
	KUNIT_EXPECT_FALSE(test, fwnode_name_eq(software_node_fwnode(&child), "child@7"));
	KUNIT_EXPECT_FALSE(test, fwnode_name_eq(software_node_fwnode(&child), "chil"));
	KUNIT_EXPECT_TRUE(test, fwnode_device_is_available(node));
	KUNIT_EXPECT_FALSE(test, fwnode_device_is_available(NULL));
	KUNIT_EXPECT_EQ(test, fwnode_count_parents(leaf_node), 2);
	at = fwnode_get_nth_parent(leaf_node, 2);
	KUNIT_EXPECT_PTR_EQ(test, at, node);
	fwnode_handle_put(at);
	KUNIT_EXPECT_NULL(test, fwnode_get_nth_parent(leaf_node, 3));
	KUNIT_EXPECT_NULL(test, fwnode_get_parent(node));
	fwnode_for_each_child_node(node, at)
		KUNIT_EXPECT_STREQ(test, fwnode_get_name(at), nr++ ? "a!b" : "child@7");
	KUNIT_EXPECT_EQ(test, nr, 2);
	at = fwnode_get_named_child_node(node, "a!b");
	KUNIT_EXPECT_PTR_EQ(test, at, software_node_fwnode(&slash));
	fwnode_handle_put(at);
	KUNIT_EXPECT_NULL(test, fwnode_get_named_child_node(node, "leaf"));
	at = fwnode_get_next_available_child_node(node, NULL);
	KUNIT_EXPECT_PTR_EQ(test, at, software_node_fwnode(&child));
	fwnode_handle_put(at);
	KUNIT_EXPECT_PTR_EQ(test, software_node_find_by_name(&root, "a/b"), &slash);
	fwnode_handle_put(software_node_fwnode(&slash));
	KUNIT_EXPECT_NULL(test, software_node_find_by_name(NULL, "a/b"));
	KUNIT_EXPECT_NULL(test, software_node_find_by_name(&root, NULL));
	software_node_unregister_node_group(group);
}

static void registering(struct kunit *test)
{
	static const struct software_node twin = { .name = "child@7", .parent = &root };
	static const struct software_node *bad[] = { &root, &child, &leaf, &child, NULL };
	struct fwnode_handle *nameless, *below;

	KUNIT_EXPECT_EQ(test, software_node_register(&child), -EINVAL);
	KUNIT_ASSERT_EQ(test, software_node_register(&root), 0);
	KUNIT_EXPECT_EQ(test, software_node_register(&root), -EEXIST);
	KUNIT_ASSERT_EQ(test, software_node_register(&child), 0);
	KUNIT_EXPECT_EQ(test, software_node_register(&twin), -EEXIST);
	KUNIT_EXPECT_NULL(test, software_node_fwnode(&twin));
	/* A parent lives as long as its children. */
	software_node_unregister(&root);
	KUNIT_EXPECT_NOT_NULL(test, software_node_fwnode(&root));
	software_node_unregister(&child);
	KUNIT_EXPECT_NULL(test, software_node_fwnode(&root));
	software_node_unregister(&root);
	KUNIT_EXPECT_EQ(test, software_node_register_node_group(bad), -EEXIST);
	KUNIT_EXPECT_NULL(test, software_node_fwnode(&root));
	KUNIT_EXPECT_EQ(test, software_node_register_node_group(NULL), 0);
	software_node_unregister_node_group(NULL);

	nameless = fwnode_create_software_node(all, NULL);
	KUNIT_ASSERT_FALSE(test, IS_ERR(nameless));
	below = fwnode_create_software_node(NULL, nameless);
	KUNIT_ASSERT_FALSE(test, IS_ERR(below));
	KUNIT_EXPECT_STREQ(test, fwnode_get_name(below), "node0");
	KUNIT_EXPECT_FALSE(test, fwnode_property_present(below, "u32"));
	KUNIT_EXPECT_EQ(test, fwnode_property_count_u8(nameless, "small"), 5);
	fwnode_remove_software_node(below);
	fwnode_remove_software_node(nameless);
	KUNIT_EXPECT_EQ(test, PTR_ERR(fwnode_create_software_node(NULL, ERR_PTR(-EIO))), -EIO);
	fwnode_remove_software_node(NULL);
}

static void copies(struct kunit *test)
{
	static const struct property_entry no_data[] = { PROPERTY_ENTRY_U8("good", 1), { .name = "bad" }, { } };
	static const struct property_entry inline_ref[] = { { .name = "ref", .is_inline = true, .type = DEV_PROP_REF }, { } };
	static const struct property_entry one_string[] = { PROPERTY_ENTRY_STRING_ARRAY_LEN("one", names, 1), { } };
	struct property_entry *copy = property_entries_dup(all);

	KUNIT_ASSERT_FALSE(test, IS_ERR_OR_NULL(copy));
	KUNIT_EXPECT_STREQ(test, copy[9].name, "names");
	KUNIT_EXPECT_PTR_NE(test, copy[9].name, all[9].name);
	KUNIT_EXPECT_STREQ(test, ((const char *const *)copy[9].pointer)[1], "two");
	KUNIT_EXPECT_TRUE(test, copy[0].is_inline);	/* five bytes go there */
	KUNIT_EXPECT_FALSE(test, copy[2].is_inline);
	property_entries_free(copy);
	copy = property_entries_dup(one_string);
	KUNIT_EXPECT_TRUE(test, copy[0].is_inline);
	KUNIT_EXPECT_STREQ(test, copy[0].value.str[0], "one");
	property_entries_free(copy);
	KUNIT_EXPECT_NULL(test, property_entries_dup(NULL));
	KUNIT_EXPECT_EQ(test, PTR_ERR(property_entries_dup(no_data)), -ENODATA);
	KUNIT_EXPECT_EQ(test, PTR_ERR(property_entries_dup(inline_ref)), -EINVAL);
	property_entries_free(NULL);
}

/* A kind of nodes of our own, for a primary node. */
static bool own_present(const struct fwnode_handle *fwnode, const char *name) { return !strcmp(name, "own"); }
static int own_int(const struct fwnode_handle *fwnode, const char *name, unsigned int size, void *val, size_t nr)
{
	if (strcmp(name, "own"))
		return -EINVAL;
	if (val)
		memset(val, size, size * nr);
	return val ? 0 : 1;
}
static int own_irq(const struct fwnode_handle *fwnode, unsigned int index) { return index == 2 ? 0 : 40 + index; }
static const void *own_match(const struct fwnode_handle *fwnode, const struct device *dev) { return "data"; }
static const struct fwnode_operations own_ops = {
	.property_present = own_present,
	.property_read_int_array = own_int,
	.irq_get = own_irq,
	.device_get_match_data = own_match,
};

static void devices(struct kunit *test)
{
	struct device *dev = root_device_register("ktest-property");
	struct fwnode_handle own, *at;
	u32 value;

	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	KUNIT_EXPECT_NULL(test, dev_fwnode(dev));
	KUNIT_EXPECT_FALSE(test, device_property_present(dev, "u32"));
	KUNIT_EXPECT_EQ(test, device_property_read_u32(dev, "u32", &value), -EINVAL);
	KUNIT_ASSERT_EQ(test, software_node_register_node_group(group), 0);
	KUNIT_ASSERT_EQ(test, device_add_software_node(dev, &root), 0);
	KUNIT_EXPECT_EQ(test, device_add_software_node(dev, &target), -EBUSY);
	KUNIT_EXPECT_PTR_EQ(test, dev_fwnode(dev), software_node_fwnode(&root));
	KUNIT_EXPECT_EQ(test, device_property_read_u32(dev, "u32", &value), 0);
	KUNIT_EXPECT_EQ(test, device_get_child_node_count(dev), 2);
	at = device_get_named_child_node(dev, "child@7");
	KUNIT_EXPECT_NOT_NULL(test, at);
	fwnode_handle_put(at);
	KUNIT_EXPECT_EQ(test, device_property_match_string(dev, "names", "three"), 2);
	KUNIT_EXPECT_NULL(test, device_get_match_data(dev));
	KUNIT_EXPECT_FALSE(test, device_dma_supported(dev));
	KUNIT_EXPECT_EQ(test, fwnode_irq_get(dev_fwnode(dev), 0), -ENXIO);
	KUNIT_EXPECT_EQ(test, fwnode_irq_get(NULL, 0), -EINVAL);

	/* The software node becomes the secondary one. */
	fwnode_init(&own, &own_ops);
	set_primary_fwnode(dev, &own);
	KUNIT_EXPECT_PTR_EQ(test, dev_fwnode(dev), &own);
	KUNIT_EXPECT_PTR_EQ(test, own.secondary, software_node_fwnode(&root));
	KUNIT_EXPECT_TRUE(test, device_property_present(dev, "own"));
	KUNIT_EXPECT_TRUE(test, device_property_present(dev, "flag"));
	KUNIT_EXPECT_EQ(test, device_property_read_u32(dev, "own", &value), 0);
	KUNIT_EXPECT_EQ(test, value, 0x04040404);
	KUNIT_EXPECT_EQ(test, device_property_read_u32(dev, "u32", &value), 0);
	KUNIT_EXPECT_EQ(test, value, 0x12345678);
	/* -ENXIO of the primary one ends the search. */
	KUNIT_EXPECT_EQ(test, device_property_string_array_count(dev, "names"), -ENXIO);
	KUNIT_EXPECT_EQ(test, device_get_child_node_count(dev), 2);
	KUNIT_EXPECT_STREQ(test, (const char *)device_get_match_data(dev), "data");
	KUNIT_EXPECT_EQ(test, fwnode_irq_get(&own, 1), 41);
	KUNIT_EXPECT_EQ(test, fwnode_irq_get(&own, 2), -EINVAL);
	KUNIT_EXPECT_EQ(test, fwnode_irq_get_byname(&own, NULL), -EINVAL);
	KUNIT_EXPECT_NULL(test, fwnode_get_name(&own));
	set_primary_fwnode(dev, NULL);
	KUNIT_EXPECT_PTR_EQ(test, dev_fwnode(dev), software_node_fwnode(&root));
	KUNIT_EXPECT_NULL(test, own.secondary);
	device_remove_software_node(dev);
	KUNIT_EXPECT_NULL(test, dev_fwnode(dev));
	device_remove_software_node(dev);
	software_node_unregister_node_group(group);
	KUNIT_EXPECT_NULL(test, software_node_fwnode(&root));

	KUNIT_EXPECT_EQ(test, device_create_managed_software_node(dev, all, &root), -EINVAL);
	KUNIT_ASSERT_EQ(test, device_create_managed_software_node(dev, all, NULL), 0);
	KUNIT_EXPECT_TRUE(test, device_property_read_bool(dev, "flag"));
	root_device_unregister(dev);
}

static const struct software_node left, right, left_port, right_port1, right_port3, right_ports;
static const struct software_node left_end, right_end, right_loose;
static const struct property_entry to_right[] = { PROPERTY_ENTRY_REF("link", &right), { } };
static const struct property_entry to_left_end[] = { PROPERTY_ENTRY_REF("remote-endpoint", &left_end), { } };
static const struct property_entry to_right_end[] = { PROPERTY_ENTRY_REF("remote-endpoint", &right_end), { } };
static const struct software_node left = { .name = "left", .properties = to_right };
static const struct software_node right = { .name = "right" };
static const struct software_node left_port = { .name = "port@0", .parent = &left };
static const struct software_node right_ports = { .name = "ports", .parent = &right };
static const struct software_node right_port1 = { .name = "port@1", .parent = &right_ports };
static const struct software_node right_port3 = { .name = "port@3", .parent = &right_ports };
static const struct software_node left_end = { .name = "endpoint@0", .parent = &left_port, .properties = to_right_end };
static const struct software_node right_loose = { .name = "endpoint@0", .parent = &right_port1 };
static const struct software_node right_end = { .name = "endpoint@1", .parent = &right_port3, .properties = to_left_end };
static const struct software_node *graph[] = {
	&left, &right, &left_port, &right_ports, &right_port1, &right_port3, &left_end, &right_loose, &right_end, NULL,
};

static void *match_name(const struct fwnode_handle *fwnode, const char *id, void *data)
{
	return strcmp(fwnode_get_name(fwnode), data) ? NULL : (void *)to_software_node(fwnode);
}

static void graphs(struct kunit *test)
{
	struct fwnode_handle *of_left, *of_right, *at;
	struct fwnode_endpoint endpoint;
	void *found[3] = { };

	KUNIT_ASSERT_EQ(test, software_node_register_node_group(graph), 0);
	of_left = software_node_fwnode(&left);
	of_right = software_node_fwnode(&right);
	KUNIT_EXPECT_EQ(test, fwnode_graph_get_endpoint_count(of_left, 0), 1);
	KUNIT_EXPECT_EQ(test, fwnode_graph_get_endpoint_count(of_right, FWNODE_GRAPH_DEVICE_DISABLED), 2);
	KUNIT_EXPECT_EQ(test, fwnode_graph_get_endpoint_count(of_right, 0), 1);
	at = fwnode_graph_get_endpoint_by_id(of_right, 3, 0, 0);
	KUNIT_EXPECT_PTR_EQ(test, at, software_node_fwnode(&right_end));
	KUNIT_EXPECT_EQ(test, fwnode_graph_parse_endpoint(at, &endpoint), 0);
	KUNIT_EXPECT_EQ(test, endpoint.port, 3);
	KUNIT_EXPECT_EQ(test, endpoint.id, 0);	/* the first child, whatever its name */
	KUNIT_EXPECT_TRUE(test, fwnode_graph_is_endpoint(at));
	fwnode_handle_put(at);
	KUNIT_EXPECT_NULL(test, fwnode_graph_get_endpoint_by_id(of_right, 1, 0, 0));
	at = fwnode_graph_get_endpoint_by_id(of_right, 1, 0, FWNODE_GRAPH_DEVICE_DISABLED);
	KUNIT_EXPECT_PTR_EQ(test, at, software_node_fwnode(&right_loose));
	fwnode_handle_put(at);
	KUNIT_EXPECT_NULL(test, fwnode_graph_get_endpoint_by_id(of_right, 3, 1, FWNODE_GRAPH_ENDPOINT_NEXT));
	at = fwnode_graph_get_remote_endpoint(software_node_fwnode(&left_end));
	KUNIT_EXPECT_PTR_EQ(test, at, software_node_fwnode(&right_end));
	fwnode_handle_put(at);
	at = fwnode_graph_get_remote_port(software_node_fwnode(&left_end));
	KUNIT_EXPECT_PTR_EQ(test, at, software_node_fwnode(&right_port3));
	fwnode_handle_put(at);
	at = fwnode_graph_get_remote_port_parent(software_node_fwnode(&left_end));
	KUNIT_EXPECT_PTR_EQ(test, at, of_right);
	fwnode_handle_put(at);
	at = fwnode_graph_get_port_parent(software_node_fwnode(&right_loose));
	KUNIT_EXPECT_PTR_EQ(test, at, of_right);
	fwnode_handle_put(at);
	KUNIT_EXPECT_NULL(test, fwnode_graph_get_remote_endpoint(software_node_fwnode(&right_loose)));
	KUNIT_EXPECT_PTR_EQ(test, fwnode_connection_find_match(of_left, "link", "right", match_name), (void *)&right);
	KUNIT_EXPECT_NULL(test, fwnode_connection_find_match(of_left, "link", "none", match_name));
	KUNIT_EXPECT_EQ(test, fwnode_connection_find_matches(of_left, "link", "right", match_name, found, 3), 2);
	KUNIT_EXPECT_PTR_EQ(test, found[1], (void *)&right);
	KUNIT_EXPECT_EQ(test, fwnode_connection_find_matches(of_left, "link", "right", match_name, found, 1), 1);
	KUNIT_EXPECT_EQ(test, fwnode_connection_find_matches(of_left, "link", "right", match_name, NULL, 0), 2);
	KUNIT_EXPECT_EQ(test, fwnode_connection_find_matches(NULL, "link", "right", match_name, NULL, 0), -EINVAL);
	software_node_unregister_node_group(graph);
}

static int (*volatile print)(char *buf, size_t size, const char *fmt, ...) = snprintf;

static void printed(struct kunit *test)
{
	struct fwnode_handle *node;
	char buf[64];

	KUNIT_ASSERT_EQ(test, software_node_register_node_group(group), 0);
	node = software_node_fwnode(&leaf);
#define EXPECT_PRINTED(want, fmt, ...) \
	do { \
		KUNIT_EXPECT_EQ(test, print(buf, sizeof(buf), fmt, ##__VA_ARGS__), (int)strlen(want)); \
		KUNIT_EXPECT_STREQ(test, buf, want); \
	} while (0)
	EXPECT_PRINTED("[ktest-root/child@7/leaf]", "[%pfw]", node);
	EXPECT_PRINTED("[ktest-root/child@7/leaf]", "[%pfwf]", node);
	EXPECT_PRINTED("[leaf]", "[%pfwP]", node);
	EXPECT_PRINTED("[    leaf]", "[%8pfwP]", node);
	EXPECT_PRINTED("[leaf    ]", "[%-8pfwP]", node);
	EXPECT_PRINTED("[      ktest-root]", "[%16pfw]", software_node_fwnode(&root));
	EXPECT_PRINTED("[(null)]", "[%pfw]", NULL);
	EXPECT_PRINTED("[(efault)]", "[%pfwP]", (void *)8);
	KUNIT_EXPECT_EQ(test, print(buf, 8, "%24pfw", node), 24);
	KUNIT_EXPECT_STREQ(test, buf, " ktest-");
	KUNIT_EXPECT_EQ(test, print(buf, 4, "%pfw", node), 23);
	KUNIT_EXPECT_STREQ(test, buf, "kte");
	software_node_unregister_node_group(group);
}

static struct kunit_case property_cases[] = {
	KUNIT_CASE(numbers), KUNIT_CASE(strings), KUNIT_CASE(references), KUNIT_CASE(relations), KUNIT_CASE(registering),
	KUNIT_CASE(copies), KUNIT_CASE(devices), KUNIT_CASE(graphs), KUNIT_CASE(printed), {}
};
static struct kunit_suite property_suite = { .name = "property_conformance", .test_cases = property_cases };
kunit_test_suite(property_suite);
MODULE_DESCRIPTION("Conformance of device properties");
MODULE_LICENSE("Dual MIT/GPL");

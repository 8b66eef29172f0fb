// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Trees of resources: what may lie where, and what is told of the rest. */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/string.h>

/* Ports: of memory's addresses an architecture keeps some for itself. */
static struct resource range(resource_size_t start, resource_size_t end)
{
	return (struct resource){ .name = "range", .start = start, .end = end, .flags = IORESOURCE_IO };
}

/* The children as "100-1ff 200-2ff". */
static const char *below(const struct resource *root)
{
	static char text[200];
	int n = 0;

	text[0] = 0;
	for (const struct resource *r = root->child; r; r = r->sibling)
		n += scnprintf(text + n, sizeof(text) - n, "%s%llx-%llx", n ? " " : "", (u64)r->start, (u64)r->end);
	return text;
}

static void requests(struct kunit *test)
{
	struct resource root = range(0x100, 0x4ff), a = range(0x200, 0x2ff), b = range(0x100, 0x1ff);
	struct resource c = range(0x2ff, 0x300), outside = range(0x400, 0x500), turned = range(0x400, 0x3ff);

	KUNIT_EXPECT_EQ(test, request_resource(&root, &a), 0);
	KUNIT_EXPECT_EQ(test, request_resource(&root, &b), 0);
	KUNIT_EXPECT_EQ(test, request_resource(&root, &c), -EBUSY);
	KUNIT_EXPECT_EQ(test, request_resource(&root, &outside), -EBUSY);
	KUNIT_EXPECT_EQ(test, request_resource(&root, &turned), -EBUSY);
	KUNIT_EXPECT_STREQ(test, below(&root), "100-1ff 200-2ff");
	KUNIT_EXPECT_PTR_EQ(test, a.parent, &root);
	KUNIT_EXPECT_PTR_EQ(test, b.sibling, &a);
	KUNIT_EXPECT_EQ(test, release_resource(&b), 0);
	KUNIT_EXPECT_NULL(test, b.parent);
	KUNIT_EXPECT_STREQ(test, below(&root), "200-2ff");
	KUNIT_EXPECT_EQ(test, request_resource(&root, &b), 0);
	KUNIT_EXPECT_EQ(test, release_resource(&a), 0);
	KUNIT_EXPECT_EQ(test, request_resource(&root, &c), 0);
	KUNIT_EXPECT_STREQ(test, below(&root), "100-1ff 2ff-300");
}

static void insertion(struct kunit *test)
{
	struct resource root = range(0, 0xfff), a = range(0x100, 0x1ff), b = range(0x300, 0x3ff);
	struct resource around = range(0x100, 0x3ff), within = range(0x310, 0x31f), across = range(0x180, 0x4ff);
	struct resource same = range(0x100, 0x3ff), larger = range(0, 0x1000);

	KUNIT_EXPECT_EQ(test, request_resource(&root, &a), 0);
	KUNIT_EXPECT_EQ(test, request_resource(&root, &b), 0);
	KUNIT_EXPECT_EQ(test, insert_resource(&root, &around), 0);
	KUNIT_EXPECT_STREQ(test, below(&root), "100-3ff");
	KUNIT_EXPECT_STREQ(test, below(&around), "100-1ff 300-3ff");
	KUNIT_EXPECT_PTR_EQ(test, b.parent, &around);
	KUNIT_EXPECT_EQ(test, insert_resource(&root, &within), 0);
	KUNIT_EXPECT_PTR_EQ(test, within.parent, &b);
	KUNIT_EXPECT_EQ(test, insert_resource(&root, &across), -EBUSY);
	KUNIT_EXPECT_EQ(test, insert_resource(&root, &larger), -EBUSY);
	/* One of the same range goes around the one that is there. */
	KUNIT_EXPECT_EQ(test, insert_resource(&root, &same), 0);
	KUNIT_EXPECT_PTR_EQ(test, around.parent, &same);

	KUNIT_EXPECT_EQ(test, remove_resource(&same), 0);
	KUNIT_EXPECT_PTR_EQ(test, around.parent, &root);
	KUNIT_EXPECT_EQ(test, remove_resource(&around), 0);
	KUNIT_EXPECT_STREQ(test, below(&root), "100-1ff 300-3ff");
	KUNIT_EXPECT_EQ(test, remove_resource(&a), 0);
	KUNIT_EXPECT_EQ(test, remove_resource(&b), 0);
	KUNIT_EXPECT_STREQ(test, below(&root), "310-31f");
}

static resource_size_t at_the_end(void *data, const struct resource *room, resource_size_t size, resource_size_t align)
{
	int *calls = data;

	(*calls)++;
	return ALIGN_DOWN(room->end - size + 1, align);
}

static int allocate(struct resource *root, struct resource *new, resource_size_t size, resource_size_t align)
{
	*new = range(0, 0);
	return allocate_resource(root, new, size, 0, -1, align, NULL, NULL);
}

static void free_room(struct kunit *test)
{
	struct resource root = range(0x100, 0xfff), first = range(0x100, 0x1ff), last = range(0xf00, 0xfff), a, b, c, d;
	int calls = 0;

	KUNIT_EXPECT_EQ(test, request_resource(&root, &first), 0);
	KUNIT_EXPECT_EQ(test, request_resource(&root, &last), 0);
	KUNIT_EXPECT_EQ(test, allocate(&root, &a, 0x10, 1), 0);
	KUNIT_EXPECT_EQ(test, a.start, 0x200);
	KUNIT_EXPECT_EQ(test, a.end, 0x20f);
	KUNIT_EXPECT_EQ(test, allocate(&root, &b, 0x80, 0x100), 0);
	KUNIT_EXPECT_EQ(test, b.start, 0x300);
	KUNIT_EXPECT_EQ(test, allocate(&root, &c, 0xf0, 1), 0);
	KUNIT_EXPECT_EQ(test, c.start, 0x210);
	KUNIT_EXPECT_EQ(test, allocate(&root, &d, 0xc00, 1), -EBUSY);

	d = range(0, 0);
	KUNIT_EXPECT_EQ(test, allocate_resource(&root, &d, 0x10, 0x500, 0x5ff, 0x10, NULL, NULL), 0);
	KUNIT_EXPECT_EQ(test, d.start, 0x500);
	KUNIT_EXPECT_EQ(test, release_resource(&d), 0);
	d = range(0, 0);
	KUNIT_EXPECT_EQ(test, allocate_resource(&root, &d, 0x10, 0x500, 0x508, 0x10, NULL, NULL), -EBUSY);
	KUNIT_EXPECT_EQ(test, allocate_resource(&root, &d, 0x20, 0, -1, 0x20, at_the_end, &calls), 0);
	KUNIT_EXPECT_EQ(test, d.start, 0xee0);
	KUNIT_EXPECT_EQ(test, calls, 1);
	KUNIT_EXPECT_EQ(test, d.flags, IORESOURCE_IO);
}

static void adjustment(struct kunit *test)
{
	struct resource root = range(0, 0xfff), a = range(0x100, 0x1ff), b = range(0x300, 0x3ff), part = range(0x140, 0x14f);

	request_resource(&root, &a);
	request_resource(&root, &b);
	request_resource(&a, &part);
	KUNIT_EXPECT_EQ(test, adjust_resource(&a, 0x80, 0x200), 0);
	KUNIT_EXPECT_EQ(test, a.end, 0x27f);
	KUNIT_EXPECT_EQ(test, adjust_resource(&a, 0x80, 0x281), -EBUSY);
	KUNIT_EXPECT_EQ(test, adjust_resource(&a, 0x148, 0x10), -EBUSY);
	KUNIT_EXPECT_EQ(test, adjust_resource(&b, 0x40, 0x10), -EBUSY);
	KUNIT_EXPECT_EQ(test, adjust_resource(&b, 0x300, 0x1000), -EBUSY);
	KUNIT_EXPECT_EQ(test, adjust_resource(&a, 0x140, 0x10), 0);
	KUNIT_EXPECT_STREQ(test, below(&root), "140-14f 300-3ff");
}

static void regions(struct kunit *test)
{
	struct resource root = range(0, 0xffff), window = range(0x1000, 0x1fff), *a, *b;

	request_resource(&root, &window);
	a = __request_region(&root, 0x1100, 0x10, "a", 0);
	KUNIT_ASSERT_NOT_NULL(test, a);
	/* A window that is not busy is gone into. */
	KUNIT_EXPECT_PTR_EQ(test, a->parent, &window);
	KUNIT_EXPECT_EQ(test, a->flags, IORESOURCE_IO | IORESOURCE_BUSY);
	KUNIT_EXPECT_STREQ(test, a->name, "a");
	KUNIT_EXPECT_NULL(test, __request_region(&root, 0x110f, 1, "taken", 0));
	KUNIT_EXPECT_NULL(test, __request_region(&root, 0x1ff0, 0x20, "across", 0));
	KUNIT_EXPECT_NULL(test, __request_region(&root, 0xfff0, 0x20, "outside", 0));
	b = __request_region(&root, 0x4000, 0x100, "b", IORESOURCE_EXCLUSIVE);
	KUNIT_ASSERT_NOT_NULL(test, b);
	KUNIT_EXPECT_EQ(test, b->flags, IORESOURCE_IO | IORESOURCE_BUSY | IORESOURCE_EXCLUSIVE);
	/* Only the whole region is released; anything else is a message. */
	__release_region(&root, 0x4000, 0x80);
	__release_region(&root, 0x5000, 0x80);
	KUNIT_EXPECT_STREQ(test, below(&root), "1000-1fff 4000-40ff");
	__release_region(&root, 0x4000, 0x100);
	__release_region(&root, 0x1100, 0x10);
	KUNIT_EXPECT_STREQ(test, below(&root), "1000-1fff");
	KUNIT_EXPECT_NULL(test, window.child);
}

static struct resource shared_root;

static int wants_it(void *data)
{
	struct resource *mine = __request_region(&shared_root, 0x10, 4, "second", IORESOURCE_MUXED);

	WRITE_ONCE(*(struct resource **)data, mine);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static void shared_region(struct kunit *test)
{
	struct resource *got = NULL;
	struct task_struct *task;

	shared_root = range(0, 0xff);
	KUNIT_ASSERT_NOT_NULL(test, __request_region(&shared_root, 0x10, 4, "first", IORESOURCE_MUXED));
	task = kthread_run(wants_it, &got, "wants_it");
	msleep(20);
	KUNIT_EXPECT_NULL(test, READ_ONCE(got));
	__release_region(&shared_root, 0x10, 4);
	for (int i = 0; i < 500 && !READ_ONCE(got); i++)
		msleep(2);
	KUNIT_EXPECT_NOT_NULL(test, READ_ONCE(got));
	kthread_stop(task);
	/* Without the flag nobody waits. */
	KUNIT_EXPECT_NULL(test, __request_region(&shared_root, 0x10, 4, "third", 0));
	__release_region(&shared_root, 0x10, 4);
	KUNIT_EXPECT_NULL(test, shared_root.child);
}

/* Far above what any of the machines has. */
#define FAR 0xf000000000ull

static void intersection(struct kunit *test)
{
	const unsigned long ram = IORESOURCE_SYSTEM_RAM;
	struct resource *one, window = range(FAR + SZ_4M, FAR + SZ_8M - 1), inner = range(FAR + SZ_4M, FAR + SZ_4M + SZ_1M - 1);

	one = __request_region(&iomem_resource, FAR, SZ_1M, "ram", ram);
	KUNIT_ASSERT_NOT_NULL(test, one);
	window.flags = IORESOURCE_MEM;
	inner.flags = ram;
	inner.desc = IORES_DESC_SOFT_RESERVED;
	KUNIT_ASSERT_EQ(test, insert_resource(&iomem_resource, &window), 0);
	KUNIT_ASSERT_EQ(test, insert_resource(&iomem_resource, &inner), 0);
	KUNIT_EXPECT_EQ(test, region_intersects(FAR, 16, ram, IORES_DESC_NONE), REGION_INTERSECTS);
	KUNIT_EXPECT_EQ(test, region_intersects(FAR, SZ_2M, ram, IORES_DESC_NONE), REGION_INTERSECTS);
	KUNIT_EXPECT_EQ(test, region_intersects(FAR + SZ_2M, 16, ram, IORES_DESC_NONE), REGION_DISJOINT);
	KUNIT_EXPECT_EQ(test, region_intersects(FAR + SZ_4M, SZ_1M, ram, IORES_DESC_NONE), REGION_INTERSECTS);
	KUNIT_EXPECT_EQ(test, region_intersects(FAR + SZ_4M, SZ_1M + 1, ram, IORES_DESC_NONE), REGION_MIXED);
	KUNIT_EXPECT_EQ(test, region_intersects(FAR + SZ_4M + SZ_2M, 16, ram, IORES_DESC_NONE), REGION_DISJOINT);
	KUNIT_EXPECT_EQ(test, region_intersects(FAR + SZ_4M, 16, ram, IORES_DESC_SOFT_RESERVED), REGION_INTERSECTS);
	KUNIT_EXPECT_EQ(test, region_intersects(FAR, 16, ram, IORES_DESC_SOFT_RESERVED), REGION_DISJOINT);
	KUNIT_EXPECT_EQ(test, region_intersects(FAR, SZ_8M, IORESOURCE_MEM, IORES_DESC_NONE), REGION_INTERSECTS);
	KUNIT_EXPECT_EQ(test, remove_resource(&inner), 0);
	KUNIT_EXPECT_EQ(test, remove_resource(&window), 0);
	release_mem_region(FAR, SZ_1M);
}

static void of_a_device(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "holder");
	struct resource mine = range(FAR, FAR + 0xff), again = range(FAR + 0x80, FAR + 0x8f);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_EQ(test, devm_request_resource(dev, &iomem_resource, &mine), 0);
	KUNIT_EXPECT_EQ(test, devm_request_resource(dev, &iomem_resource, &again), -EBUSY);
	devm_release_resource(dev, &mine);
	KUNIT_EXPECT_NULL(test, mine.parent);
	KUNIT_EXPECT_NOT_NULL(test, devm_request_mem_region(dev, FAR, 0x100, "held"));
	KUNIT_EXPECT_NULL(test, devm_request_mem_region(dev, FAR, 0x100, "held"));
	devm_release_mem_region(dev, FAR, 0x100);
	KUNIT_EXPECT_NOT_NULL(test, devm_request_mem_region(dev, FAR, 0x100, "held"));
	/* It goes with the device. */
	kunit_device_unregister(test, dev);
	KUNIT_EXPECT_NOT_NULL(test, request_mem_region(FAR, 0x100, "free again"));
	release_mem_region(FAR, 0x100);
}

static struct kunit_case resource_cases[] = {
	KUNIT_CASE(requests),
	KUNIT_CASE(insertion),
	KUNIT_CASE(free_room),
	KUNIT_CASE(adjustment),
	KUNIT_CASE(regions),
	KUNIT_CASE(shared_region),
	KUNIT_CASE(intersection),
	KUNIT_CASE(of_a_device),
	{}
};

static struct kunit_suite resource_suite = {
	.name = "conformance-resource",
	.test_cases = resource_cases,
};
kunit_test_suite(resource_suite);

MODULE_DESCRIPTION("resources: the same here and in a kernel");
MODULE_LICENSE("GPL");

// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/debugfs.h>
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/sysctl.h>
#include <linux/sysfs.h>

static struct dentry *dir;
static struct kobject *object;
static struct ctl_table_header *table;
static u32 level = 7;
static int limit = 100;

static ssize_t level_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", level);
}

static ssize_t level_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf, size_t len)
{
	return kstrtou32(buf, 0, &level) ?: len;
}

static struct kobj_attribute level_attribute = __ATTR_RW(level);
static struct attribute *attributes[] = { &level_attribute.attr, NULL };
static const struct attribute_group group = { .attrs = attributes };

static struct ctl_table entries[] = {
	{
		.procname = "limit",
		.data = &limit,
		.maxlen = sizeof(limit),
		.mode = 0644,
		.proc_handler = proc_dointvec_minmax,
		.extra1 = SYSCTL_ZERO,
		.extra2 = SYSCTL_ONE_HUNDRED,
	},
};

static int __init kdebug_init(void)
{
	int err;

	dir = debugfs_create_dir("kdebug", NULL);
	debugfs_create_u32("level", 0644, dir, &level);
	object = kobject_create_and_add("kdebug", kernel_kobj);
	if (!object) {
		err = -ENOMEM;
		goto no_object;
	}
	err = sysfs_create_group(object, &group);
	if (err)
		goto no_group;
	table = register_sysctl("debug/kdebug", entries);
	if (!table) {
		err = -ENOMEM;
		goto no_group;
	}
	pr_info("level %u, limit %d\n", level, limit);
	return 0;
no_group:
	kobject_put(object);
no_object:
	debugfs_remove(dir);
	return err;
}

static void __exit kdebug_exit(void)
{
	unregister_sysctl_table(table);
	kobject_put(object);
	debugfs_remove(dir);
}

module_init(kdebug_init);
module_exit(kdebug_exit);
MODULE_LICENSE("GPL");

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* A subsystem of configfs with an attribute and a group below. */
#include <linux/configfs.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sysfs.h>

static int speed = 5;

static ssize_t kconfigfs_speed_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%d\n", speed);
}

static ssize_t kconfigfs_speed_store(struct config_item *item, const char *page, size_t count)
{
	return kstrtoint(page, 0, &speed) ?: count;
}
CONFIGFS_ATTR(kconfigfs_, speed);

static struct configfs_attribute *attributes[] = { &kconfigfs_attr_speed, NULL };
static const struct config_item_type type = { .ct_attrs = attributes, .ct_owner = THIS_MODULE };
static struct configfs_subsystem subsystem = {
	.su_group = { .cg_item = { .ci_namebuf = "kconfigfs", .ci_type = &type } },
};
static struct config_group below;

static int __init kconfigfs_init(void)
{
	int err;

	config_group_init(&subsystem.su_group);
	mutex_init(&subsystem.su_mutex);
	config_group_init_type_name(&below, "below", &type);
	configfs_add_default_group(&below, &subsystem.su_group);
	err = configfs_register_subsystem(&subsystem);
	if (!err)
		pr_info("%s of %s\n", config_item_name(&below.cg_item), config_item_name(below.cg_item.ci_parent));
	return err;
}

static void __exit kconfigfs_exit(void)
{
	configfs_unregister_subsystem(&subsystem);
}

module_init(kconfigfs_init);
module_exit(kconfigfs_exit);
MODULE_DESCRIPTION("A subsystem of configfs");
MODULE_LICENSE("GPL");

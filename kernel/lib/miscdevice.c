// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The list of registered misc devices. Dynamic minor numbers lie above the fixed ones. */
#include <linux/miscdevice.h>

static LIST_HEAD(misc_devices);
static DEFINE_MUTEX(misc_lock);

static struct miscdevice *misc_find(int minor)
{
	struct miscdevice *misc;

	list_for_each_entry(misc, &misc_devices, list)
		if (misc->minor == minor)
			return misc;
	return NULL;
}

int __weak misc_register(struct miscdevice *misc)
{
	int minor = misc->minor, error = -EBUSY;

	INIT_LIST_HEAD(&misc->list);
	mutex_lock(&misc_lock);
	if (minor == MISC_DYNAMIC_MINOR)
		for (minor = MISC_DYNAMIC_MINOR + 1; minor < (int)MINORMASK && misc_find(minor);)
			minor++;
	if (minor < (int)MINORMASK && !misc_find(minor)) {
		misc->minor = minor;
		list_add(&misc->list, &misc_devices);
		error = 0;
	}
	mutex_unlock(&misc_lock);
	return error;
}

void __weak misc_deregister(struct miscdevice *misc)
{
	if (WARN_ON(list_empty(&misc->list)))
		return;
	mutex_lock(&misc_lock);
	list_del_init(&misc->list);
	if (misc->minor > MISC_DYNAMIC_MINOR)
		misc->minor = MISC_DYNAMIC_MINOR;
	mutex_unlock(&misc_lock);
}

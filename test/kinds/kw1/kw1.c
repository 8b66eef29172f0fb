// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include <linux/w1.h>

static const struct w1_family_ops operations;
static struct w1_family family = { .fid = 0xfe, .fops = &operations };

module_driver(family, w1_register_family, w1_unregister_family);
MODULE_LICENSE("GPL");

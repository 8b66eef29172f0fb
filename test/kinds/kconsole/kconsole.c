// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/console.h>
#include <linux/module.h>

static unsigned int lines;

static void kconsole_write(struct console *con, const char *text, unsigned int len)
{
	lines++;
}

static struct console console = {
	.name = "kcons",
	.write = kconsole_write,
	.flags = CON_ENABLED,
	.index = -1,
};

static int __init kconsole_init(void)
{
	register_console(&console);
	return 0;
}

static void __exit kconsole_exit(void)
{
	unregister_console(&console);
}

module_init(kconsole_init);
module_exit(kconsole_exit);
MODULE_LICENSE("GPL");

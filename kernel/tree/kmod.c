// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * What the kernel looks up by name (an algorithm, a filesystem, a character set) nothing refers to,
 * so it is in no program by itself. A lookup that fails asks for a module, and says so here: the
 * next program of the suite has the module, whose initcalls have run. The answer is that of a
 * kernel without modules.
 */
#include "tree.h"
#include <linux/kernel.h>
#include <linux/kmod.h>

int ktree_request_module(const char *fmt, ...)
{
	char name[128];
	va_list args;

	va_start(args, fmt);
	vscnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	if (!strpbrk(name, " \n"))
		kt_log_request(name);
	return -ENOSYS;
}

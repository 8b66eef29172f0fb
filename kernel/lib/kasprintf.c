// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Formatted text in memory of its own. */
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/string.h>

char *__weak kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	va_list again;
	char *text;
	int length;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, fmt, again);
	va_end(again);

	text = kmalloc((size_t)length + 1, gfp);
	if (text)
		vsnprintf(text, (size_t)length + 1, fmt, args);
	return text;
}

/* A constant text as it is is not copied: kfree_const() frees either. */
const char *__weak kvasprintf_const(gfp_t gfp, const char *fmt, va_list args)
{
	if (!strchr(fmt, '%'))
		return kstrdup_const(fmt, gfp);
	if (!strcmp(fmt, "%s"))
		return kstrdup_const(va_arg(args, const char *), gfp);
	return kvasprintf(gfp, fmt, args);
}

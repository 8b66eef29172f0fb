// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The ways to vprintk(), and what ends or warns with a message. */
#ifndef KTEST_LIB_MESSAGES_C
#define KTEST_LIB_MESSAGES_C

#include <linux/bug.h>
#include <linux/panic.h>
#include <linux/printk.h>

KTEST_DEF int printk_get_level(const char *buffer)
{
	if (buffer[0] == KERN_SOH_ASCII && buffer[1] &&
	    ((buffer[1] >= '0' && buffer[1] <= '7') || buffer[1] == 'c'))
		return buffer[1];
	return 0;
}

KTEST_DEF const char *printk_skip_level(const char *buffer)
{
	return printk_get_level(buffer) ? buffer + 2 : buffer;
}

KTEST_DEF int vprintk_emit(int facility, int level, const void *dev_info, const char *fmt, va_list args)
{
	(void)facility, (void)level, (void)dev_info;
	return vprintk(fmt, args);
}

KTEST_DEF int _printk(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}

KTEST_DEF int _printk_deferred(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}

KTEST_DEF void ktest_warn(const char *file, int line, const char *func, const char *fmt, ...)
{
	char buf[512];
	va_list args;

	va_start(args, fmt);
	vscnprintf(buf, sizeof(buf), fmt, args);
	va_end(args);
	kt_warn(file, line, func, buf);
}

KTEST_DEF void panic(const char *fmt, ...)
{
	char buf[512];
	va_list args;

	va_start(args, fmt);
	vscnprintf(buf, sizeof(buf), fmt, args);
	va_end(args);
	kt_fatal(KT_FATAL_PANIC, "%s", buf);
}

KTEST_DEF int test_taint(unsigned int flag)
{
	return (get_taint() >> flag) & 1;
}

KTEST_DEF void dump_stack(void)
{
	dump_stack_lvl(KERN_DEFAULT);
}

#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* printk() and what ends or marks a kernel: panic, WARN, taint. Every level is printed. */
#include "tree.h"
#include <linux/console.h>
#include <linux/kernel.h>
#include <linux/notifier.h>
#include <linux/panic.h>
#include <linux/panic_notifier.h>
#include <linux/printk.h>

int console_printk[4] = { 7, 4, 1, 7 };
int oops_in_progress, panic_timeout, panic_on_oops;
#undef panic_on_warn
int panic_on_warn;
bool crash_kexec_post_notifiers;
struct atomic_notifier_head panic_notifier_list = ATOMIC_NOTIFIER_INIT(panic_notifier_list);
void (*ktree_to_consoles)(const char *text, size_t len);
static unsigned long printk_taint;

/* A message without its level marks; *continues: it goes on with the last line. */
static const char *printk_text(const char *text, bool *continues)
{
	*continues = false;
	while (text[0] == KERN_SOH_ASCII && text[1]) {
		*continues |= text[1] == 'c';
		text += 2;
	}
	return text;
}

/* Formats into a buffer for the engine; a message ends its line unless the next continues it. */
int vprintk(const char *fmt, va_list args)
{
	static bool is_open;
	char buffer[2048];
	const char *text;
	bool continues;
	size_t len;

	vscnprintf(buffer, sizeof(buffer), fmt, args);
	text = printk_text(buffer, &continues);
	len = strlen(text);
	if (is_open && !continues)
		kt_print("\n", 1);
	kt_print(text, len);
	if (ktree_to_consoles && len)
		ktree_to_consoles(text, len);
	if (len)
		is_open = text[len - 1] != '\n';
	/* As a kernel counts: what its log holds of the line. */
	return len && !is_open ? len - 1 : len;
}

int vprintk_default(const char *fmt, va_list args)
{
	return vprintk(fmt, args);
}

int vprintk_deferred(const char *fmt, va_list args)
{
	return vprintk(fmt, args);
}

int vprintk_emit(int facility, int level, const struct dev_printk_info *info, const char *fmt,
		 va_list args)
{
	return vprintk(fmt, args);
}

int _printk(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}

int _printk_deferred(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}

/* Nothing is printed later than it is said. */
void __printk_deferred_enter(void);
void __printk_deferred_enter(void)
{
}

void __printk_deferred_exit(void);
void __printk_deferred_exit(void)
{
}

void __printk_safe_enter(void);
void __printk_safe_enter(void)
{
}

void __printk_safe_exit(void);
void __printk_safe_exit(void)
{
}

int __printk_ratelimit(const char *function)
{
	return 1;
}

bool printk_timed_ratelimit(unsigned long *last, unsigned int ms)
{
	return true;
}

void dump_stack(void)
{
}

void dump_stack_lvl(const char *level)
{
}

void show_stack(struct task_struct *task, unsigned long *sp, const char *level)
{
}

void panic(const char *fmt, ...)
{
	char text[1024];
	va_list args;

	va_start(args, fmt);
	vscnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	kt_fatal(strcmp(text, "BUG!") ? KT_FATAL_PANIC : KT_FATAL_BUG, "%s", text);
}

void __warn_printk(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprintk(fmt, args);
	va_end(args);
}

void warn_slowpath_fmt(const char *file, const int line, unsigned int taint, const char *fmt, ...)
{
	char text[1024] = "";
	va_list args;

	if (fmt) {
		va_start(args, fmt);
		vscnprintf(text, sizeof(text), fmt, args);
		va_end(args);
	}
	ktree_warned(file, line, text);
}

void add_taint(unsigned int flag, enum lockdep_ok lockdep)
{
	set_bit(flag, &printk_taint);
}

int test_taint(unsigned int flag)
{
	return test_bit(flag, &printk_taint);
}

unsigned long get_taint(void)
{
	return printk_taint;
}

const char *print_tainted(void)
{
	return printk_taint ? "Tainted" : "Not tainted";
}

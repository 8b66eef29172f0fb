/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: messages go to standard error from KERN_WARNING on up, others to standard output. Formats
 * are those of ktest/plain/format.h.
 */
#ifndef KTEST_PLAIN_PRINTK_H
#define KTEST_PLAIN_PRINTK_H

#include <linux/bug.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/ratelimit_types.h>
#include <ktest/plain/format.h>

__weak int console_printk[4] = { 7, 4, 1, 7 };
__weak int panic_timeout, oops_in_progress;
__weak unsigned long ktp_taint;

KTEST_DEF int ktp_vfprintf_extended(void *file, const char *fmt, va_list args)
{
	char *text;
	int len;

	if (!ktp_extended(fmt))
		return ktp_vfprintf(file, fmt, args);
	text = ktp_text(fmt, args, &len);
	if (!text)
		return -1;
	ktp_fwrite(text, 1, (size_t)len, file);
	ktp_free(text);
	return len;
}

KTEST_DEF int vprintk(const char *fmt, va_list args)
{
	int level = printk_get_level(fmt);

	if (level >= '0' && level <= '4') {
		ktp_flush(ktp_stdout);
		return ktp_vfprintf_extended(ktp_stderr, printk_skip_level(fmt), args);
	}
	return ktp_vfprintf_extended(ktp_stdout, printk_skip_level(fmt), args);
}

KTEST_DEF void add_taint(unsigned int flag, enum lockdep_ok lockdep_ok)
{
	(void)lockdep_ok;
	__atomic_fetch_or(&ktp_taint, 1ul << flag, __ATOMIC_RELAXED);
}

KTEST_DEF unsigned long get_taint(void)
{
	return __atomic_load_n(&ktp_taint, __ATOMIC_RELAXED) | (kt_warnings() ? 1ul << TAINT_WARN : 0);
}

/* Where it was called; a debugger says more. */
KTEST_DEF void dump_stack_lvl(const char *log_lvl)
{
	_printk("%sCall trace from %p\n", log_lvl, __builtin_return_address(0));
}

KTEST_DEF int ___ratelimit(struct ratelimit_state *rs, const char *func)
{
	kt_u64 now = kt_now() / (1000000000 / HZ);
	int allowed;

	if (!rs->interval)
		return 1;
	if (!kt_trylock(&rs->lock, "ratelimit"))
		return 0;
	if (!rs->begin)
		rs->begin = now;
	if (rs->begin + rs->interval < now) {
		if (rs->missed && !(rs->flags & RATELIMIT_MSG_ON_RELEASE)) {
			_printk("%s: %d callbacks suppressed\n", func, rs->missed);
			rs->missed = 0;
		}
		rs->begin = now;
		rs->printed = 0;
	}
	allowed = rs->burst && rs->burst > rs->printed;
	if (allowed)
		rs->printed++;
	else
		rs->missed++;
	kt_unlock(&rs->lock, "ratelimit");
	return allowed;
}

#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Messages: without level prefix, a new line before a message that follows an open one. */
#include <linux/bug.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>

__weak int console_printk[4] = { 7, 4, 1, 7 };
__weak int panic_timeout;
__weak int oops_in_progress;
__weak enum system_states system_state = SYSTEM_RUNNING;
static unsigned long printk_taint;

__weak int vprintk(const char *fmt, va_list args)
{
	static unsigned int line_open; /* the last message did not end its line */
	char buf[1024];
	const char *text = buf;
	int len, level = 0, found, is_line;

	len = vscnprintf(buf, sizeof(buf), fmt, args);
	while ((found = printk_get_level(text)) != 0) {
		level = found;
		text += 2;
	}
	len -= text - buf;
	is_line = len && text[len - 1] == '\n';
	if (__atomic_exchange_n(&line_open, len && !is_line, __ATOMIC_RELAXED) && level != 'c')
		kt_print("\n", 1);
	kt_print(text, len);
	return len - is_line; /* the end of the line is no text */
}

__weak void ktest_might_schedule(const char *file, int line)
{
	char reason[128], text[256];

	if (!kt_atomic_reason(reason, sizeof(reason)))
		return;
	snprintf(text, sizeof(text), "BUG: sleeping function called from invalid context: %s",
		 reason);
	kt_warn(file, line, "might_sleep", text);
}

__weak void ktest_might_sleep(const char *file, int line)
{
	unsigned int state;
	char text[128];

	if (kt_may_sleep())
		return;
	state = READ_ONCE(current->__state);
	ktest_might_schedule(file, line);
	if (!state)
		return;
	snprintf(text, sizeof(text), "do not call blocking ops when !TASK_RUNNING; state=%x", state);
	kt_warn(file, line, "might_sleep", text);
}

/* With page faults disabled an access fails at once instead of waiting for its page. */
__weak void ktest_might_fault(const char *file, int line)
{
	if (!current->pagefault_disabled)
		ktest_might_sleep(file, line);
}

__weak void add_taint(unsigned int flag, enum lockdep_ok lockdep_ok)
{
	(void)lockdep_ok;
	set_bit(flag, &printk_taint);
}

__weak unsigned long get_taint(void)
{
	return printk_taint | (kt_warnings() ? BIT(TAINT_WARN) : 0);
}

__weak void dump_stack_lvl(const char *log_lvl)
{
	_printk("%sCall trace from %pS\n", log_lvl, __builtin_return_address(0));
}

__weak int kernel_text_address(unsigned long addr)
{
	return kt_symbol_name(addr, NULL, NULL) != NULL;
}

__weak int __kernel_text_address(unsigned long addr)
{
	return kernel_text_address(addr);
}

__weak int core_kernel_text(unsigned long addr)
{
	return kernel_text_address(addr);
}

__weak int ___ratelimit(struct ratelimit_state *rs, const char *func)
{
	int allowed;

	if (!rs->interval)
		return 1;
	if (!kt_trylock(&rs->lock, "ratelimit"))
		return 0;
	if (!rs->begin)
		rs->begin = jiffies;
	if (time_is_before_jiffies(rs->begin + rs->interval)) {
		if (rs->missed && !(rs->flags & RATELIMIT_MSG_ON_RELEASE)) {
			_printk("%s: %d callbacks suppressed\n", func, rs->missed);
			rs->missed = 0;
		}
		rs->begin = jiffies;
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

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Words for two-way choices.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_STRING_CHOICES_H
#define KTEST_LINUX_STRING_CHOICES_H
#include <ktest/open.h>

#include <linux/types.h>

#define KTEST_CHOICE(name, yes, no) \
	static inline const char *name(bool v) { return v ? yes : no; }
KTEST_CHOICE(str_assert_deassert, "assert", "deassert")
KTEST_CHOICE(str_enable_disable, "enable", "disable")
KTEST_CHOICE(str_enabled_disabled, "enabled", "disabled")
KTEST_CHOICE(str_hi_lo, "hi", "lo")
KTEST_CHOICE(str_high_low, "high", "low")
KTEST_CHOICE(str_on_off, "on", "off")
KTEST_CHOICE(str_read_write, "read", "write")
KTEST_CHOICE(str_true_false, "true", "false")
KTEST_CHOICE(str_up_down, "up", "down")
KTEST_CHOICE(str_yes_no, "yes", "no")
#define str_deassert_assert(v) str_assert_deassert(!(v))
#define str_disable_enable(v) str_enable_disable(!(v))
#define str_disabled_enabled(v) str_enabled_disabled(!(v))
#define str_lo_hi(v) str_hi_lo(!(v))
#define str_low_high(v) str_high_low(!(v))
#define str_off_on(v) str_on_off(!(v))
#define str_write_read(v) str_read_write(!(v))
#define str_false_true(v) str_true_false(!(v))
#define str_down_up(v) str_up_down(!(v))
#define str_no_yes(v) str_yes_no(!(v))
static inline const char *str_plural(size_t num) { return num == 1 ? "" : "s"; }

#include <ktest/close.h>
#endif

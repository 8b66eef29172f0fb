/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Static calls: their declaration and their call.
 * Fidelity: simplified: a call is one through a pointer; the trampoline is declared, for its type, and is not there
 */
#ifndef KTEST_LINUX_STATIC_CALL_TYPES_H
#define KTEST_LINUX_STATIC_CALL_TYPES_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/stringify.h>
#include <linux/types.h>

#define STATIC_CALL_KEY_PREFIX __SCK__
#define STATIC_CALL_KEY_PREFIX_STR __stringify(STATIC_CALL_KEY_PREFIX)
#define STATIC_CALL_KEY_PREFIX_LEN (sizeof(STATIC_CALL_KEY_PREFIX_STR) - 1)
#define STATIC_CALL_KEY(name) __PASTE(STATIC_CALL_KEY_PREFIX, name)
#define STATIC_CALL_KEY_STR(name) __stringify(STATIC_CALL_KEY(name))
#define STATIC_CALL_TRAMP_PREFIX __SCT__
#define STATIC_CALL_TRAMP_PREFIX_STR __stringify(STATIC_CALL_TRAMP_PREFIX)
#define STATIC_CALL_TRAMP_PREFIX_LEN (sizeof(STATIC_CALL_TRAMP_PREFIX_STR) - 1)
#define STATIC_CALL_TRAMP(name) __PASTE(STATIC_CALL_TRAMP_PREFIX, name)
#define STATIC_CALL_TRAMP_STR(name) __stringify(STATIC_CALL_TRAMP(name))

struct static_call_key { void *func; };

#define DECLARE_STATIC_CALL(name, func) \
	extern struct static_call_key STATIC_CALL_KEY(name); \
	extern __typeof__(func) STATIC_CALL_TRAMP(name)
#define static_call(name) ((__typeof__(STATIC_CALL_TRAMP(name)) *)READ_ONCE(STATIC_CALL_KEY(name).func))
#define static_call_mod(name) static_call(name)

#include <ktest/close.h>
#endif

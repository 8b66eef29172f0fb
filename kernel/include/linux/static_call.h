/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Calls of a function that is seldom exchanged.
 * Synchronization table: a call and static_call_update() may run concurrently.
 * Fidelity: simplified: calls through pointers. static_call() of a call that is NULL faults, which is "bad" in
 * the kernel's words too; static_call_cond() passes over it
 */
#ifndef KTEST_LINUX_STATIC_CALL_H
#define KTEST_LINUX_STATIC_CALL_H
#include <ktest/open.h>

#include <linux/cpu.h>
#include <linux/export.h>
#include <linux/static_call_types.h>
#include <linux/types.h>

#define STATIC_CALL_TRAMP_ADDR(name) NULL
#define static_call_initialized 0

static inline int static_call_init(void) { return 0; }
static inline int static_call_text_reserved(void *start, void *end)
{
	(void)start, (void)end;
	return 0;
}
/* For any function that returns a number or a pointer. */
static inline long __static_call_return0(void) { return 0; }
static inline void ktest_static_call_nop(void) {}
static inline void *ktest_static_call_or_nop(struct static_call_key *key)
{
	void *func = READ_ONCE(key->func);

	return func ? func : (void *)ktest_static_call_nop;
}
static inline void __static_call_update(struct static_call_key *key, void *tramp, void *func)
{
	(void)tramp;
	WRITE_ONCE(key->func, func);
}

#define KTEST_STATIC_CALL(name, type_of, start) \
	DECLARE_STATIC_CALL(name, type_of); \
	struct static_call_key STATIC_CALL_KEY(name) = { (void *)(start) }
#define DEFINE_STATIC_CALL(name, func) KTEST_STATIC_CALL(name, func, func)
#define DEFINE_STATIC_CALL_NULL(name, func) KTEST_STATIC_CALL(name, func, 0)
#define DEFINE_STATIC_CALL_RET0(name, func) KTEST_STATIC_CALL(name, func, __static_call_return0)
/* A function of another type does not compile. */
#define static_call_update(name, func) \
	({ \
		__typeof__(&STATIC_CALL_TRAMP(name)) ktest_static_call_func = (func); \
		__static_call_update(&STATIC_CALL_KEY(name), STATIC_CALL_TRAMP_ADDR(name), \
				     (void *)ktest_static_call_func); \
	})
#define static_call_query(name) (READ_ONCE(STATIC_CALL_KEY(name).func))
/* Arguments are evaluated whether there is a function or not. */
#define static_call_cond(name) \
	(void)((__typeof__(STATIC_CALL_TRAMP(name)) *)ktest_static_call_or_nop(&STATIC_CALL_KEY(name)))

#define EXPORT_STATIC_CALL(name) EXPORT_SYMBOL(STATIC_CALL_KEY(name))
#define EXPORT_STATIC_CALL_GPL(name) EXPORT_SYMBOL_GPL(STATIC_CALL_KEY(name))
#define EXPORT_STATIC_CALL_TRAMP(name) EXPORT_SYMBOL(STATIC_CALL_TRAMP(name))
#define EXPORT_STATIC_CALL_TRAMP_GPL(name) EXPORT_SYMBOL_GPL(STATIC_CALL_TRAMP(name))

#include <ktest/close.h>
#endif

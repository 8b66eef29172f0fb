/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Tracepoints: places in code where probes may be hung. A header of trace events includes this one; one source file
 * defines CREATE_TRACE_POINTS before it includes the header, which includes <trace/define_trace.h> at its end.
 * Synchronization table: firing, registering and unregistering may run concurrently.
 * Fidelity: faithful; there is no trace buffer in files: a test reads what fired by <ktest/trace.h>. Of modules'
 * tracepoints for_each_kernel_tracepoint() tells, too: all is built in
 */
#ifndef KTEST_LINUX_TRACEPOINT_H
#define KTEST_LINUX_TRACEPOINT_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/smp.h>
#include <linux/srcu.h>
#include <linux/static_call.h>
#include <linux/tracepoint-defs.h>
#include <linux/types.h>

struct module;
struct notifier_block;

struct trace_eval_map {
	const char *system;
	const char *eval_string;
	unsigned long eval_value;
};

#define TRACEPOINT_DEFAULT_PRIO 10
#define TRACEPOINTS_ENABLED

/* A probe and its data are there once; the pair again is -EEXIST and a warning. Higher priorities are called first. */
KTEST_FN int tracepoint_probe_register_prio(struct tracepoint *tp, void *probe, void *data, int prio);
/* Without the warning. */
KTEST_FN int tracepoint_probe_register_prio_may_exist(struct tracepoint *tp, void *probe, void *data, int prio);
static inline int tracepoint_probe_register(struct tracepoint *tp, void *probe, void *data)
{
	return tracepoint_probe_register_prio(tp, probe, data, TRACEPOINT_DEFAULT_PRIO);
}
static inline int tracepoint_probe_register_may_exist(struct tracepoint *tp, void *probe, void *data)
{
	return tracepoint_probe_register_prio_may_exist(tp, probe, data, TRACEPOINT_DEFAULT_PRIO);
}
/* -ENOENT and a warning: no probe is there. If others are, a pair that is not among them is no error. */
KTEST_FN int tracepoint_probe_unregister(struct tracepoint *tp, void *probe, void *data);
KTEST_FN void for_each_kernel_tracepoint(void (*fct)(struct tracepoint *tp, void *priv), void *priv);
/* No probe that was unregistered runs any more. */
static inline void tracepoint_synchronize_unregister(void) { synchronize_rcu(); }
static inline int register_tracepoint_module_notifier(struct notifier_block *nb)
{
	(void)nb;
	return 0;
}
static inline int unregister_tracepoint_module_notifier(struct notifier_block *nb)
{
	(void)nb;
	return 0;
}
static inline void for_each_module_tracepoint(void (*fct)(struct tracepoint *, struct module *, void *), void *priv)
{
	(void)fct, (void)priv;
}

/* A tracepoint that is on fires. */
KTEST_FN struct tracepoint_func *ktest_trace_fire(struct tracepoint *tp);

#ifndef PARAMS
#define PARAMS(args...) args
#endif
#define TRACE_DEFINE_ENUM(x)
#define TRACE_DEFINE_SIZEOF(x)
#define tracepoint_string(str) (str)
#define __tracepoint_string

#include <ktest/close.h>
#endif

/* What follows, each header of trace events asks for again: <trace/define_trace.h> undefines it. */
#ifndef DECLARE_TRACE

#define TP_PROTO(args...) args
#define TP_ARGS(args...) args
#define TP_CONDITION(args...) args

#define KTEST_DECLARE_TRACE(name, proto, args, cond) \
	extern int __traceiter_##name(void *__data, proto); \
	extern void __probestub_##name(void *__data, proto); \
	extern struct tracepoint __tracepoint_##name; \
	static inline void trace_##name(proto) \
	{ \
		if (static_key_false(&__tracepoint_##name.key)) { \
			if (!(cond)) \
				return; \
			rcu_read_lock_sched(); \
			__traceiter_##name(0, args); \
			rcu_read_unlock_sched(); \
		} \
	} \
	static inline void trace_##name##_rcuidle(proto) { trace_##name(args); } \
	static inline bool trace_##name##_enabled(void) { return static_key_false(&__tracepoint_##name.key); } \
	static inline int register_trace_##name(void (*probe)(void *__data, proto), void *data) \
	{ \
		return tracepoint_probe_register(&__tracepoint_##name, (void *)probe, data); \
	} \
	static inline int register_trace_prio_##name(void (*probe)(void *__data, proto), void *data, int prio) \
	{ \
		return tracepoint_probe_register_prio(&__tracepoint_##name, (void *)probe, data, prio); \
	} \
	static inline int unregister_trace_##name(void (*probe)(void *__data, proto), void *data) \
	{ \
		return tracepoint_probe_unregister(&__tracepoint_##name, (void *)probe, data); \
	} \
	static inline void check_trace_callback_type_##name(void (*cb)(void *__data, proto)) { (void)cb; }

#define KTEST_DEFINE_TRACE(_name, _reg, _unreg, _event, proto, args) \
	struct tracepoint __tracepoint_##_name = { \
		.name = #_name, \
		.key = STATIC_KEY_INIT_FALSE, \
		.iterator = (void *)__traceiter_##_name, \
		.probestub = (void *)__probestub_##_name, \
		.regfunc = _reg, \
		.unregfunc = _unreg, \
		.ktest_event = _event, \
	}; \
	static struct tracepoint *const ktest_tracepoint_##_name __used __section("ktest_tracepoints") = \
		&__tracepoint_##_name; \
	void __probestub_##_name(void *__data __maybe_unused, proto) {} \
	int __traceiter_##_name(void *__data, proto) \
	{ \
		struct tracepoint_func *ktest_probe = ktest_trace_fire(&__tracepoint_##_name); \
		for (; ktest_probe && ktest_probe->func; ktest_probe++) { \
			__data = ktest_probe->data; \
			((void (*)(void *, proto))READ_ONCE(ktest_probe->func))(__data, args); \
		} \
		return 0; \
	}
#define DEFINE_TRACE_FN(_name, _reg, _unreg, proto, args) \
	KTEST_DEFINE_TRACE(_name, _reg, _unreg, 0, PARAMS(proto), PARAMS(args))
#define DEFINE_TRACE(name, proto, args) DEFINE_TRACE_FN(name, 0, 0, PARAMS(proto), PARAMS(args))

#define EXPORT_TRACEPOINT_SYMBOL_GPL(name) EXPORT_SYMBOL_GPL(__tracepoint_##name)
#define EXPORT_TRACEPOINT_SYMBOL(name) EXPORT_SYMBOL(__tracepoint_##name)

#define DECLARE_TRACE(name, proto, args) KTEST_DECLARE_TRACE(name, PARAMS(proto), PARAMS(args), 1)
#define DECLARE_TRACE_CONDITION(name, proto, args, cond) \
	KTEST_DECLARE_TRACE(name, PARAMS(proto), PARAMS(args), PARAMS(cond))

#endif

#ifndef TRACE_EVENT

#define DECLARE_EVENT_CLASS(name, proto, args, tstruct, assign, print)
#define DEFINE_EVENT(template, name, proto, args) DECLARE_TRACE(name, PARAMS(proto), PARAMS(args))
#define DEFINE_EVENT_FN(template, name, proto, args, reg, unreg) DECLARE_TRACE(name, PARAMS(proto), PARAMS(args))
#define DEFINE_EVENT_PRINT(template, name, proto, args, print) DECLARE_TRACE(name, PARAMS(proto), PARAMS(args))
#define DEFINE_EVENT_CONDITION(template, name, proto, args, cond) \
	DECLARE_TRACE_CONDITION(name, PARAMS(proto), PARAMS(args), PARAMS(cond))
#define TRACE_EVENT(name, proto, args, struct, assign, print) DECLARE_TRACE(name, PARAMS(proto), PARAMS(args))
#define TRACE_EVENT_FN(name, proto, args, struct, assign, print, reg, unreg) \
	DECLARE_TRACE(name, PARAMS(proto), PARAMS(args))
#define TRACE_EVENT_FN_COND(name, proto, args, cond, struct, assign, print, reg, unreg) \
	DECLARE_TRACE_CONDITION(name, PARAMS(proto), PARAMS(args), PARAMS(cond))
#define TRACE_EVENT_CONDITION(name, proto, args, cond, struct, assign, print) \
	DECLARE_TRACE_CONDITION(name, PARAMS(proto), PARAMS(args), PARAMS(cond))
#define TRACE_EVENT_FLAGS(event, flag)
#define TRACE_EVENT_PERF_PERM(event, expr...)

/* Events that the configuration leaves out. */
#define DECLARE_EVENT_NOP(name, proto, args) \
	static inline void trace_##name(proto) {} \
	static inline bool trace_##name##_enabled(void) { return false; }
#define TRACE_EVENT_NOP(name, proto, args, struct, assign, print) \
	DECLARE_EVENT_NOP(name, PARAMS(proto), PARAMS(args))
#define DECLARE_EVENT_CLASS_NOP(name, proto, args, tstruct, assign, print)
#define DEFINE_EVENT_NOP(template, name, proto, args) DECLARE_EVENT_NOP(name, PARAMS(proto), PARAMS(args))

#endif

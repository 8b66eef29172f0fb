/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Interrupt handlers, threaded ones too, soft interrupts and tasklets.
 *
 * A line is a number from 1 to 255; nothing but the test raises it: with an interrupt simulator (linux/irq_sim.h), with
 * generic_handle_irq_safe(), or as a device does, with ktest_raise_irq() of linux/ktest.h. A line that is raised while it is
 * disabled, or while its handlers or its ONESHOT thread run, is handled once more afterwards.
 *
 * Synchronization table: everything but initializers may be called by several tasks at once. free_irq(), disable_irq(),
 * synchronize_irq() and tasklet_kill() wait for what runs, and so are not called by it.
 * Fidelity: simplified: there is no chip; the trigger is kept and compared; priorities, balancing, suspending and "nobody cared"
 * do not exist. Soft interrupts run at the end of an interrupt, when bottom halves are enabled, or soon, in an interrupt of
 * their own
 */
#ifndef KTEST_LINUX_INTERRUPT_H
#define KTEST_LINUX_INTERRUPT_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/bottom_half.h>
#include <linux/cpumask.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/irqreturn.h>
#include <linux/kernel.h>
#include <linux/kref.h>

/* ---- lines ------------------------------------------------------------------------------------------ */

#define IRQF_TRIGGER_NONE 0x00000000
#define IRQF_TRIGGER_RISING 0x00000001
#define IRQF_TRIGGER_FALLING 0x00000002
#define IRQF_TRIGGER_HIGH 0x00000004
#define IRQF_TRIGGER_LOW 0x00000008
#define IRQF_TRIGGER_MASK 0x0000000f
#define IRQF_TRIGGER_PROBE 0x00000010
#define IRQF_SHARED 0x00000080
#define IRQF_PROBE_SHARED 0x00000100
#define __IRQF_TIMER 0x00000200
#define IRQF_PERCPU 0x00000400
#define IRQF_NOBALANCING 0x00000800
#define IRQF_IRQPOLL 0x00001000
#define IRQF_ONESHOT 0x00002000
#define IRQF_NO_SUSPEND 0x00004000
#define IRQF_FORCE_RESUME 0x00008000
#define IRQF_NO_THREAD 0x00010000
#define IRQF_EARLY_RESUME 0x00020000
#define IRQF_COND_SUSPEND 0x00040000
#define IRQF_NO_AUTOEN 0x00080000
#define IRQF_NO_DEBUG 0x00100000
#define IRQF_COND_ONESHOT 0x00200000
#define IRQF_TIMER (__IRQF_TIMER | IRQF_NO_SUSPEND | IRQF_NO_THREAD)
#define IRQ_NOTCONNECTED (1U << 31)
enum { IRQC_IS_HARDIRQ = 0, IRQC_IS_NESTED };
enum irqchip_irq_state {
	IRQCHIP_STATE_PENDING,
	IRQCHIP_STATE_ACTIVE,
	IRQCHIP_STATE_MASKED,
	IRQCHIP_STATE_LINE_LEVEL,
};

typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);
struct device;

/*
 * 0, or -EINVAL: no such line, no handler, a shared one without dev_id, a thread alone that is not ONESHOT; -EBUSY: it is not
 * shared, or not in the same way; -ENOTCONN, -ENOMEM.
 */
KTEST_FN int request_threaded_irq(unsigned int irq, irq_handler_t handler, irq_handler_t thread_fn, unsigned long flags,
				  const char *name, void *dev);
static inline int __must_check request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags, const char *name,
					   void *dev)
{
	return request_threaded_irq(irq, handler, NULL, flags | IRQF_COND_ONESHOT, name, dev);
}
/* IRQC_IS_HARDIRQ, or an error. */
static inline int __must_check request_any_context_irq(unsigned int irq, irq_handler_t handler, unsigned long flags,
						       const char *name, void *dev_id)
{
	int err = request_irq(irq, handler, flags, name, dev_id);

	return err ?: (int)IRQC_IS_HARDIRQ;
}
/* The name that was given; NULL: there was none, which warns. */
KTEST_FN const void *free_irq(unsigned int irq, void *dev_id);
int devm_request_threaded_irq(struct device *dev, unsigned int irq, irq_handler_t handler, irq_handler_t thread_fn,
			      unsigned long flags, const char *name, void *dev_id);
static inline int __must_check devm_request_irq(struct device *dev, unsigned int irq, irq_handler_t handler,
						unsigned long flags, const char *name, void *dev_id)
{
	return devm_request_threaded_irq(dev, irq, handler, NULL, flags | IRQF_COND_ONESHOT, name, dev_id);
}
void devm_free_irq(struct device *dev, unsigned int irq, void *dev_id);

KTEST_FN void disable_irq_nosync(unsigned int irq);
KTEST_FN void disable_irq(unsigned int irq);
KTEST_FN bool disable_hardirq(unsigned int irq);
KTEST_FN void enable_irq(unsigned int irq);
KTEST_FN void synchronize_irq(unsigned int irq);
KTEST_FN bool synchronize_hardirq(unsigned int irq);
KTEST_FN void irq_wake_thread(unsigned int irq, void *dev_id);
/* Where the line is handled when it is raised as by a device: on the first CPU of the mask. */
KTEST_FN int irq_set_affinity(unsigned int irq, const struct cpumask *mask);
static inline int irq_force_affinity(unsigned int irq, const struct cpumask *mask) { return irq_set_affinity(irq, mask); }
static inline int irq_can_set_affinity(unsigned int irq) { (void)irq; return 1; }
static inline int irq_set_affinity_and_hint(unsigned int irq, const struct cpumask *mask)
{
	return mask ? irq_set_affinity(irq, mask) : 0;
}
static inline int irq_update_affinity_hint(unsigned int irq, const struct cpumask *mask) { (void)irq, (void)mask; return 0; }
static inline int irq_set_affinity_hint(unsigned int irq, const struct cpumask *mask)
{
	return irq_set_affinity_and_hint(irq, mask);
}
/* IRQCHIP_STATE_PENDING of a simulator's line; -EINVAL: anything else. */
KTEST_FN int irq_get_irqchip_state(unsigned int irq, enum irqchip_irq_state which, bool *state);
KTEST_FN int irq_set_irqchip_state(unsigned int irq, enum irqchip_irq_state which, bool state);
static inline int irq_set_irq_wake(unsigned int irq, unsigned int on) { (void)irq, (void)on; return 0; }
static inline int enable_irq_wake(unsigned int irq) { return irq_set_irq_wake(irq, 1); }
static inline int disable_irq_wake(unsigned int irq) { return irq_set_irq_wake(irq, 0); }

/* ---- soft interrupts -------------------------------------------------------------------------------------- */

enum {
	HI_SOFTIRQ = 0, TIMER_SOFTIRQ, NET_TX_SOFTIRQ, NET_RX_SOFTIRQ, BLOCK_SOFTIRQ, IRQ_POLL_SOFTIRQ, TASKLET_SOFTIRQ,
	SCHED_SOFTIRQ, HRTIMER_SOFTIRQ, RCU_SOFTIRQ, NR_SOFTIRQS
};
KTEST_FN void open_softirq(int nr, void (*action)(void));
KTEST_FN void raise_softirq(unsigned int nr);
KTEST_FN void raise_softirq_irqoff(unsigned int nr);
KTEST_FN void __raise_softirq_irqoff(unsigned int nr);
/* Of the running CPU, a bit for each. */
KTEST_FN unsigned int local_softirq_pending(void);

/* ---- tasklets: on the CPU that scheduled them, in soft interrupt context, never twice at once -------------- */

struct tasklet_struct {
	struct tasklet_struct *next;
	unsigned long state;
	atomic_t count;		/* how often disabled */
	bool use_callback;
	union {
		void (*func)(unsigned long data);
		void (*callback)(struct tasklet_struct *t);
	};
	unsigned long data;
};
enum { TASKLET_STATE_SCHED, TASKLET_STATE_RUN };
#ifdef __cplusplus
#define KTEST_TASKLET(n, use, member, fn) { NULL, 0, ATOMIC_INIT(n), (use), { (void (*)(unsigned long))(fn) }, 0 }
#else
#define KTEST_TASKLET(n, use, member, fn) { NULL, 0, ATOMIC_INIT(n), (use), { .member = (fn) }, 0 }
#endif
#if KTEST_HAS_tasklet_of_a_function
#define KTEST_OLD_TASKLET(name, n, _func, _data) struct tasklet_struct name = { NULL, 0, ATOMIC_INIT(n), false, { (_func) }, (_data) }
#define DECLARE_TASKLET(name, _func, _data) KTEST_OLD_TASKLET(name, 0, _func, _data)
#define DECLARE_TASKLET_DISABLED(name, _func, _data) KTEST_OLD_TASKLET(name, 1, _func, _data)
#else
#define DECLARE_TASKLET(name, _callback) struct tasklet_struct name = KTEST_TASKLET(0, true, callback, _callback)
#define DECLARE_TASKLET_DISABLED(name, _callback) struct tasklet_struct name = KTEST_TASKLET(1, true, callback, _callback)
#endif
#define DECLARE_TASKLET_OLD(name, _func) struct tasklet_struct name = KTEST_TASKLET(0, false, func, _func)
#define DECLARE_TASKLET_DISABLED_OLD(name, _func) struct tasklet_struct name = KTEST_TASKLET(1, false, func, _func)
#define from_tasklet(var, callback_tasklet, tasklet_fieldname) container_of(callback_tasklet, typeof(*var), tasklet_fieldname)

KTEST_FN void ktest_tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *));
#if KTEST_HAS_tasklet_setup
static inline void tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *))
{
	ktest_tasklet_setup(t, callback);
}
#endif
KTEST_FN void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long), unsigned long data);
KTEST_FN void __tasklet_schedule(struct tasklet_struct *t);
KTEST_FN void __tasklet_hi_schedule(struct tasklet_struct *t);
static inline void tasklet_schedule(struct tasklet_struct *t)
{
	if (!test_and_set_bit(TASKLET_STATE_SCHED, &t->state))
		__tasklet_schedule(t);
}
static inline void tasklet_hi_schedule(struct tasklet_struct *t)
{
	if (!test_and_set_bit(TASKLET_STATE_SCHED, &t->state))
		__tasklet_hi_schedule(t);
}
static inline int tasklet_trylock(struct tasklet_struct *t) { return !test_and_set_bit(TASKLET_STATE_RUN, &t->state); }
KTEST_FN void tasklet_unlock(struct tasklet_struct *t);
KTEST_FN void tasklet_unlock_wait(struct tasklet_struct *t);
KTEST_FN void tasklet_unlock_spin_wait(struct tasklet_struct *t);
static inline void tasklet_disable_nosync(struct tasklet_struct *t)
{
	atomic_inc(&t->count);
	smp_mb__after_atomic();
}
static inline void tasklet_disable_in_atomic(struct tasklet_struct *t)
{
	tasklet_disable_nosync(t);
	tasklet_unlock_spin_wait(t);
}
static inline void tasklet_disable(struct tasklet_struct *t)
{
	tasklet_disable_nosync(t);
	tasklet_unlock_wait(t);
}
static inline void tasklet_enable(struct tasklet_struct *t)
{
	smp_mb__before_atomic();
	atomic_dec(&t->count);
}
/* Waits until it has run, if it is scheduled. */
KTEST_FN void tasklet_kill(struct tasklet_struct *t);

#include <ktest/close.h>
#endif

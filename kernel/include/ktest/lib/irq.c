// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Interrupt lines: who handles them, and when they are handled.
 *
 *   raised ──enabled and idle──▶ handlers run ──▶ threads run (a ONESHOT line stays masked until they have)
 *      └──disabled, masked, running──▶ pending ──enabled, unmasked, ended──▶ handlers run
 */
#ifndef KTEST_LIB_IRQ_C
#define KTEST_LIB_IRQ_C

#include <ktest/lib/irq_line.h>

__weak struct ktest_irq_line ktest_irq_lines[NR_IRQS];
__weak DEFINE_SPINLOCK(ktest_irq_lock);

/* ---- handling ----------------------------------------------------------------------------------------- */

/* With the lock held. */
static inline void irq_wake_action(struct ktest_irq_line *line, struct irqaction *action)
{
	if (!action->thread) {
		pr_warn("IRQ %d device %s returned IRQ_WAKE_THREAD but no thread function available.", action->irq, action->name);
		return;
	}
	if (action->should_run)
		return;
	WRITE_ONCE(action->should_run, true);
	line->threads++;
	if (action->flags & IRQF_ONESHOT)
		line->is_masked = true;
	wake_up_process(action->thread);
}

/* With the lock held, which it lets go while handlers run. */
static inline void irq_call_handlers(struct ktest_irq_line *line, unsigned int irq)
{
	struct irqaction *each;

	for (each = line->actions; each; each = each->next) {
		irqreturn_t result;

		spin_unlock(&ktest_irq_lock);
		kt_deferred_begins(each, (kt_addr)each->handler, "interrupt handler");
		result = each->handler(irq, each->dev_id);
		kt_deferred_ends(each, (kt_addr)each->handler);
		if (WARN_ONCE(!irqs_disabled(), "irq %u handler %ps enabled interrupts\n", irq, each->handler))
			local_irq_disable();
		spin_lock(&ktest_irq_lock);
		if (result == IRQ_WAKE_THREAD)
			irq_wake_action(line, each);
	}
}

/* With the lock held. */
static inline bool irq_can_run(const struct ktest_irq_line *line)
{
	return line->actions && !line->depth && !line->is_masked && !line->running;
}

static inline void irq_handle(int irq)
{
	struct ktest_irq_line *line = &ktest_irq_lines[irq];

	spin_lock(&ktest_irq_lock);
	line->is_pending = true;
	while (line->is_pending && irq_can_run(line)) {
		line->is_pending = false;
		line->running = 1;
		irq_call_handlers(line, irq);
		line->running = 0;
	}
	WRITE_ONCE(line->ends, line->ends + 1);
	kt_wake(&line->ends, ~0u);
	spin_unlock(&ktest_irq_lock);
}

KTEST_DEF int generic_handle_irq(unsigned int irq)
{
	if (!irq_line(irq))
		return -EINVAL;
	irq_interrupt_self(irq_handle, irq);
	return 0;
}

static inline void irq_again(struct irq_work *work)
{
	irq_handle(container_of(work, struct ktest_irq_line, again) - ktest_irq_lines);
}

KTEST_DEF void ktest_irq_raise_on(struct ktest_irq_line *line, int cpu)
{
	line->again.func = irq_again;
	if (cpu < 0)
		irq_work_queue(&line->again);
	else
		irq_work_queue_on(&line->again, cpu);
}

/* As a device raises it: on the line's CPU. For kunit/machine.h. */
KTEST_DEF int ktest_irq_arrives(unsigned int irq)
{
	struct ktest_irq_line *line = irq_line(irq);

	if (!line)
		return -EINVAL;
	ktest_irq_raise_on(line, line->cpu);
	return 0;
}

/* What waited is handled, in an interrupt. */
static inline void irq_retry(struct ktest_irq_line *line)
{
	if (READ_ONCE(line->is_pending))
		ktest_irq_raise_on(line, -1);
}

/* ---- threads ------------------------------------------------------------------------------------------- */

static inline void irq_run_thread(struct ktest_irq_line *line, struct irqaction *action)
{
	WRITE_ONCE(action->should_run, false);
	kt_deferred_begins(action, (kt_addr)action->thread_fn, "interrupt thread");
	action->thread_fn(action->irq, action->dev_id);
	kt_deferred_ends(action, (kt_addr)action->thread_fn);
	spin_lock_irq(&ktest_irq_lock);
	if (!--line->threads)
		line->is_masked = false;
	WRITE_ONCE(line->ends, line->ends + 1);
	kt_wake(&line->ends, ~0u);
	spin_unlock_irq(&ktest_irq_lock);
	irq_retry(line);
}

static inline int irq_thread_main(void *arg)
{
	struct irqaction *action = (struct irqaction *)arg;

	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (!READ_ONCE(action->should_run) && !kthread_should_stop())
			schedule();
		__set_current_state(TASK_RUNNING);
		if (READ_ONCE(action->should_run))
			irq_run_thread(&ktest_irq_lines[action->irq], action);
		else if (kthread_should_stop())
			return 0;
	}
}

KTEST_DEF void irq_wake_thread(unsigned int irq, void *dev_id)
{
	struct ktest_irq_line *line = irq_line(irq);
	struct irqaction *each;
	unsigned long flags;

	if (!line)
		return;
	spin_lock_irqsave(&ktest_irq_lock, flags);
	for (each = line->actions; each; each = each->next)
		if (each->dev_id == dev_id && each->thread)
			irq_wake_action(line, each);
	spin_unlock_irqrestore(&ktest_irq_lock, flags);
}

/* ---- handlers come and go -------------------------------------------------------------------------------- */

static inline irqreturn_t irq_only_wakes(int irq, void *dev_id)
{
	(void)irq, (void)dev_id;
	return IRQ_WAKE_THREAD;
}

/* With the lock held: whether a handler may join those of the line. May make it a ONESHOT one. */
static inline bool irq_may_share(const struct irqaction *old, struct irqaction *action)
{
	if (!(old->flags & action->flags & IRQF_SHARED) || (old->flags ^ action->flags) & (IRQF_TRIGGER_MASK | IRQF_PERCPU))
		return false;
	if (old->flags & IRQF_ONESHOT && action->flags & IRQF_COND_ONESHOT)
		action->flags |= IRQF_ONESHOT;
	return !((old->flags ^ action->flags) & IRQF_ONESHOT);
}

static inline int irq_add_action(struct ktest_irq_line *line, struct irqaction *action)
{
	struct irqaction **at, *old;

	spin_lock_irq(&ktest_irq_lock);
	old = line->actions;
	if (old && !irq_may_share(old, action)) {
		spin_unlock_irq(&ktest_irq_lock);
		if (!(action->flags & IRQF_PROBE_SHARED))
			pr_err("genirq: Flags mismatch irq %d. %08x (%s) vs. %08x (%s)\n", action->irq, action->flags, action->name,
			       old->flags, old->name);
		return -EBUSY;
	}
	if (!old)
		line->depth = !!(action->flags & IRQF_NO_AUTOEN);
	for (at = &line->actions; *at; at = &(*at)->next)
		;
	*at = action;
	spin_unlock_irq(&ktest_irq_lock);
	return 0;
}

static inline void irq_end_action(struct irqaction *action)
{
	if (action->thread)
		kthread_stop_put(action->thread);
	kfree(action);
}

/* The caller has an action that nobody else sees. */
static inline int irq_setup(struct irqaction *action)
{
	int err;

	if (action->thread_fn) {
		action->thread = kthread_create(irq_thread_main, action, "irq/%d-%s", action->irq, action->name);
		if (IS_ERR(action->thread)) {
			err = PTR_ERR(action->thread);
			action->thread = NULL;
			return err;
		}
		get_task_struct(action->thread);
	}
	err = irq_add_action(&ktest_irq_lines[action->irq], action);
	if (!err && action->thread)
		wake_up_process(action->thread);
	return err;
}

KTEST_DEF int request_threaded_irq(unsigned int irq, irq_handler_t handler, irq_handler_t thread_fn, unsigned long flags,
				   const char *name, void *dev)
{
	struct irqaction *action;
	int err;

	if (irq == IRQ_NOTCONNECTED)
		return -ENOTCONN;
	if ((flags & IRQF_SHARED && (!dev || flags & IRQF_NO_AUTOEN)) || (!(flags & IRQF_SHARED) && flags & IRQF_COND_SUSPEND) ||
	    (flags & IRQF_NO_SUSPEND && flags & IRQF_COND_SUSPEND))
		return -EINVAL;
	if (!irq_line(irq) || (!handler && !thread_fn))
		return -EINVAL;
	if (!handler && !(flags & IRQF_ONESHOT)) {
		pr_err("genirq: Threaded irq requested with handler=NULL and !ONESHOT for %s (irq %d)\n", name, irq);
		return -EINVAL;
	}
	might_sleep();
	action = (struct irqaction *)kzalloc(sizeof(*action), GFP_KERNEL);
	if (!action)
		return -ENOMEM;
	action->handler = handler ?: irq_only_wakes;
	action->thread_fn = thread_fn;
	action->flags = flags;
	action->name = name;
	action->dev_id = dev;
	action->irq = irq;
	err = irq_setup(action);
	if (err)
		irq_end_action(action);
	return err;
}

/* With the lock held, which it lets go: until no handler runs, and no thread. */
static inline void irq_await(struct ktest_irq_line *line, bool threads_too)
{
	while (line->running || (threads_too && line->threads)) {
		unsigned int ends = READ_ONCE(line->ends);

		spin_unlock_irq(&ktest_irq_lock);
		kt_wait(&line->ends, ends, KT_FOREVER);
		spin_lock_irq(&ktest_irq_lock);
	}
	spin_unlock_irq(&ktest_irq_lock);
}

static inline void irq_tell_await(const struct irqaction *action, const void *frame)
{
	kt_deferred_awaited(action, (kt_addr)action->handler, "interrupt handler", frame);
	if (action->thread_fn)
		kt_deferred_awaited(action, (kt_addr)action->thread_fn, "interrupt thread", frame);
}

KTEST_DEF const void *free_irq(unsigned int irq, void *dev_id)
{
	struct ktest_irq_line *line = irq_line(irq);
	struct irqaction **at, *action;
	const char *name;

	if (!line)
		return NULL;
	WARN(in_interrupt(), "Trying to free IRQ %d from IRQ context!\n", irq);
	spin_lock_irq(&ktest_irq_lock);
	for (at = &line->actions; *at && (*at)->dev_id != dev_id; at = &(*at)->next)
		;
	action = *at;
	if (!action) {
		spin_unlock_irq(&ktest_irq_lock);
		WARN(1, "Trying to free already-free IRQ %d\n", irq);
		return NULL;
	}
	*at = action->next;
	spin_unlock_irq(&ktest_irq_lock);
	irq_tell_await(action, __builtin_frame_address(0));
	spin_lock_irq(&ktest_irq_lock);
	irq_await(line, false);
	name = action->name;
	irq_end_action(action);
	return name;
}

/* ---- enabling ---------------------------------------------------------------------------------------------- */

KTEST_DEF void disable_irq_nosync(unsigned int irq)
{
	struct ktest_irq_line *line = irq_line(irq);
	unsigned long flags;

	if (!line)
		return;
	spin_lock_irqsave(&ktest_irq_lock, flags);
	line->depth++;
	spin_unlock_irqrestore(&ktest_irq_lock, flags);
}

KTEST_DEF void synchronize_irq(unsigned int irq)
{
	struct ktest_irq_line *line = irq_line(irq);
	struct irqaction *each;

	if (!line)
		return;
	might_sleep();
	for (each = READ_ONCE(line->actions); each; each = each->next)
		irq_tell_await(each, __builtin_frame_address(0));
	spin_lock_irq(&ktest_irq_lock);
	irq_await(line, true);
}

/* False: a thread of the line runs. */
KTEST_DEF bool synchronize_hardirq(unsigned int irq)
{
	struct ktest_irq_line *line = irq_line(irq);

	if (!line)
		return true;
	while (READ_ONCE(line->running))
		kt_relax();
	return !READ_ONCE(line->threads);
}

KTEST_DEF void disable_irq(unsigned int irq)
{
	might_sleep();
	disable_irq_nosync(irq);
	synchronize_irq(irq);
}

KTEST_DEF bool disable_hardirq(unsigned int irq)
{
	disable_irq_nosync(irq);
	return synchronize_hardirq(irq);
}

KTEST_DEF void enable_irq(unsigned int irq)
{
	struct ktest_irq_line *line = irq_line(irq);
	unsigned long flags;
	unsigned int depth;

	if (!line)
		return;
	spin_lock_irqsave(&ktest_irq_lock, flags);
	depth = line->depth;
	if (depth)
		line->depth--;
	spin_unlock_irqrestore(&ktest_irq_lock, flags);
	WARN(!depth, "Unbalanced enable for IRQ %d\n", irq);
	if (depth == 1)
		irq_retry(line);
}

KTEST_DEF int irq_set_affinity(unsigned int irq, const struct cpumask *mask)
{
	if (!irq_line(irq) || cpumask_first_and(mask, cpu_online_mask) >= nr_cpu_ids)
		return -EINVAL;
	irq_line(irq)->cpu = cpumask_first_and(mask, cpu_online_mask);
	return 0;
}

#endif

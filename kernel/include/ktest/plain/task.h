/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: threads and CPUs. The main thread is CPU 0. Another thread becomes a CPU with its first
 * call that asks for one and leaves it when it ends. A thread that finds none waits for a second;
 * then it shares a CPU, which is said. With preemption off, a thread has its CPU for itself.
 */
#ifndef KTEST_PLAIN_TASK_H
#define KTEST_PLAIN_TASK_H

KTP_WEAK __thread struct kt_task *kt_self_task;
KTP_WEAK unsigned int ktp_cpu_users[KT_MAX_CPUS];	/* threads of each CPU */
KTP_WEAK unsigned int ktp_cpu_taken[KT_MAX_CPUS];	/* 1: by a thread with preemption off */
KTP_WEAK unsigned int ktp_key, ktp_key_state, ktp_last_id, ktp_said;
#define KTP_PATIENCE 1000000000u

/* Backs off while another thread has what this one waits for; 0 when the patience is at its end. */
KTP_FN int ktp_backoff(unsigned int *turns, kt_u64 *since)
{
	if (++*turns < 100) {
		ktp_yield();
		return 1;
	}
	if (!*since)
		*since = kt_now();
	ktp_sleep(50000);
	return kt_now() - *since < KTP_PATIENCE;
}

KTP_FN int ktp_cpu_claim_free(void)
{
	int cpu;

	for (cpu = 1; cpu < NR_CPUS; cpu++) {
		unsigned int none = 0;

		if (__atomic_compare_exchange_n(&ktp_cpu_users[cpu], &none, 1, 0, __ATOMIC_SEQ_CST,
						__ATOMIC_SEQ_CST))
			return cpu;
	}
	return -1;
}

KTP_FN int ktp_cpu_share(void)
{
	int cpu, best = NR_CPUS > 1;

	for (cpu = best; cpu < NR_CPUS; cpu++)
		if (__atomic_load_n(&ktp_cpu_users[cpu], __ATOMIC_RELAXED) <
		    __atomic_load_n(&ktp_cpu_users[best], __ATOMIC_RELAXED))
			best = cpu;
	if (NR_CPUS > 1 && !__atomic_exchange_n(&ktp_said, 1, __ATOMIC_RELAXED))
		ktp_say("ktest: there are more threads than CPUs: some share one of the %d (NR_CPUS)\n",
			NR_CPUS);
	__atomic_fetch_add(&ktp_cpu_users[best], 1, __ATOMIC_SEQ_CST);
	return best;
}

KTP_FN int ktp_cpu_claim(void)
{
	unsigned int turns = 0;
	kt_u64 since = 0;
	int cpu;

	if (ktp_syscall(KTP_SYS_GETTID) == ktp_getpid()) {
		__atomic_fetch_add(&ktp_cpu_users[0], 1, __ATOMIC_SEQ_CST);
		return 0;
	}
	while ((cpu = ktp_cpu_claim_free()) < 0)
		if (NR_CPUS == 1 || !ktp_backoff(&turns, &since))
			return ktp_cpu_share();
	return cpu;
}

KTP_FN void ktp_cpu_let_go(struct kt_task *task)
{
	if (task->holds_cpu)
		__atomic_store_n(&ktp_cpu_taken[task->cpu], 0, __ATOMIC_RELEASE);
	task->holds_cpu = 0;
}

/* Of a thread that ends. */
KTP_FN void ktp_task_end(void *arg)
{
	struct kt_task *task = (struct kt_task *)arg;

	ktp_cpu_let_go(task);
	if (task->cpu >= 0)
		__atomic_fetch_sub(&ktp_cpu_users[task->cpu], 1, __ATOMIC_SEQ_CST);
	if (task->owns_skin)
		ktp_free(task->skin);
	kt_self_task = (struct kt_task *)0;
	ktp_free(task);
}

KTP_FN void ktp_task_is_self(struct kt_task *task)
{
	unsigned int none = 0;

	if (__atomic_compare_exchange_n(&ktp_key_state, &none, 1, 0, __ATOMIC_SEQ_CST,
					__ATOMIC_SEQ_CST)) {
		ktp_key_create(&ktp_key, ktp_task_end);
		__atomic_store_n(&ktp_key_state, 2, __ATOMIC_RELEASE);
	}
	while (__atomic_load_n(&ktp_key_state, __ATOMIC_ACQUIRE) != 2)
		ktp_yield();
	ktp_key_set(ktp_key, task);
	kt_self_task = task;
	if (task->cpu < 0)
		task->cpu = ktp_cpu_claim();
	else if (!task->bound)
		return;
	else
		__atomic_fetch_add(&ktp_cpu_users[task->cpu], 1, __ATOMIC_SEQ_CST);
}

KTP_FN struct kt_task *ktp_task_new(const char *name)
{
	struct kt_task *task = (struct kt_task *)ktp_calloc(1, sizeof(*task));
	unsigned int i;

	if (!task)
		kt_fatal(KT_FATAL_MEMORY, "no memory for a thread");
	task->id = __atomic_add_fetch(&ktp_last_id, 1, __ATOMIC_RELAXED);
	task->cpu = -1;
	for (i = 0; i < sizeof(task->name) - 1 && name[i]; i++)
		task->name[i] = name[i];
	return task;
}

KTP_FN struct kt_task *kt_task_adopt(void)
{
	struct kt_task *task = ktp_task_new("thread");

	ktp_task_is_self(task);
	return task;
}

KTP_FN void *ktp_task_main(void *arg)
{
	struct kt_task *task = (struct kt_task *)arg;

	ktp_task_is_self(task);
	task->fn(task->arg);
	return (void *)0;
}

/* A thread that somebody has to join or detach. */
KTP_FN struct kt_task *ktp_spawn(const char *name, int cpu, void (*fn)(void *arg), void *arg,
				 unsigned long *thread)
{
	struct kt_task *task = ktp_task_new(name);

	task->cpu = cpu;
	task->bound = cpu >= 0;
	task->fn = fn;
	task->arg = arg;
	if (ktp_thread(thread, (void *)0, ktp_task_main, task)) {
		ktp_free(task);
		return (struct kt_task *)0;
	}
	return task;
}

KTP_FN struct kt_task *kt_spawn(const char *name, int cpu, void (*fn)(void *arg), void *arg)
{
	unsigned long thread;
	struct kt_task *task = ktp_spawn(name, cpu, fn, arg, &thread);

	if (task)
		ktp_detach(thread);
	return task;
}

KTP_FN void kt_task_exit(void)
{
	ktp_thread_exit((void *)0);
}

/* Of a thread that has not run yet, or of the running one. */
KTP_FN void kt_task_bind(struct kt_task *task, int cpu)
{
	task->bound = 1;
	if (task == kt_self_task) {
		__atomic_fetch_add(&ktp_cpu_users[cpu], 1, __ATOMIC_SEQ_CST);
		__atomic_fetch_sub(&ktp_cpu_users[task->cpu], 1, __ATOMIC_SEQ_CST);
	}
	task->cpu = cpu;
}

KTP_FN void kt_preempt_disable(void)
{
	struct kt_task *self = kt_self();
	unsigned int turns = 0;
	kt_u64 since = 0;

	if (self->preempt_count++)
		return;
	while (__atomic_exchange_n(&ktp_cpu_taken[self->cpu], 1, __ATOMIC_ACQUIRE))
		if (!ktp_backoff(&turns, &since))
			return; /* whoever has it sleeps; a program without a kernel may do so */
	self->holds_cpu = 1;
}

KTP_FN void kt_preempt_enable(void)
{
	struct kt_task *self = kt_self();

	if (self->preempt_count && --self->preempt_count == 0)
		ktp_cpu_let_go(self);
}

KTP_FN void kt_interrupt_enter(int cpu, int kind)
{
	struct kt_task *self = kt_self();

	kt_task_bind(self, cpu);
	kt_preempt_disable();
	self->hardirq = self->irqs_off = kind == KT_IN_HARDIRQ;
	self->softirq = self->bh_count = kind == KT_IN_SOFTIRQ;
}

KTP_FN void kt_interrupt_leave(void)
{
	struct kt_task *self = kt_self();

	self->hardirq = self->irqs_off = self->softirq = self->bh_count = 0;
	self->bound = 0;
	kt_preempt_enable();
}

#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Probes of tracepoints: an array, replaced as a whole, which readers go through in an RCU section. */
#ifndef KTEST_LIB_TRACEPOINT_C
#define KTEST_LIB_TRACEPOINT_C

#include <linux/bug.h>
#include <linux/err.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/tracepoint.h>

struct tracepoint_probes {
	struct rcu_head rcu;
	struct tracepoint_func probes[];
};

__weak DEFINE_MUTEX(tracepoint_mutex);
/* Bounds of the section that DEFINE_TRACE() fills. */
extern struct tracepoint *const __start_ktest_tracepoints[] __attribute__((__weak__));
extern struct tracepoint *const __stop_ktest_tracepoints[] __attribute__((__weak__));

KTEST_DEF struct tracepoint_func *ktest_trace_fire(struct tracepoint *tp)
{
	__atomic_add_fetch(&tp->ktest_fired, 1, __ATOMIC_RELAXED);
	return rcu_dereference_sched(tp->funcs);
}

static inline struct tracepoint_func *tracepoint_array(int nr)
{
	struct tracepoint_probes *array =
		(struct tracepoint_probes *)kzalloc(struct_size(array, probes, nr + 1), GFP_KERNEL);

	return array ? array->probes : NULL;
}

static inline void tracepoint_replace(struct tracepoint *tp, struct tracepoint_func *probes)
{
	struct tracepoint_func *old = tp->funcs;

	rcu_assign_pointer(tp->funcs, probes);
	if (old) {
		struct tracepoint_probes *array = container_of(old, struct tracepoint_probes, probes[0]);

		kfree_rcu(array, rcu);
	}
}

static inline int tracepoint_add(struct tracepoint *tp, const struct tracepoint_func *add)
{
	struct tracepoint_func *old = tp->funcs, *probes;
	int nr = 0, at = 0, i;

	if (WARN_ON(!add->func))
		return -EINVAL;
	for (; old && old[nr].func; nr++) {
		if (old[nr].func == add->func && old[nr].data == add->data)
			return -EEXIST;
	}
	probes = tracepoint_array(nr + 1);
	if (!probes)
		return -ENOMEM;
	while (at < nr && old[at].prio >= add->prio)
		at++;
	for (i = 0; i < nr; i++)
		probes[i < at ? i : i + 1] = old[i];
	probes[at] = *add;
	tracepoint_replace(tp, probes);
	return 0;
}

static inline int tracepoint_register(struct tracepoint *tp, const struct tracepoint_func *add, bool warn)
{
	bool was_on;
	int err = 0;

	mutex_lock(&tracepoint_mutex);
	was_on = static_key_enabled(&tp->key);
	if (tp->regfunc && !was_on)
		err = tp->regfunc();
	if (err >= 0) {
		err = tracepoint_add(tp, add);
		if (!err && !was_on)
			static_key_enable(&tp->key);
		if (err && tp->unregfunc && !was_on)
			tp->unregfunc();
		WARN_ON_ONCE(warn && err && err != -ENOMEM);
	}
	mutex_unlock(&tracepoint_mutex);
	return err;
}

KTEST_DEF int tracepoint_probe_register_prio(struct tracepoint *tp, void *probe, void *data, int prio)
{
	struct tracepoint_func add = { probe, data, prio };

	return tracepoint_register(tp, &add, true);
}

KTEST_DEF int tracepoint_probe_register_prio_may_exist(struct tracepoint *tp, void *probe, void *data, int prio)
{
	struct tracepoint_func add = { probe, data, prio };

	return tracepoint_register(tp, &add, false);
}

static inline void tracepoint_unregistered(void)
{
}

/* Without memory for a smaller array, what is removed is replaced by a probe that does nothing. */
static inline void tracepoint_remove(struct tracepoint *tp, void *probe, void *data)
{
	struct tracepoint_func *old = tp->funcs, *probes, *to;
	int left = 0, i;

	for (i = 0; old[i].func; i++)
		left += old[i].func != probe || old[i].data != data;
	if (!left || !probe) {
		if (tp->unregfunc)
			tp->unregfunc();
		static_key_disable(&tp->key);
		tracepoint_replace(tp, NULL);
		return;
	}
	probes = to = tracepoint_array(left);
	for (i = 0; old[i].func; i++) {
		if (old[i].func != probe || old[i].data != data) {
			if (probes)
				*to++ = old[i];
		} else if (!probes) {
			WRITE_ONCE(old[i].func, (void *)tracepoint_unregistered);
		}
	}
	if (probes)
		tracepoint_replace(tp, probes);
}

KTEST_DEF int tracepoint_probe_unregister(struct tracepoint *tp, void *probe, void *data)
{
	int err = 0;

	mutex_lock(&tracepoint_mutex);
	if (WARN_ON_ONCE(!tp->funcs))
		err = -ENOENT;
	else
		tracepoint_remove(tp, probe, data);
	mutex_unlock(&tracepoint_mutex);
	return err;
}

KTEST_DEF void for_each_kernel_tracepoint(void (*fct)(struct tracepoint *tp, void *priv), void *priv)
{
	struct tracepoint *const *at = __start_ktest_tracepoints;

	for (; at && at < __stop_ktest_tracepoints; at++)
		fct(*at, priv);
}

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "stats.h"

/* A program may have its own. */
#undef min
#define min(a, b) ((a) < (b) ? (a) : (b))

static LIST_HEAD(servers);
static DEFINE_MUTEX(servers_lock);

struct server *server_add(const char *name)
{
	struct server *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return NULL;
	s->counts = alloc_percpu(struct server_counts);
	if (!s->counts) {
		kfree(s);
		return NULL;
	}
	strscpy(s->name, name, sizeof(s->name));
	mutex_lock(&servers_lock);
	list_add_tail(&s->list, &servers);
	mutex_unlock(&servers_lock);
	return s;
}

void server_answered(struct server *s, unsigned int msecs)
{
	struct server_counts *mine;
	unsigned int range = min(ilog2(msecs | 1), RANGES - 1);

	local_bh_disable();
	mine = this_cpu_ptr(s->counts);
	mine->range[range]++;
	local_bh_enable();
}

unsigned int server_percentile(struct server *s, unsigned int ith)
{
	unsigned long sum[RANGES] = { 0 }, all = 0, seen = 0;
	unsigned int i;
	int cpu;

	for_each_online_cpu(cpu)
		for (i = 0; i < RANGES; i++) {
			sum[i] += per_cpu_ptr(s->counts, cpu)->range[i];
			all += per_cpu_ptr(s->counts, cpu)->range[i];
		}
	for (i = 0; i < RANGES; i++) {
		seen += sum[i];
		if (seen && seen * 100 >= all * ith)
			return 1u << i;
	}
	return 0;
}

void servers_free(void)
{
	struct server *s, *next;

	mutex_lock(&servers_lock);
	list_for_each_entry_safe(s, next, &servers, list) {
		list_del(&s->list);
		free_percpu(s->counts);
		kfree(s);
	}
	mutex_unlock(&servers_lock);
}

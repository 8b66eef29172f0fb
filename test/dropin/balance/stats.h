/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
#ifndef STATS_H
#define STATS_H

#include <linux/list.h>
#include <linux/percpu.h>

#define RANGES 16

/* Answer times of a server, in ranges that double; each CPU counts for itself. */
struct server_counts { unsigned long range[RANGES]; };
struct server {
	struct list_head list;
	struct server_counts __percpu *counts;
	char name[16];
};

struct server *server_add(const char *name);
void server_answered(struct server *s, unsigned int msecs);
unsigned int server_percentile(struct server *s, unsigned int ith);
void servers_free(void);

#endif

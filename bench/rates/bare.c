// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The C library's equivalents of rates_test.c, and how many cycles a nanosecond has. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "rates.h"

static void *live[LIVE];

#define RATE(name, steps, body) printf("rate %s %llu\n", name, (unsigned long long)(100 * CYCLES_OF(steps, body)))
#define RATE_OF_STEPS(name, step) RATE(name, STEPS, for (int i = 0; i < STEPS; i++) { step; })

static double nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1e9 + now.tv_nsec;
}

int main(void)
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	pthread_spinlock_t spin;
	unsigned long long begin = __builtin_ia32_rdtsc();
	double from = nanoseconds();

	pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
	RATE_OF_STEPS("malloc", void *p = malloc(64); KEPT(p); free(p));
	RATE("live", LIVE, for (int i = 0; i < LIVE; i++) live[i] = malloc(64); for (int i = 0; i < LIVE; i++) free(live[i]));
	RATE_OF_STEPS("spin", pthread_spin_lock(&spin); pthread_spin_unlock(&spin));
	RATE_OF_STEPS("mutex", pthread_mutex_lock(&mutex); pthread_mutex_unlock(&mutex));
	printf("rate nanosecond %llu\n",
	       (unsigned long long)(100 * ((__builtin_ia32_rdtsc() - begin) / (nanoseconds() - from))));
	return 0;
}

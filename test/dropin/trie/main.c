/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Threads fill a trie in a mapped file; a child process finds all in its own mapping, and a thread adds. */
#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "ktest.h"
#include "trie.h"

#ifndef THREADS
#define THREADS 40
#endif
#define EACH 500
#define SIZE (8u << 20)

static struct trie *trie;
static DEFINE_PER_CPU(unsigned long, inserted);

static u64 key_of(u64 i)
{
	return (i + 1) * 0x9e3779b97f4a7c15ull;
}

static void *fill(void *arg)
{
	unsigned long first = (unsigned long)arg * EACH, i;

	for (i = first; i < first + EACH; i++) {
		BUG_ON(trie_insert(trie, key_of(i), i));
		get_cpu();
		__this_cpu_inc(inserted);
		put_cpu();
	}
	return NULL;
}

static int look(void)
{
	unsigned long i;

	for (i = 0; i < (unsigned long)THREADS * EACH; i++) {
		const u64 *value = trie_find(trie, key_of(i));

		if (!value || *value != i)
			return 1;
	}
	return trie_find(trie, 12345) != NULL;
}

int main(void)
{
	char name[] = "/tmp/ktest-trie-XXXXXX";
	int fd = mkstemp(name), status, cpu;
	pthread_t threads[THREADS];
	unsigned long i, sum = 0;
	void *map;
	pid_t child;

	assert(fd >= 0 && !ftruncate(fd, SIZE));
	unlink(name);
	map = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert(map != MAP_FAILED);
	trie = trie_make(map, SIZE);
	BUG_ON(!trie);
	for (i = 0; i < THREADS; i++)
		if (spawn_thread(&threads[i], fill, (void *)i))
			BUG();
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for_each_online_cpu(cpu)
		sum += per_cpu(inserted, cpu);
	BUG_ON(sum != THREADS * EACH || trie->records != sum);
	child = fork();
	if (!child) {
		trie = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		status = look();
		spin_lock(&trie->grow);
		trie->used = SIZE;
		spin_unlock(&trie->grow);
		_exit(status);
	}
	BUG_ON(waitpid(child, &status, 0) != child || status);
	spin_lock(&trie->grow);
	BUG_ON(trie->used != SIZE);
	spin_unlock(&trie->grow);
	printf(BANNER ": %lu records, %d CPUs\n", trie->records, NR_CPUS);
	munmap(map, SIZE);
	close(fd);
	return 0;
}

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Multiplication of big numbers in assembler against C; numbers from pages and random bytes. */
#define NR_CPUS 1
#include "ktest.h"
#include <asm/archrandom.h>

#define LIMBS 8
#define EXPECT_EQ(a, b) BUG_ON((a) != (b))

unsigned long mpi_mul_add(unsigned long *x, const unsigned long *a, size_t n, unsigned long b);

typedef struct {
	size_t used;
	unsigned long *limbs;
} Mpi;

static void mpi_mul(Mpi *x, const Mpi *a, const Mpi *b)
{
	size_t i;

	bzero_fast(x->limbs, (a->used + b->used) * sizeof(long));
	x->used = a->used + b->used;
	for (i = 0; i < b->used; i++)
		x->limbs[i + a->used] = mpi_mul_add(x->limbs + i, a->limbs, a->used, b->limbs[i]);
}

static void mpi_mul_c(Mpi *x, const Mpi *a, const Mpi *b)
{
	size_t i, j;

	memset(x->limbs, 0, (a->used + b->used) * sizeof(long));
	x->used = a->used + b->used;
	for (i = 0; i < b->used; i++) {
		unsigned long carry = 0;

		for (j = 0; j < a->used; j++) {
			unsigned __int128 t = (unsigned __int128)a->limbs[j] * b->limbs[i];

			t += x->limbs[i + j];
			t += carry;
			x->limbs[i + j] = (unsigned long)t;
			carry = (unsigned long)(t >> 64);
		}
		x->limbs[i + a->used] = carry;
	}
}

static void fill(Mpi *m, unsigned long **pool, size_t n)
{
	m->used = n;
	m->limbs = *pool;
	*pool += n;
	get_random_bytes_arch(m->limbs, n * sizeof(long));
}

int main(int argc, char *argv[])
{
	unsigned long page = __get_free_pages(GFP_KERNEL | __GFP_ZERO, 2), *pool = (void *)page, word;
	int round, effects = 0;

	BUG_ON(!page || page & ((PAGE_SIZE << 2) - 1));
	for (round = 0; round < 50; round++) {
		Mpi a, b, x, y;

		pool = (void *)page;
		fill(&a, &pool, LIMBS);
		fill(&b, &pool, LIMBS / 2);
		fill(&x, &pool, LIMBS * 2);
		fill(&y, &pool, LIMBS * 2);
#ifdef DBG_TLS_NO_RAND
		EXPECT_EQ(((unsigned char *)a.limbs)[3], 0xaa);
#endif
		mpi_mul(&x, &a, &b);
		mpi_mul_c(&y, &a, &b);
		EXPECT_EQ(x.used, y.used);
		BUG_ON(memcmp_fast(x.limbs, y.limbs, x.used * sizeof(long)));
		EXPECT_EQ(be64_to_cpu(cpu_to_be64(x.limbs[0])), x.limbs[0]);
	}
	EXPECT_EQ(arch_get_random_longs(&word, 1), 1);
	BUG_ON(effects++ != 0);
	if (effects != 1) {
		printf("BUG_ON() has lost its side effects\n");
		return 1;
	}
	free_pages(page, 2);
	if (argc > 1)
		BUG_ON(!strcmp(argv[1], "fail"));
	pr_info("mpi: passed\n");
	return 0;
}

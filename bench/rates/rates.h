/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What both programs measure by: the fewest cycles that one of many rounds took, for each of its steps. */
#define ROUNDS 200
#define STEPS 1000
#define LIVE 20000

#define CYCLES_OF(steps, body) \
	({ \
		unsigned long long best = ~0ull; \
		for (int round = 0; round < ROUNDS; round++) { \
			unsigned long long begin = __builtin_ia32_rdtsc(), took; \
			body; \
			took = __builtin_ia32_rdtsc() - begin; \
			if (took < best) \
				best = took; \
		} \
		(double)best / (steps); \
	})
/* The compiler does not know what happens with it. */
#define KEPT(p) __asm__ volatile("" : "+r"(p) : : "memory")

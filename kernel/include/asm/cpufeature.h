/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What the machine's processor can do. A feature is 32 times a word of CPUID's answers plus a bit of it.
 * Fidelity: simplified: the processor is asked each time; features that Linux makes up itself are absent
 */
#ifndef KTEST_ASM_CPUFEATURE_H
#define KTEST_ASM_CPUFEATURE_H
#include <ktest/open.h>

#include <linux/types.h>

#if defined(__x86_64__)
#define X86_FEATURE_FPU (0 * 32 + 0)
#define X86_FEATURE_TSC (0 * 32 + 4)
#define X86_FEATURE_MSR (0 * 32 + 5)
#define X86_FEATURE_CX8 (0 * 32 + 8)
#define X86_FEATURE_CMOV (0 * 32 + 15)
#define X86_FEATURE_MMX (0 * 32 + 23)
#define X86_FEATURE_FXSR (0 * 32 + 24)
#define X86_FEATURE_XMM (0 * 32 + 25)
#define X86_FEATURE_XMM2 (0 * 32 + 26)
#define X86_FEATURE_NX (1 * 32 + 20)
#define X86_FEATURE_RDTSCP (1 * 32 + 27)
#define X86_FEATURE_LM (1 * 32 + 29)
#define X86_FEATURE_XMM3 (4 * 32 + 0)
#define X86_FEATURE_PCLMULQDQ (4 * 32 + 1)
#define X86_FEATURE_SSSE3 (4 * 32 + 9)
#define X86_FEATURE_FMA (4 * 32 + 12)
#define X86_FEATURE_CX16 (4 * 32 + 13)
#define X86_FEATURE_XMM4_1 (4 * 32 + 19)
#define X86_FEATURE_XMM4_2 (4 * 32 + 20)
#define X86_FEATURE_MOVBE (4 * 32 + 22)
#define X86_FEATURE_POPCNT (4 * 32 + 23)
#define X86_FEATURE_AES (4 * 32 + 25)
#define X86_FEATURE_XSAVE (4 * 32 + 26)
#define X86_FEATURE_OSXSAVE (4 * 32 + 27)
#define X86_FEATURE_AVX (4 * 32 + 28)
#define X86_FEATURE_RDRAND (4 * 32 + 30)
#define X86_FEATURE_HYPERVISOR (4 * 32 + 31)
#define X86_FEATURE_BMI1 (9 * 32 + 3)
#define X86_FEATURE_AVX2 (9 * 32 + 5)
#define X86_FEATURE_BMI2 (9 * 32 + 8)
#define X86_FEATURE_ERMS (9 * 32 + 9)
#define X86_FEATURE_AVX512F (9 * 32 + 16)
#define X86_FEATURE_RDSEED (9 * 32 + 18)
#define X86_FEATURE_ADX (9 * 32 + 19)
#define X86_FEATURE_SHA_NI (9 * 32 + 29)

static inline bool ktest_cpu_has(unsigned int feature)
{
	unsigned int word = feature / 32, leaf = word == 1 ? 0x80000001 : word == 9 ? 7 : 1;
	unsigned int a = leaf, b, c = 0, d, answer;

	if (word != 0 && word != 1 && word != 4 && word != 9)
		return false;
	__asm__ __volatile__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
	answer = word == 9 ? b : word == 4 ? c : d;
	return answer >> feature % 32 & 1;
}

#define boot_cpu_has(bit) ktest_cpu_has(bit)
#define static_cpu_has(bit) ktest_cpu_has(bit)
#define cpu_feature_enabled(bit) ktest_cpu_has(bit)
#endif

#include <ktest/close.h>
#endif

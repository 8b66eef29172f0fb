/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Prime numbers.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PRIME_NUMBERS_H
#define KTEST_LINUX_PRIME_NUMBERS_H
#include <ktest/open.h>

#include <linux/types.h>

KTEST_FN bool is_prime_number(unsigned long x);
KTEST_FN unsigned long next_prime_number(unsigned long x);
#define for_each_prime_number(prime, max) for_each_prime_number_from((prime), 2, (max))
#define for_each_prime_number_from(prime, from, max) \
	for (prime = (from); prime <= (max); prime = next_prime_number(prime))

#include <ktest/close.h>
#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Hashes of names, a byte at a time: those of a kernel without word-wise name lookup. */
#ifndef KTEST_LIB_STRINGHASH_C
#define KTEST_LIB_STRINGHASH_C

#include <linux/stringhash.h>

KTEST_DEF unsigned int full_name_hash(const void *salt, const char *name, unsigned int len)
{
	unsigned long hash = init_name_hash(salt);

	while (len--)
		hash = partial_name_hash((unsigned char)*name++, hash);
	return end_name_hash(hash);
}

KTEST_DEF u64 hashlen_string(const void *salt, const char *name)
{
	unsigned int len = __builtin_strlen(name);

	return hashlen_create(full_name_hash(salt, name, len), len);
}

#endif

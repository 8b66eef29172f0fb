/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * From a member to the structure that holds it.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CONTAINER_OF_H
#define KTEST_LINUX_CONTAINER_OF_H
#include <ktest/open.h>

#include <linux/build_bug.h>
#include <linux/stddef.h>

#define typeof_member(T, m) typeof(((T *)0)->m)
#define container_of(ptr, type, member) \
	({ \
		void *ktest_member = (void *)(ptr); \
		_Static_assert(__same_type(*(ptr), ((type *)0)->member) || \
			       __same_type(*(ptr), void), \
			       "pointer type mismatch in container_of()"); \
		(type *)((char *)ktest_member - offsetof(type, member)); \
	})
#define container_of_const(ptr, type, member) \
	_Generic(ptr, \
		 const typeof(*(ptr)) *: ((const type *)container_of(ptr, type, member)), \
		 default: ((type *)container_of(ptr, type, member)))

#include <ktest/close.h>
#endif

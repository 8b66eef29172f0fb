/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Checks that fail the build.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_BUILD_BUG_H
#define KTEST_LINUX_BUILD_BUG_H
#include <ktest/open.h>

#include <linux/compiler.h>

#ifdef __cplusplus
#define BUILD_BUG_ON_ZERO(e) ((int)sizeof(char[1 - 2 * !!(e)]) - 1)
#else
#define BUILD_BUG_ON_ZERO(e) ((int)(sizeof(struct { int : (-!!(e)); })))
#endif
#define BUILD_BUG_ON_MSG(cond, msg) compiletime_assert(!(cond), msg)
#define BUILD_BUG_ON(condition) BUILD_BUG_ON_MSG(condition, "BUILD_BUG_ON failed: " #condition)
#define BUILD_BUG() BUILD_BUG_ON_MSG(1, "BUILD_BUG failed")
#define BUILD_BUG_ON_NOT_POWER_OF_2(n) BUILD_BUG_ON((n) == 0 || (((n) & ((n) - 1)) != 0))
#define __BUILD_BUG_ON_NOT_POWER_OF_2(n) BUILD_BUG_ON(((n) & ((n) - 1)) != 0)
#define BUILD_BUG_ON_INVALID(e) ((void)(sizeof((long)(e))))

#ifndef __cplusplus
#undef static_assert
#define static_assert(expr, ...) __static_assert(expr, ##__VA_ARGS__, #expr)
#define __static_assert(expr, msg, ...) _Static_assert(expr, msg)
#endif

/* Something that fails to build when a structure grew or shrank by mistake. */
#define ASSERT_STRUCT_OFFSET(type, field, expected_offset) \
	BUILD_BUG_ON_MSG(offsetof(type, field) != (expected_offset), \
			 "Offset of " #field " in " #type " has changed.")

#include <ktest/close.h>
#endif

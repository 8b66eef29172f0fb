// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The one user namespace. */
#ifndef KTEST_LIB_USER_NAMESPACE_C
#define KTEST_LIB_USER_NAMESPACE_C

#include <linux/uidgid.h>

__weak struct user_namespace init_user_ns;

#endif

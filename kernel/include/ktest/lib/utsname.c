// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The system's names. */
#ifndef KTEST_LIB_UTSNAME_C
#define KTEST_LIB_UTSNAME_C

#include <linux/utsname.h>

__weak struct uts_namespace init_uts_ns = {
	{ "Linux", "(none)", "6.12.0-ktest", "#1 SMP PREEMPT_DYNAMIC", "x86_64", "(none)" },
	NULL,
};
__weak DECLARE_RWSEM(uts_sem);

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Included before the sources of a module with suites. KUnit runs them while the module is being
 * loaded, so that cases may be start-up code; ours run later, when a kernel has freed that.
 */
#ifndef KTEST_MODULE_KEEP_INIT_H
#define KTEST_MODULE_KEEP_INIT_H

#include <linux/init.h>

#undef __init
#define __init
#undef __initdata
#define __initdata
#undef __initconst
#define __initconst

#endif

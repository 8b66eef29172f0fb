/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Comes first in a module's file that defines init_module() or cleanup_module() by these names: as
 * what is built in, it is called where module_init() and module_exit() would have put it.
 */
#include <linux/init.h>

#ifdef KTEST_HAS_INIT_MODULE
extern int init_module(void);
__initcall(init_module);
#endif
#ifdef KTEST_HAS_CLEANUP_MODULE
extern void cleanup_module(void);
__exitcall(cleanup_module);
#endif

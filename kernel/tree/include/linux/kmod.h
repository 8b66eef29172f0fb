/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Before the tree's own: a program notes which modules are asked for by name (kernel/tree/kmod.c). */
#include_next <linux/kmod.h>

#if !defined(CONFIG_MODULES) && !defined(request_module)
int ktree_request_module(const char *fmt, ...) __printf(1, 2);

#define request_module(...) ktree_request_module(__VA_ARGS__)
#define request_module_nowait(...) ktree_request_module(__VA_ARGS__)
#undef try_then_request_module
#define try_then_request_module(x, ...) ((x) ?: (ktree_request_module(__VA_ARGS__), (x)))
#endif

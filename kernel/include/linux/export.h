/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Exported symbols: in one program, every global is.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_EXPORT_H
#define KTEST_LINUX_EXPORT_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/compiler.h>
#include <linux/linkage.h>
#include <linux/stringify.h>

#define THIS_MODULE ((struct module *)0)
#define EXPORT_SYMBOL(sym)
#define EXPORT_SYMBOL_GPL(sym)
#if KTEST_HAS_quoted_namespace
#define EXPORT_SYMBOL_NS(sym, ns) KTEST_QUOTED(ns)
#define EXPORT_SYMBOL_NS_GPL(sym, ns) KTEST_QUOTED(ns)
#else
#define EXPORT_SYMBOL_NS(sym, ns)
#define EXPORT_SYMBOL_NS_GPL(sym, ns)
#endif
#if KTEST_HAS_EXPORT_SYMBOL_FOR_MODULES
#define EXPORT_SYMBOL_FOR_MODULES(sym, mods) KTEST_QUOTED(mods)
#endif
#if KTEST_HAS_EXPORT_UNUSED_SYMBOL
#define EXPORT_UNUSED_SYMBOL(sym)
#define EXPORT_UNUSED_SYMBOL_GPL(sym)
#define EXPORT_SYMBOL_GPL_FUTURE(sym)
#endif
#define EXPORT_SYMBOL_FOR_TESTS_ONLY(sym)

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Checks of code that handles pages.
 * Fidelity: faithful; as with CONFIG_DEBUG_VM
 */
#ifndef KTEST_LINUX_MMDEBUG_H
#define KTEST_LINUX_MMDEBUG_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/stringify.h>

#define VM_BUG_ON(cond) BUG_ON(cond)
#define VM_BUG_ON_PAGE(cond, page) BUG_ON(cond)
#define VM_BUG_ON_FOLIO(cond, folio) BUG_ON(cond)
#define VM_BUG_ON_VMA(cond, vma) BUG_ON(cond)
#define VM_WARN_ON(cond) ((void)WARN_ON(cond))
#define VM_WARN_ON_ONCE(cond) ((void)WARN_ON_ONCE(cond))
#define VM_WARN_ON_ONCE_PAGE(cond, page) WARN_ON_ONCE(cond)
#define VM_WARN_ON_ONCE_FOLIO(cond, folio) WARN_ON_ONCE(cond)
#define VM_WARN_ONCE(cond, format...) ((void)WARN_ONCE(cond, format))
#define VIRTUAL_BUG_ON(cond) BUG_ON(cond)

#include <ktest/close.h>
#endif

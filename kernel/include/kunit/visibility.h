/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Static functions that tests may see.
 * Fidelity: faithful
 */
#ifndef KTEST_KUNIT_VISIBILITY_H
#define KTEST_KUNIT_VISIBILITY_H

#include <linux/export.h>

#define VISIBLE_IF_KUNIT
#define EXPORT_SYMBOL_IF_KUNIT(symbol)

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_KUNIT_ATTRIBUTES_H
#define KTEST_KUNIT_ATTRIBUTES_H

#include <kunit/test.h>

#endif

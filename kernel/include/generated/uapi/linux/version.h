/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * See linux/version.h.
 * Fidelity: faithful
 */
#ifndef KTEST_GENERATED_VERSION_H
#define KTEST_GENERATED_VERSION_H
#include <linux/version.h>
#endif

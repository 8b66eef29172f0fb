/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_UAPI_LINUX_SWAB_H
#define KTEST_UAPI_LINUX_SWAB_H

#include <linux/swab.h>

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_UAPI_LINUX_LIMITS_H
#define KTEST_UAPI_LINUX_LIMITS_H

#include <linux/limits.h>

#endif

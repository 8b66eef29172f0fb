/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_UAPI_LINUX_UUID_H
#define KTEST_UAPI_LINUX_UUID_H

#include <linux/uuid.h>

#endif

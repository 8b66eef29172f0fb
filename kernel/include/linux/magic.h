/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Leads to uapi/linux/magic.h.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_MAGIC_H
#define KTEST_LINUX_MAGIC_H
#include <uapi/linux/magic.h>
#endif

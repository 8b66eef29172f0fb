/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * IPv6 addresses.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_IN6_H
#define KTEST_LINUX_IN6_H
#include <ktest/open.h>

#include <linux/types.h>
#include <uapi/linux/in6.h>

#ifndef KTEST_WITH_LIBC
#define IN6ADDR_ANY_INIT { { { 0 } } }
#define IN6ADDR_LOOPBACK_INIT { { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } } }
#endif

#include <ktest/close.h>
#endif

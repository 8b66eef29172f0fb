/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Names of error numbers.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_ERRNAME_H
#define KTEST_LINUX_ERRNAME_H
#include <ktest/open.h>

/* "EINVAL" for 22, "-EINVAL" for -22; NULL for a number without a name. */
const char *errname(int err);

#include <ktest/close.h>
#endif

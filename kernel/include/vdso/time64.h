/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Units of time.
 * Fidelity: faithful
 */
#ifndef KTEST_VDSO_TIME64_H
#define KTEST_VDSO_TIME64_H

#define MSEC_PER_SEC 1000L
#define USEC_PER_MSEC 1000L
#define NSEC_PER_USEC 1000L
#define NSEC_PER_MSEC 1000000L
#define USEC_PER_SEC 1000000L
#define NSEC_PER_SEC 1000000000L
#define PSEC_PER_SEC 1000000000000LL
#define FSEC_PER_SEC 1000000000000000LL

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What the files about single sanitizers share. */
#ifndef KTEST_HOST_SANITIZER_H
#define KTEST_HOST_SANITIZER_H

#include "host.h"

/*
 * Reports what a sanitizer found at `pc` (0: in the caller) and ends the case; returns in a program
 * run by hand, where the sanitizer then prints its own report. kth_crash_begins() came before.
 */
void kth_sanitizer_crash(const char *text, kt_addr pc, const struct kth_trace *traces,
			 unsigned int nr);

void kth_catch_asan(void);

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What the order of locks knows of functions that are called later. */
#ifndef KTEST_DEFERRED_H
#define KTEST_DEFERRED_H

#include "../core/engine.h"

/* The name of a lock, or of the function that stands in its place: 1 if it is one. */
int kt_deferred_text(const void *lock, const char *what, char *text, kt_size size);

#endif

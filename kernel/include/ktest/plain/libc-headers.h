/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: the libc headers that programs with hand-made kernel headers have got from these. */
#ifndef KTEST_PLAIN_LIBC_HEADERS_H
#define KTEST_PLAIN_LIBC_HEADERS_H

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#endif

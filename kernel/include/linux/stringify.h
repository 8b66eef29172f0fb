/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Macro values as strings.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_STRINGIFY_H
#define KTEST_LINUX_STRINGIFY_H

#define __stringify_1(x...) #x
#define __stringify(x...) __stringify_1(x)
#define FILE_LINE __FILE__ ":" __stringify(__LINE__)

/* A declaration that only a string literal completes, and that wants its semicolon. */
#define KTEST_QUOTED(text) extern char ktest_quoted[sizeof("" text) != 0]

#endif

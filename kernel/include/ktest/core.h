/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What the emulated headers stand on. `ktest run` and `ktest flags` say KTEST_HOSTED: the program is
 * linked with the engine. Without it the headers are in plain mode: they bring in an engine of their
 * own over pthreads, and nothing has to be linked.
 */
#ifdef KTEST_HOSTED
#include_next <ktest/core.h>
#else
#include <ktest/plain/engine.h>
#endif

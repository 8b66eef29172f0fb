// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A program with a main() of its own, linked by `ktest flags --libs`, which asks the linker for this file: the machine
 * is booted before its first line. With the library's main() nothing happens here.
 */
#include "../core/engine.h"

/* Of main.c, which is in the program if its main() is. */
extern const int kth_main_boots __attribute__((weak));

extern const int kth_own_main;
const int kth_own_main = 1;

__attribute__((constructor(1000))) static void own_main_boot(void)
{
	static const struct kth_options options = KTH_USUAL_OPTIONS;

	if (&kth_main_boots)
		return;
	kt_boot(&options);
	kt_program_begins();
}

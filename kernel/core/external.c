/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Functions of the host's libraries, for headers that are made over them. */
#include "engine.h"

void *kt_external(const char *library, const char *package, const char *symbol)
{
	void *function = kth_external(library, symbol);

	if (!function)
		kt_fatal(KT_FATAL_UNSUPPORTED, "%s() of %s can not be had: install the package %s (apt-get install %s)",
			 symbol, library, package, package);
	return function;
}

void kt_external_wrote(const void *at, kt_size size)
{
	kth_external_wrote(at, size);
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/kernel.h>
#include "core.h"
int core(int x)
{
	return x + 1;
}

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* A tree has KUnit's own headers, and this one of ktest's. */
#include <kunit/resource.h>
#include "../../../include/kunit/machine.h"

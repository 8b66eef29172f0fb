// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include "src/core.c"
#include "src/glue.c"

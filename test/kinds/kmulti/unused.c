// SPDX-License-Identifier: MIT OR GPL-2.0-only
#error is not among the objects

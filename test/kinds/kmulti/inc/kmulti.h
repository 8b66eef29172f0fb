// SPDX-License-Identifier: MIT OR GPL-2.0-only
int parts(int x);
const char *said(void);

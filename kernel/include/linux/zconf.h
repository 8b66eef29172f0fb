/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Limits and types of linux/zlib.h.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_ZCONF_H
#define KTEST_LINUX_ZCONF_H

#ifndef MAX_MEM_LEVEL
#define MAX_MEM_LEVEL 8
#endif
#ifndef MAX_WBITS
#define MAX_WBITS 15
#endif
#ifndef DEF_WBITS
#define DEF_WBITS MAX_WBITS
#endif
#ifndef DEF_MEM_LEVEL
#define DEF_MEM_LEVEL 8
#endif

typedef unsigned char Byte;
typedef unsigned int uInt;
typedef unsigned long uLong;
typedef void *voidp;

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Flags of open files; the host's numbers, which are this architecture's.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_FCNTL_H
#define KTEST_LINUX_FCNTL_H

#ifndef O_RDONLY
#define O_ACCMODE 00000003
#define O_RDONLY 00000000
#define O_WRONLY 00000001
#define O_RDWR 00000002
#define O_CREAT 00000100
#define O_EXCL 00000200
#define O_TRUNC 00001000
#define O_APPEND 00002000
#define O_NONBLOCK 00004000
#endif
#ifndef O_DIRECT
#define O_DIRECT 00040000
#endif

#endif

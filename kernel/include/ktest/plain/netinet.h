/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Where a program may include libc's <netinet/in.h>, before or after: its structures, and those names of
 * uapi/linux/in.h and in6.h that it lacks.
 */
#ifndef KTEST_PLAIN_NETINET_H
#define KTEST_PLAIN_NETINET_H

#include <netinet/in.h>

#ifndef IPPROTO_L2TP
#define IPPROTO_L2TP 115
#endif
#ifndef IPPROTO_SMC
#define IPPROTO_SMC 256
#endif
#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif
#ifndef IPPROTO_ETHERNET
#define IPPROTO_ETHERNET 143
#endif

#define __SOCK_SIZE__ 16
#define IN_MULTICAST_NET 0xe0000000
#define IN_CLASSE(a) ((((long)(a)) & 0xf0000000) == 0xf0000000)
#define IN_CLASSE_NET 0xffffffff
#define IN_CLASSE_NSHIFT 0
#define IN_LOOPBACK(a) ((((long)(a)) & 0xff000000) == 0x7f000000)
#ifndef INADDR_DUMMY
#define INADDR_DUMMY ((in_addr_t)0xc0000008)
#endif
#ifndef INADDR_ALLSNOOPERS_GROUP
#define INADDR_ALLSNOOPERS_GROUP ((in_addr_t)0xe000006a)
#endif

#define in6_u __in6_u
#define u6_addr8 __u6_addr8
#define u6_addr16 __u6_addr16
#define u6_addr32 __u6_addr32
#ifndef s6_addr32
#define s6_addr16 __in6_u.__u6_addr16
#define s6_addr32 __in6_u.__u6_addr32
#endif

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Addresses of the internet from text. A length below 0 is that of the string; `delim` is a character that ends the
 * address besides the end of the text, and -1: any that can not belong to it does. `end` is where reading stopped.
 * Fidelity: faithful; there are no network devices, so that a scope is a number
 */
#ifndef KTEST_LINUX_INET_H
#define KTEST_LINUX_INET_H
#include <ktest/open.h>

#include <linux/in.h>
#include <linux/in6.h>
#include <linux/socket.h>
#include <linux/types.h>

struct net;

#ifndef KTEST_WITH_LIBC
#define INET_ADDRSTRLEN (16)
#define INET6_ADDRSTRLEN (48)
#endif

/* Reads on whatever comes: text that is no address gives some number. */
KTEST_FN __be32 in_aton(const char *str);
/* 1, or 0 if it is no address; `dst` is written then only. */
KTEST_FN int in4_pton(const char *src, int srclen, u8 *dst, int delim, const char **end);
KTEST_FN int in6_pton(const char *src, int srclen, u8 *dst, int delim, const char **end);
/* `af` may be AF_UNSPEC: either. -EINVAL: none. */
KTEST_FN int inet_pton_with_scope(struct net *net, unsigned short af, const char *src, const char *port,
				  struct sockaddr_storage *addr);
KTEST_FN bool inet_addr_is_any(struct sockaddr *addr);

#include <ktest/close.h>
#endif

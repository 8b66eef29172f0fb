// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Addresses of the internet from text. */
#ifndef KTEST_LIB_INET_C
#define KTEST_LIB_INET_C

#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/inet.h>
#include <linux/kstrtox.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/byteorder.h>

/* What a character is, if no digit. */
enum { KTEST_INET_END = 16, KTEST_INET_COLON, KTEST_INET_DOT, KTEST_INET_OTHER };

static inline int ktest_inet_kind(const char *s, const char *stop, int delim)
{
	int digit;

	if (s >= stop || !*s || *s == delim)
		return KTEST_INET_END;
	if (*s == ':')
		return KTEST_INET_COLON;
	if (*s == '.')
		return KTEST_INET_DOT;
	digit = hex_to_bin((unsigned char)*s);
	return digit >= 0 ? digit : delim == -1 ? KTEST_INET_END : KTEST_INET_OTHER;
}

static inline const char *ktest_inet_stop(const char *src, int srclen)
{
	return src + (srclen < 0 ? strlen(src) : (size_t)srclen);
}

KTEST_DEF __be32 in_aton(const char *str)
{
	u32 address = 0;
	int part;

	for (part = 0; part < 4; part++) {
		unsigned int value = 0;

		for (; *str && *str != '.' && *str != '\n'; str++)
			value = value * 10 + (unsigned int)(*str - '0');
		if (*str)
			str++;
		address = address << 8 | value;
	}
	return htonl(address);
}

/* Where reading stopped; *good: four numbers up to 255 were read, and an end. A colon is one. */
static inline const char *ktest_inet_four(const char *s, const char *stop, u8 *bytes, int delim, int *good)
{
	int part, kind = KTEST_INET_OTHER;

	*good = 0;
	for (part = 0; part < 4; part++) {
		unsigned int value = 0;
		const char *first = s;

		for (; (kind = ktest_inet_kind(s, stop, delim)) < 10; s++) {
			value = value * 10 + (unsigned int)kind;
			if (value > 255)
				return s;
		}
		if (s == first || (part < 3 && kind != KTEST_INET_DOT))
			return s;
		bytes[part] = (u8)value;
		s += part < 3;
	}
	*good = kind == KTEST_INET_END || kind == KTEST_INET_COLON;
	return s;
}

KTEST_DEF int in4_pton(const char *src, int srclen, u8 *dst, int delim, const char **end)
{
	u8 bytes[4];
	int good;

	src = ktest_inet_four(src, ktest_inet_stop(src, srclen), bytes, delim, &good);
	if (good)
		memcpy(dst, bytes, sizeof(bytes));
	if (end)
		*end = src;
	return good;
}

/* What may come next. FIRST: a colon that another must follow; TWO: one may follow ONE; EMPTY: no digits are kept. */
enum {
	KTEST_INET_MAY_DIGIT = 1, KTEST_INET_MAY_END = 2, KTEST_INET_MAY_DOT = 4, KTEST_INET_MAY_FIRST = 8,
	KTEST_INET_MAY_ONE = 16, KTEST_INET_MAY_TWO = 32, KTEST_INET_MAY_SECOND = 64, KTEST_INET_EMPTY = 128,
};

struct ktest_inet_six {
	u8 bytes[18];
	int nr, gap;		/* bytes that are kept; where "::" was, or -1. It stands for one zero word at least */
	unsigned int word, may;
};

static inline void ktest_inet_keep(struct ktest_inet_six *six)
{
	if (!(six->may & KTEST_INET_EMPTY)) {
		six->bytes[six->nr++] = (u8)(six->word >> 8);
		six->bytes[six->nr++] = (u8)six->word;
	}
	six->word = 0;
}

static inline void ktest_inet_digit(struct ktest_inet_six *six, int digit)
{
	six->word = six->word << 4 | (unsigned int)digit;
	six->may = six->word < 0x1000 ? KTEST_INET_MAY_DIGIT : 0;
	if (six->nr >= 14)
		six->may |= KTEST_INET_MAY_END;
	else if (six->gap < 0)
		six->may |= KTEST_INET_MAY_ONE | KTEST_INET_MAY_TWO;
	else
		six->may |= KTEST_INET_MAY_ONE | KTEST_INET_MAY_END;
}

static inline void ktest_inet_colon(struct ktest_inet_six *six)
{
	unsigned int may = six->may;

	ktest_inet_keep(six);
	if (may & KTEST_INET_MAY_FIRST) {
		six->may = KTEST_INET_MAY_SECOND;
	} else if (may & KTEST_INET_MAY_SECOND) {
		six->gap = six->nr;
		six->may = KTEST_INET_MAY_DIGIT | KTEST_INET_MAY_END | (six->nr >= 16 ? KTEST_INET_EMPTY : 0);
	} else {
		six->may = KTEST_INET_MAY_DIGIT | (may & KTEST_INET_MAY_TWO ? KTEST_INET_MAY_SECOND : 0);
	}
}

static inline bool ktest_inet_allowed(const struct ktest_inet_six *six, int kind)
{
	static const unsigned int needed[] = {
		KTEST_INET_MAY_END, KTEST_INET_MAY_FIRST | KTEST_INET_MAY_ONE | KTEST_INET_MAY_SECOND, KTEST_INET_MAY_DOT, 0
	};

	return six->may & (kind < KTEST_INET_END ? (unsigned int)KTEST_INET_MAY_DIGIT : needed[kind - KTEST_INET_END]);
}

KTEST_DEF int in6_pton(const char *src, int srclen, u8 *dst, int delim, const char **end)
{
	struct ktest_inet_six six = { { 0 }, 0, -1, 0, KTEST_INET_EMPTY | KTEST_INET_MAY_DIGIT | KTEST_INET_MAY_FIRST };
	const char *s = src, *stop = ktest_inet_stop(src, srclen), *word = src;
	int kind = 0, good = 0, tail;

	for (; !good; s += !good) {
		kind = ktest_inet_kind(s, stop, delim);
		if (!ktest_inet_allowed(&six, kind))
			break;
		if (kind < KTEST_INET_END) {
			ktest_inet_digit(&six, kind);
		} else if (kind == KTEST_INET_COLON) {
			ktest_inet_colon(&six);
			word = s + 1;
		} else if (kind == KTEST_INET_END) {
			ktest_inet_keep(&six);
			good = 1;
		} else {
			s = ktest_inet_four(word, stop, six.bytes + six.nr, delim, &good);
			if (!good)
				break;
			six.nr += 4;
		}
		if ((six.gap >= 0 && six.nr < 12) || six.nr == 12)
			six.may |= KTEST_INET_MAY_DOT;
		if (six.nr >= 16)
			six.may &= KTEST_INET_MAY_END | KTEST_INET_EMPTY;
	}
	if (end)
		*end = s;
	if (!good)
		return 0;
	tail = six.gap < 0 ? 0 : six.nr - six.gap;
	memset(dst, 0, 16);
	memcpy(dst, six.bytes, (size_t)(six.nr - tail));
	memcpy(dst + 16 - tail, six.bytes + six.nr - tail, (size_t)tail);
	return 1;
}

static inline int ktest_inet_pton6(const char *src, u16 port, struct sockaddr_storage *addr)
{
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)addr;
	u8 *bytes = (u8 *)&six->sin6_addr;
	const char *end;
	char scope[16];

	if (strlen(src) > 48 || !in6_pton(src, -1, bytes, '%', &end))
		return -EINVAL;
	/* Of a link-local address. */
	if (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80 && *end == '%') {
		strscpy(scope, end + 1, sizeof(scope));
		if (kstrtouint(scope, 0, &six->sin6_scope_id))
			return -EINVAL;
	}
	six->sin6_family = AF_INET6;
	six->sin6_port = htons(port);
	return 0;
}

KTEST_DEF int inet_pton_with_scope(struct net *net, unsigned short af, const char *src, const char *port,
				   struct sockaddr_storage *addr)
{
	struct sockaddr_in *four = (struct sockaddr_in *)addr;
	u16 number = 0;

	(void)net;
	if (port && kstrtou16(port, 0, &number))
		return -EINVAL;
	if ((af == AF_INET || af == AF_UNSPEC) && strlen(src) <= 16 &&
	    in4_pton(src, -1, (u8 *)&four->sin_addr, '\n', NULL)) {
		four->sin_family = AF_INET;
		four->sin_port = htons(number);
		return 0;
	}
	if (af == AF_INET6 || af == AF_UNSPEC)
		return ktest_inet_pton6(src, number, addr);
	if (af != AF_INET)
		pr_err("unexpected address family %d\n", af);
	return -EINVAL;
}

KTEST_DEF bool inet_addr_is_any(struct sockaddr *addr)
{
	if (addr->sa_family == AF_INET6)
		return !memchr_inv(&((struct sockaddr_in6 *)(void *)addr)->sin6_addr, 0, 16);
	if (addr->sa_family == AF_INET)
		return !((struct sockaddr_in *)(void *)addr)->sin_addr.s_addr;
	pr_warn("unexpected address family %u\n", addr->sa_family);
	return false;
}

#endif

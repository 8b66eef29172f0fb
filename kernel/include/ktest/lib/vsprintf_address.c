// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* %pM, %pI and %pU: addresses of networks, and UUIDs. */
#ifndef KTEST_LIB_VSPRINTF_ADDRESS_C
#define KTEST_LIB_VSPRINTF_ADDRESS_C

#include <linux/ctype.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/uuid.h>
#include <asm/byteorder.h>

#include <ktest/lib/vsprintf.h>

KTEST_DEF void vsprintf_mac(struct vsprintf_out *out, const char *ext, const u8 *mac,
		  struct vsprintf_spec spec)
{
	int i;
	char buf[20], *pos = buf;
	char sep = ext[1] == 'F' ? '-' : ':';

	for (i = 0; i < 6; i++) {
		pos = hex_byte_pack(pos, mac[ext[1] == 'R' ? 5 - i : i]);
		if (*ext == 'M' && i < 5)
			*pos++ = sep;
	}
	*pos = '\0';
	vsprintf_string(out, buf, spec);
}

static inline void vsprintf_ip4(char *buf, const u8 *addr, bool leading_zeros, char order)
{
	int i;
	bool swapped = order == 'l' || (order == 'h' && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);

	for (i = 0; i < 4; i++)
		buf += sprintf(buf, leading_zeros ? "%s%03u" : "%s%u", i ? "." : "",
			       addr[swapped ? 3 - i : i]);
}

/* RFC 5952: the longest run of two or more zero groups, the first of equals, becomes "::". */
static inline void vsprintf_ip6_compressed(char *buf, const u8 *addr)
{
	int best = -1, best_len = 1, groups = 8, i;
	bool mapped = !memchr_inv(addr, 0, 10) && addr[10] == 0xff && addr[11] == 0xff;
	bool isatap = (addr[8] | 2) == 2 && addr[9] == 0 && addr[10] == 0x5e && addr[11] == 0xfe;

	if (mapped || isatap)
		groups = 6;
	for (i = 0; i < groups; i++) {
		int len = 0;

		while (i + len < groups && !addr[2 * (i + len)] && !addr[2 * (i + len) + 1])
			len++;
		if (len > best_len) {
			best = i;
			best_len = len;
		}
	}
	for (i = 0; i < groups; i++) {
		if (i == best) {
			buf += sprintf(buf, "::");
			i += best_len - 1;
			continue;
		}
		if (i && i != best + best_len)
			*buf++ = ':';
		else if (i && best < 0)
			*buf++ = ':';
		buf += sprintf(buf, "%x", addr[2 * i] << 8 | addr[2 * i + 1]);
	}
	if (groups == 6) {
		if (buf[-1] != ':')
			*buf++ = ':';
		vsprintf_ip4(buf, addr + 12, false, 'b');
		return;
	}
	*buf = '\0';
}

/* Returns the end of the text. */
static inline char *vsprintf_ip6(char *buf, const char *ext, bool compressed, const u8 *addr)
{
	char *pos = buf;
	int i;

	if (*ext == 'I' && compressed) {
		vsprintf_ip6_compressed(buf, addr);
		return buf + strlen(buf);
	}
	for (i = 0; i < 8; i++) {
		pos = hex_byte_pack(pos, addr[2 * i]);
		pos = hex_byte_pack(pos, addr[2 * i + 1]);
		if (*ext == 'I' && i < 7)
			*pos++ = ':';
	}
	*pos = '\0';
	return pos;
}

/* struct sockaddr_in and sockaddr_in6, as every kernel and user space has them. */
struct vsprintf_socket {
	u16 family;
	__be16 port;
	union {
		u8 ip4[4];
		struct { __be32 flow; u8 ip6[16]; u32 scope; } six;
	};
};
enum { VSPRINTF_INET = 2, VSPRINTF_INET6 = 10 };

/* The number is padded as the whole address is, in the kernel, too. */
static inline void vsprintf_part(struct vsprintf_out *out, char sign, u32 value, struct vsprintf_spec spec)
{
	vsprintf_char(out, sign);
	vsprintf_number(out, value, spec);
}

static inline void vsprintf_socket(struct vsprintf_out *out, const char *ext,
			   const struct vsprintf_socket *sa, struct vsprintf_spec spec)
{
	char buf[160], text[64];
	struct vsprintf_out to = { buf, buf + sizeof(buf) };
	bool port = false, flow = false, scope = false, compressed = false;
	char order = 'n';
	const char *s;

	for (s = ext + 2; isalpha(*s); s++) {
		port |= *s == 'p';
		flow |= *s == 'f';
		scope |= *s == 's';
		compressed |= *s == 'c';
		if (strchr("hlnb", *s))
			order = *s;
	}
	if (sa->family == VSPRINTF_INET) {
		vsprintf_ip4(text, sa->ip4, *ext == 'i', order);
		vsprintf_format(&to, "%s", text);
	} else if (sa->family == VSPRINTF_INET6) {
		vsprintf_ip6(text, ext, compressed, sa->six.ip6);
		vsprintf_format(&to, port || flow || scope ? "[%s]" : "%s", text);
	} else {
		vsprintf_string(out, "(einval)", spec);
		return;
	}
	if (port)
		vsprintf_part(&to, ':', be16_to_cpu(sa->port), spec);
	if (flow && sa->family == VSPRINTF_INET6)
		vsprintf_part(&to, '/', be32_to_cpu(sa->six.flow) & 0x0fffffff, spec);
	if (scope && sa->family == VSPRINTF_INET6)
		vsprintf_part(&to, '%', sa->six.scope, spec);
	buf[to.pos < to.end ? to.pos - buf : (long)sizeof(buf) - 1] = '\0';
	vsprintf_string(out, buf, spec);
}

KTEST_DEF void vsprintf_ip(struct vsprintf_out *out, const char *ext, const u8 *addr,
		 struct vsprintf_spec spec)
{
	char buf[64];

	if (ext[1] == '4') {
		vsprintf_ip4(buf, addr, *ext == 'i', ext[2]);
	} else if (ext[1] == '6') {
		vsprintf_ip6(buf, ext, ext[2] == 'c', addr);
	} else if (ext[1] == 'S') {
		vsprintf_socket(out, ext, (const struct vsprintf_socket *)addr, spec);
		return;
	} else {
		vsprintf_string(out, *ext == 'i' ? "(%pi?)" : "(%pI?)", spec);
		return;
	}
	vsprintf_string(out, buf, spec);
}

KTEST_DEF void vsprintf_uuid(struct vsprintf_out *out, const char *ext, const u8 *uuid,
		   struct vsprintf_spec spec)
{
	static const u8 big[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
	static const u8 little[] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };
	const u8 *order = ext[1] == 'l' || ext[1] == 'L' ? little : big;
	bool upper = ext[1] == 'B' || ext[1] == 'L';
	char buf[37], *pos = buf;
	int i;

	for (i = 0; i < 16; i++) {
		pos = upper ? hex_byte_pack_upper(pos, uuid[order[i]]) :
			      hex_byte_pack(pos, uuid[order[i]]);
		if (i == 3 || i == 5 || i == 7 || i == 9)
			*pos++ = '-';
	}
	*pos = '\0';
	vsprintf_string(out, buf, spec);
}

#endif

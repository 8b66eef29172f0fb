// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* UUIDs: RFC 9562 bytes (uuid_t), and with the first three fields little endian (guid_t). */
#ifndef KTEST_LIB_UUID_C
#define KTEST_LIB_UUID_C

#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/random.h>
#include <linux/uuid.h>

KTEST_DATA const guid_t guid_null = { { 0 } };
KTEST_DATA const uuid_t uuid_null = { { 0 } };
/* Where the n-th byte of the text is in memory. */
KTEST_DATA const u8 guid_index[16] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };
KTEST_DATA const u8 uuid_index[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };

/* Version 4, in the byte where the layout has it, and the RFC's variant. */
static inline void uuid_random(u8 *bytes, unsigned int version_byte)
{
	get_random_bytes(bytes, 16);
	bytes[version_byte] = (bytes[version_byte] & 0x0f) | 0x40;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
}

KTEST_DEF void generate_random_uuid(unsigned char uuid[16])
{
	uuid_random(uuid, 6);
}

KTEST_DEF void generate_random_guid(unsigned char guid[16])
{
	uuid_random(guid, 7);
}

KTEST_DEF void uuid_gen(uuid_t *u)
{
	uuid_random(u->b, 6);
}

KTEST_DEF void guid_gen(guid_t *g)
{
	uuid_random(g->b, 7);
}

static inline bool uuid_dash_at(unsigned int i)
{
	return i == 8 || i == 13 || i == 18 || i == 23;
}

/* Looks at UUID_STRING_LEN characters; more may follow. */
KTEST_DEF bool uuid_is_valid(const char *uuid)
{
	unsigned int i;

	for (i = 0; i < UUID_STRING_LEN; i++)
		if (uuid_dash_at(i) ? uuid[i] != '-' : !isxdigit(uuid[i]))
			return false;
	return true;
}

static inline int uuid_read(const char *text, u8 *bytes, const u8 *index)
{
	unsigned int at, n;

	if (!uuid_is_valid(text))
		return -EINVAL;
	for (at = 0, n = 0; n < 16; n++, at += 2) {
		if (uuid_dash_at(at))
			at++;
		bytes[index[n]] = hex_to_bin(text[at]) << 4 | hex_to_bin(text[at + 1]);
	}
	return 0;
}

KTEST_DEF int guid_parse(const char *uuid, guid_t *g)
{
	return uuid_read(uuid, g->b, guid_index);
}

KTEST_DEF int uuid_parse(const char *uuid, uuid_t *u)
{
	return uuid_read(uuid, u->b, uuid_index);
}

#endif

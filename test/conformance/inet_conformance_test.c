// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Addresses of the internet from text. */
#include <kunit/test.h>
#include <linux/inet.h>
#include <linux/module.h>
#include <linux/string.h>

static void numbers_at_any_price(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, in_aton("192.168.1.20"), htonl(0xc0a80114));
	KUNIT_EXPECT_EQ(test, in_aton("10.1"), htonl(0x0a010000));
	KUNIT_EXPECT_EQ(test, in_aton(""), 0u);
	KUNIT_EXPECT_EQ(test, in_aton("1\n2\n3\n4"), htonl(0x01020304));
	KUNIT_EXPECT_EQ(test, in_aton("1.2.3.4.5"), htonl(0x01020304));
	KUNIT_EXPECT_EQ(test, in_aton("256.0.0.1"), htonl(1));
	KUNIT_EXPECT_EQ(test, in_aton("0.256.0.1"), htonl(0x01000001));
}

static void four_numbers(struct kunit *test)
{
	static const struct { const char *text; int len, delim, good, end; } of[] = {
		{ "192.168.1.20", -1, -1, 1, 12 }, { "192.168.1.20", 11, -1, 1, 11 }, { "192.168.1.20", 9, -1, 0, 9 },
		{ "192.168.1.20", 10, 0, 0, 10 }, { "1.2.3.4/24", -1, '/', 1, 7 }, { "1.2.3.4/24", -1, -1, 1, 7 },
		{ "1.2.3.4/24", -1, 0, 0, 7 }, { "1.2.3.4:80", -1, 0, 1, 7 }, { "1.2.3", -1, -1, 0, 5 },
		{ "1.2.3.4.5", -1, -1, 0, 7 }, { "1.2.3.256", -1, -1, 0, 8 }, { "1..3.4", -1, -1, 0, 2 },
		{ "01.002.0003.00004", -1, -1, 1, 17 }, { "1.2.3.a", -1, -1, 0, 6 }, { "", -1, -1, 0, 0 },
		{ " 1.2.3.4", -1, -1, 0, 0 }, { "1.2.3.45", -1, '5', 1, 7 }, { "-1.2.3.4", -1, -1, 0, 0 },
		{ "1.2.3.4\n", -1, '\n', 1, 7 }, { "1.2.3.4", 0, -1, 0, 0 },
	};
	const char *end;
	u8 bytes[4];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(of); i++) {
		memset(bytes, 0x77, sizeof(bytes));
		KUNIT_EXPECT_EQ_MSG(test, in4_pton(of[i].text, of[i].len, bytes, of[i].delim, &end), of[i].good, "%s", of[i].text);
		KUNIT_EXPECT_EQ_MSG(test, (int)(end - of[i].text), of[i].end, "%s", of[i].text);
		KUNIT_EXPECT_EQ_MSG(test, bytes[0] != 0x77, of[i].good, "%s", of[i].text);
	}
	KUNIT_EXPECT_EQ(test, in4_pton("7.8.9.10", -1, bytes, -1, NULL), 1);
	KUNIT_EXPECT_EQ(test, bytes[3], 10);
}

static void six(struct kunit *test)
{
	static const struct { const char *text; int len, delim, end; const char *is; } of[] = {
		{ "::", -1, -1, 2, "::" }, { "::1", -1, -1, 3, "::1" }, { "1::", -1, -1, 3, "1::" },
		{ "2001:db8::8:800:200c:417a", -1, -1, 25, "2001:db8::8:800:200c:417a" },
		{ "1:2:3:4:5:6:7:8", -1, -1, 15, "1:2:3:4:5:6:7:8" }, { "1:2:3:4:5:6:7::", -1, -1, 15, "1:2:3:4:5:6:7:0" },
		{ "::ffff:192.0.2.1", -1, -1, 16, "::ffff:192.0.2.1" }, { "1:2:3:4:5:6:1.2.3.4", -1, -1, 19, "1:2:3:4:5:6:102:304" },
		{ "fe80::1%eth0", -1, '%', 7, "fe80::1" }, { "fe80::1%eth0", -1, -1, 7, "fe80::1" }, { "FE80::00001", -1, -1, 11, "fe80::1" },
		{ "::1]:80", -1, ']', 3, "::1" }, { "12::34", 4, -1, 4, "12::" }, { "::1.2.3.4:5", -1, -1, 9, "::102:304" },
		{ "1:2:3:4:5:6:7", -1, -1, 13, NULL }, { "1:2:3:4:5:6:7:8:9", -1, -1, 15, NULL }, { "1::2::3", -1, -1, 5, NULL },
		{ ":1", -1, -1, 1, NULL }, { "1:", -1, -1, 2, NULL }, { ":", -1, -1, 1, NULL }, { "", -1, -1, 0, NULL },
		{ "12345::", -1, -1, 4, NULL }, { "fe80::1%eth0", -1, 0, 7, NULL }, { "::g", -1, 0, 2, NULL },
		{ "::1.2.3", -1, -1, 7, NULL }, { "1.2.3.4", -1, -1, 1, NULL }, { "1:2:3:4:5:6:7:1.2.3.4", -1, -1, 15, NULL },
		{ "1:2:3:4:5:6:7::8", -1, -1, 15, NULL }, { ":::", -1, -1, 2, NULL },
	};
	char text[50], bytes[16];
	const char *end;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(of); i++) {
		KUNIT_EXPECT_EQ_MSG(test, in6_pton(of[i].text, of[i].len, (u8 *)bytes, of[i].delim, &end), !!of[i].is, "%s", of[i].text);
		KUNIT_EXPECT_EQ_MSG(test, (int)(end - of[i].text), of[i].end, "%s", of[i].text);
		if (!of[i].is)
			continue;
		snprintf(text, sizeof(text), "%pI6c", bytes);
		KUNIT_EXPECT_STREQ_MSG(test, text, of[i].is, "%s", of[i].text);
	}
}

static void addresses_of_sockets(struct kunit *test)
{
	struct sockaddr_storage any = { };
	struct sockaddr_in *four = (struct sockaddr_in *)&any;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&any;
	char text[60];

	KUNIT_EXPECT_EQ(test, inet_pton_with_scope(NULL, AF_INET, "1.2.3.4", "80", &any), 0);
	snprintf(text, sizeof(text), "%pISpc", &any);
	KUNIT_EXPECT_STREQ(test, text, "1.2.3.4:80");
	KUNIT_EXPECT_FALSE(test, inet_addr_is_any((struct sockaddr *)&any));
	KUNIT_EXPECT_EQ(test, inet_pton_with_scope(NULL, AF_UNSPEC, "2001:db8::1", "0x1f90", &any), 0);
	snprintf(text, sizeof(text), "%pISpc", &any);
	KUNIT_EXPECT_STREQ(test, text, "[2001:db8::1]:8080");
	KUNIT_EXPECT_EQ(test, inet_pton_with_scope(NULL, AF_UNSPEC, "0.0.0.0", NULL, &any), 0);
	KUNIT_EXPECT_EQ(test, four->sin_family, AF_INET);
	KUNIT_EXPECT_EQ(test, four->sin_port, 0);
	KUNIT_EXPECT_TRUE(test, inet_addr_is_any((struct sockaddr *)&any));
	KUNIT_EXPECT_EQ(test, inet_pton_with_scope(NULL, AF_INET6, "::", NULL, &any), 0);
	KUNIT_EXPECT_EQ(test, in6->sin6_family, AF_INET6);
	KUNIT_EXPECT_TRUE(test, inet_addr_is_any((struct sockaddr *)&any));
	KUNIT_EXPECT_EQ(test, inet_pton_with_scope(NULL, AF_INET, "::1", NULL, &any), -EINVAL);
	KUNIT_EXPECT_EQ(test, inet_pton_with_scope(NULL, AF_INET6, "1.2.3.4", NULL, &any), -EINVAL);
	KUNIT_EXPECT_EQ(test, inet_pton_with_scope(NULL, AF_INET, "1.2.3.4", "65536", &any), -EINVAL);
	KUNIT_EXPECT_EQ(test, inet_pton_with_scope(NULL, AF_INET, "1.2.3.4", "http", &any), -EINVAL);
	KUNIT_EXPECT_EQ(test, inet_pton_with_scope(NULL, AF_INET, "1.2.3.000000000000004", NULL, &any), -EINVAL);
	KUNIT_EXPECT_EQ(test, inet_pton_with_scope(NULL, AF_UNIX, "1.2.3.4", NULL, &any), -EINVAL);
	/* A scope is looked at for link-local addresses only. */
	KUNIT_EXPECT_EQ(test, inet_pton_with_scope(NULL, AF_INET6, "2001:db8::1%eth0", NULL, &any), 0);
}

static struct kunit_case inet_cases[] = {
	KUNIT_CASE(numbers_at_any_price), KUNIT_CASE(four_numbers), KUNIT_CASE(six), KUNIT_CASE(addresses_of_sockets), {}
};
static struct kunit_suite inet_suite = { .name = "inet_conformance", .test_cases = inet_cases };
kunit_test_suite(inet_suite);
MODULE_LICENSE("GPL");

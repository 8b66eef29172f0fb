// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Symbols that assembly makes: global, weak, local, aliases, data. */
/* ktest: sources linkage_conformance_test.S */
#include <kunit/test.h>
#include <linux/linkage.h>
#include <linux/module.h>

asmlinkage int conform_seven(void);
asmlinkage int conform_seven_too(void);
asmlinkage int conform_seven_weak(void);
asmlinkage int conform_eight(void);
asmlinkage int conform_nine(void);
asmlinkage int conform_weak_ten(void);
asmlinkage int conform_eleven(void);
asmlinkage int conform_inside(void);
asmlinkage int conform_aligned(void);
asmlinkage int conform_aligned_inside(void);
asmlinkage int conform_aligned_too(void);
asmlinkage int conform_weak_code(void);
int conform_local(void);
extern const int conform_words[3], conform_word, conform_pair[2], conform_pair_end[];
extern const int *conform_pointer;
extern const int conform_local_word __weak;

noinline int conform_nine(void)
{
	return 90;
}

noinline int conform_local(void)
{
	return 110;
}

static void functions_in_assembly(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, conform_seven(), 7);
	KUNIT_EXPECT_EQ(test, conform_seven_too(), 7);
	KUNIT_EXPECT_EQ(test, conform_seven_weak(), 7);
	KUNIT_EXPECT_EQ(test, conform_eight(), 8);
	/* From within another one. */
	KUNIT_EXPECT_EQ(test, conform_inside(), 12);
	KUNIT_EXPECT_EQ(test, conform_aligned(), 13);
	KUNIT_EXPECT_EQ(test, conform_aligned_inside(), 14);
	KUNIT_EXPECT_EQ(test, conform_aligned_too(), 13);
	KUNIT_EXPECT_EQ(test, conform_weak_code(), 15);
	KUNIT_EXPECT_EQ(test, (unsigned long)conform_aligned % 64, 0);
}

static void weak_ones_give_way(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, conform_nine(), 90);
	KUNIT_EXPECT_EQ(test, conform_weak_ten(), 10);
}

static void local_ones_are_nobody_elses(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, conform_local(), 110);
	KUNIT_EXPECT_EQ(test, conform_eleven(), 11);
}

static void data_in_assembly(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, conform_words[0], 1);
	KUNIT_EXPECT_EQ(test, conform_words[2], 3);
	KUNIT_EXPECT_EQ(test, conform_word, 77);
	KUNIT_EXPECT_EQ(test, conform_pair[1], 9);
	KUNIT_EXPECT_PTR_EQ(test, &conform_pair_end[0], &conform_pair[2]);
	KUNIT_EXPECT_EQ(test, *conform_pointer, 5);
	KUNIT_EXPECT_NULL(test, &conform_local_word);
}

static struct kunit_case linkage_cases[] = {
	KUNIT_CASE(functions_in_assembly),
	KUNIT_CASE(weak_ones_give_way),
	KUNIT_CASE(local_ones_are_nobody_elses),
	KUNIT_CASE(data_in_assembly),
	{}
};

static struct kunit_suite linkage_suite = {
	.name = "conformance-linkage",
	.test_cases = linkage_cases,
};
kunit_test_suites(&linkage_suite);

MODULE_DESCRIPTION("Symbols that assembly makes");
MODULE_LICENSE("GPL");

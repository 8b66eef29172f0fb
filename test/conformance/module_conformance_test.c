// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Modules: start-up code and its order, parameters of every type, references; options of the kernel. */
#include <kunit/test.h>
#include <kunit/visibility.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kconfig.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>

/* ---- start-up code -------------------------------------------------------------------------------- */

static char order[32] __initdata_or_module;

#define NOTES(level, letter)						\
	static int __init note_##level(void)				\
	{								\
		strlcat(order, letter, sizeof(order));			\
		return 0;						\
	}
NOTES(early, "a")
NOTES(core, "b")
NOTES(core_sync, "c")
NOTES(postcore, "d")
NOTES(postcore_sync, "e")
NOTES(arch, "f")
NOTES(subsys, "g")
NOTES(subsys_sync, "h")
NOTES(fs, "i")
NOTES(fs_sync, "j")
NOTES(rootfs, "k")
NOTES(device, "l")
NOTES(module, "m")
NOTES(device_sync, "n")
NOTES(late, "o")
NOTES(late_sync, "p")
early_initcall(note_early);
core_initcall(note_core);
core_initcall_sync(note_core_sync);
postcore_initcall(note_postcore);
postcore_initcall_sync(note_postcore_sync);
arch_initcall(note_arch);
subsys_initcall(note_subsys);
subsys_initcall_sync(note_subsys_sync);
fs_initcall(note_fs);
fs_initcall_sync(note_fs_sync);
rootfs_initcall(note_rootfs);
device_initcall(note_device);
module_init(note_module);
device_initcall_sync(note_device_sync);
late_initcall(note_late);
late_initcall_sync(note_late_sync);

static void __exit leave(void)
{
	order[0] = '\0';
}
module_exit(leave);

static void start_up_code_ran_in_order(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, order, "abcdefghijklmnop");
}

/* ---- parameters -------------------------------------------------------------------------------------- */

static char text[4096];

/* What setting to `value` returns, and what is read then. */
#define PARAM(param, value, result, reads)						\
	do {										\
		char given[] = value;							\
											\
		KUNIT_EXPECT_EQ_MSG(test, __param_##param.ops->set(given, &__param_##param),	\
				    result, "%s=%s", #param, value);			\
		KUNIT_EXPECT_EQ(test, __param_##param.ops->get(text, &__param_##param),	\
				strlen(reads));						\
		KUNIT_EXPECT_STREQ(test, text, reads);					\
	} while (0)

static unsigned char conform_byte = 1;
static short conform_short = -1;
static unsigned short conform_ushort = 2;
static int conform_int = -3, hidden;
static unsigned int conform_uint = 4, conform_hexint = 5;
static long conform_long = -6;
static unsigned long conform_ulong = 7;
static unsigned long long conform_ullong = 8;
module_param(conform_byte, byte, 0444);
module_param(conform_short, short, 0444);
module_param(conform_ushort, ushort, 0);
module_param(conform_int, int, 0444);
MODULE_PARM_DESC(conform_int, "a number");
module_param_named(conform_named, hidden, int, 0);
module_param(conform_uint, uint, 0);
module_param_unsafe(conform_hexint, hexint, 0);
module_param(conform_long, long, 0);
module_param(conform_ulong, ulong, 0);
module_param(conform_ullong, ullong, 0);

static void numbers(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, __param_conform_int.name, "conform_int");
	KUNIT_EXPECT_EQ(test, __param_conform_int.perm, 0444);
	KUNIT_EXPECT_EQ(test, __param_conform_uint.perm, 0);
	KUNIT_EXPECT_PTR_EQ(test, __param_conform_int.arg, (void *)&conform_int);
	PARAM(conform_int, "12", 0, "12\n");
	PARAM(conform_int, "-0x10", 0, "-16\n");
	PARAM(conform_int, "010\n", 0, "8\n");
	KUNIT_EXPECT_EQ(test, conform_int, 8);
	/* What is refused changes nothing. */
	PARAM(conform_int, "", -EINVAL, "8\n");
	PARAM(conform_int, "3x", -EINVAL, "8\n");
	PARAM(conform_int, "2147483648", -ERANGE, "8\n");
	PARAM(conform_byte, "255", 0, "255\n");
	PARAM(conform_byte, "256", -ERANGE, "255\n");
	PARAM(conform_byte, "-1", -EINVAL, "255\n");
	PARAM(conform_short, "-32768", 0, "-32768\n");
	PARAM(conform_short, "32768", -ERANGE, "-32768\n");
	PARAM(conform_ushort, "65535", 0, "65535\n");
	PARAM(conform_uint, "4294967295", 0, "4294967295\n");
	PARAM(conform_uint, "4294967296", -ERANGE, "4294967295\n");
	PARAM(conform_hexint, "171", 0, "0x0000ab\n");
	PARAM(conform_long, "-9223372036854775808", 0, "-9223372036854775808\n");
	PARAM(conform_ulong, "0xffffffffffffffff", 0, "18446744073709551615\n");
	PARAM(conform_ullong, "18446744073709551616", -ERANGE, "8\n");
	PARAM(conform_named, "5", 0, "5\n");
	KUNIT_EXPECT_EQ(test, hidden, 5);
}

static bool conform_bool, conform_invbool = true;
module_param(conform_bool, bool, 0);
module_param(conform_invbool, invbool, 0);

static void truths(struct kunit *test)
{
	PARAM(conform_bool, "1", 0, "Y\n");
	PARAM(conform_bool, "off", 0, "N\n");
	PARAM(conform_bool, "yes", 0, "Y\n");
	PARAM(conform_bool, "2", -EINVAL, "Y\n");
	PARAM(conform_bool, "n", 0, "N\n");
	/* Only the name: that it is so. */
	KUNIT_EXPECT_TRUE(test, __param_conform_bool.ops->flags & KERNEL_PARAM_OPS_FL_NOARG);
	KUNIT_EXPECT_EQ(test, param_set_bool(NULL, &__param_conform_bool), 0);
	KUNIT_EXPECT_TRUE(test, conform_bool);
	PARAM(conform_invbool, "1", 0, "Y\n");
	KUNIT_EXPECT_FALSE(test, conform_invbool);
	PARAM(conform_invbool, "no", 0, "N\n");
	KUNIT_EXPECT_TRUE(test, conform_invbool);
}

static void truths_of_a_kind(struct kunit *test)
{
	bool flag = false;
	int number = 7;
	struct kernel_param only = { .name = "only", .ops = &param_ops_bool_enable_only,
				     .arg = &flag };
	struct kernel_param bint = { .name = "bint", .ops = &param_ops_bint, .arg = &number };

	KUNIT_EXPECT_EQ(test, only.ops->set("0", &only), 0);
	KUNIT_EXPECT_EQ(test, only.ops->set("1", &only), 0);
	KUNIT_EXPECT_TRUE(test, flag);
	/* Once set it stays. */
	KUNIT_EXPECT_EQ(test, only.ops->set("0", &only), -EROFS);
	KUNIT_EXPECT_TRUE(test, flag);
	KUNIT_EXPECT_EQ(test, only.ops->set("maybe", &only), -EINVAL);
	KUNIT_EXPECT_EQ(test, bint.ops->set("y", &bint), 0);
	KUNIT_EXPECT_EQ(test, number, 1);
	KUNIT_EXPECT_EQ(test, bint.ops->set("n", &bint), 0);
	KUNIT_EXPECT_EQ(test, number, 0);
	KUNIT_EXPECT_EQ(test, bint.ops->set("7", &bint), -EINVAL);
}

static char *conform_charp = "at first";
static char conform_string[8] = "short";
module_param(conform_charp, charp, 0444);
module_param_string(conform_string, conform_string, sizeof(conform_string), 0444);

static void texts(struct kunit *test)
{
	char *longest = kunit_kmalloc(test, 1026, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, longest);
	KUNIT_EXPECT_EQ(test, param_get_charp(text, &__param_conform_charp), 9);
	KUNIT_EXPECT_STREQ(test, text, "at first\n");
	PARAM(conform_charp, "other", 0, "other\n");
	/* A copy, which the next one takes the place of. */
	PARAM(conform_charp, "", 0, "\n");
	memset(longest, 'x', 1025);
	longest[1025] = '\0';
	KUNIT_EXPECT_EQ(test, param_set_charp(longest, &__param_conform_charp), -ENOSPC);
	KUNIT_EXPECT_STREQ(test, conform_charp, "");
	longest[1024] = '\0';
	KUNIT_EXPECT_EQ(test, param_set_charp(longest, &__param_conform_charp), 0);
	KUNIT_EXPECT_EQ(test, strlen(conform_charp), 1024);
	KUNIT_EXPECT_PTR_NE(test, conform_charp, longest);
	__param_conform_charp.ops->free(__param_conform_charp.arg);
	conform_charp = "at last";
	/* What was there from the start is not freed. */
	param_free_charp(&conform_charp);
	KUNIT_EXPECT_EQ(test, __param_conform_string.ops->get(text, &__param_conform_string), 6);
	KUNIT_EXPECT_STREQ(test, text, "short\n");
	PARAM(conform_string, "1234567", 0, "1234567\n");
	PARAM(conform_string, "12345678", -ENOSPC, "1234567\n");
	PARAM(conform_string, "", 0, "\n");
}

static int conform_array[3] = { 1, 2, 3 };
static unsigned int nr_array, nr_words;
static char *words[2];
module_param_array(conform_array, int, &nr_array, 0444);
module_param_array_named(conform_words, words, charp, &nr_words, 0);
static short conform_all[2] = { 4, 5 };
module_param_array(conform_all, short, NULL, 0);

static void arrays(struct kunit *test)
{
	PARAM(conform_array, "7", 0, "7\n");
	KUNIT_EXPECT_EQ(test, nr_array, 1);
	KUNIT_EXPECT_EQ(test, conform_array[1], 2);
	PARAM(conform_array, "4,-5,0x6", 0, "4,-5,6\n");
	KUNIT_EXPECT_EQ(test, nr_array, 3);
	/* As many as there is room for, and those before one that is refused, are set. */
	PARAM(conform_array, "1,2,3,4", -EINVAL, "1,2,3\n");
	KUNIT_EXPECT_EQ(test, nr_array, 3);
	PARAM(conform_array, "8,9,x", -EINVAL, "8,9\n");
	KUNIT_EXPECT_EQ(test, nr_array, 2);
	KUNIT_EXPECT_EQ(test, conform_array[2], 3);
	PARAM(conform_array, "", -EINVAL, "");
	KUNIT_EXPECT_EQ(test, nr_array, 0);
	PARAM(conform_words, "one,", 0, "one,\n");
	KUNIT_EXPECT_EQ(test, nr_words, 2);
	KUNIT_EXPECT_STREQ(test, words[0], "one");
	KUNIT_EXPECT_STREQ(test, words[1], "");
	__param_conform_words.ops->free(__param_conform_words.arg);
	/* Without a count: all of them. */
	PARAM(conform_all, "9", 0, "9,5\n");
}

static int set_calls;

static int set_twice(const char *val, const struct kernel_param *kp)
{
	int err = param_set_int(val, kp);

	set_calls++;
	if (!err)
		*(int *)kp->arg *= 2;
	return err;
}

static const struct kernel_param_ops twice_ops = { .set = set_twice, .get = param_get_int };
static int twice = 1;
module_param_cb(conform_twice, &twice_ops, &twice, 0600);

static void parameters_by_functions(struct kunit *test)
{
	set_calls = 0;
	PARAM(conform_twice, "21", 0, "42\n");
	PARAM(conform_twice, "x", -EINVAL, "42\n");
	KUNIT_EXPECT_EQ(test, set_calls, 2);
	KUNIT_EXPECT_EQ(test, __param_conform_twice.perm, 0600);
}

/* Every type has its two functions, which its operations are. */
#define CONVERTS(type_, value, result, reads)						\
	do {										\
		typeof(conform_##type_) own = 0;					\
		struct kernel_param kp = { .name = "own", .arg = &own };		\
											\
		KUNIT_EXPECT_PTR_EQ(test, param_ops_##type_.set, &param_set_##type_);	\
		KUNIT_EXPECT_PTR_EQ(test, param_ops_##type_.get, &param_get_##type_);	\
		KUNIT_EXPECT_EQ(test, param_set_##type_(value, &kp), result);		\
		param_get_##type_(text, &kp);						\
		KUNIT_EXPECT_STREQ(test, text, reads);					\
	} while (0)

static void conversions_by_type(struct kunit *test)
{
	CONVERTS(byte, "0xff", 0, "255\n");
	CONVERTS(short, "-5", 0, "-5\n");
	CONVERTS(ushort, "65536", -ERANGE, "0\n");
	CONVERTS(int, "6", 0, "6\n");
	CONVERTS(uint, "-6", -EINVAL, "0\n");
	CONVERTS(long, "-7", 0, "-7\n");
	CONVERTS(ulong, "8", 0, "8\n");
	CONVERTS(ullong, "9", 0, "9\n");
	CONVERTS(hexint, "0x10", 0, "0x000010\n");
	KUNIT_EXPECT_PTR_EQ(test, param_ops_string.set, &param_set_copystring);
	KUNIT_EXPECT_PTR_EQ(test, param_ops_string.get, &param_get_string);
	KUNIT_EXPECT_PTR_EQ(test, param_ops_bint.set, &param_set_bint);
	KUNIT_EXPECT_PTR_EQ(test, param_ops_bool_enable_only.set, &param_set_bool_enable_only);
	KUNIT_EXPECT_PTR_EQ(test, param_ops_charp.free, &param_free_charp);
}

/* The conversions by themselves, for a parameter of one's own. */
static void conversions(struct kunit *test)
{
	unsigned int number = 0;
	bool flag = false;
	struct kernel_param of_number = { .name = "number", .arg = &number };
	struct kernel_param of_flag = { .name = "flag", .arg = &flag };

	KUNIT_EXPECT_EQ(test, param_set_uint("3", &of_number), 0);
	KUNIT_EXPECT_EQ(test, param_get_uint(text, &of_number), 2);
	KUNIT_EXPECT_STREQ(test, text, "3\n");
	KUNIT_EXPECT_EQ(test, param_set_hexint("0xfff", &of_number), 0);
	KUNIT_EXPECT_EQ(test, param_get_hexint(text, &of_number), 9);
	KUNIT_EXPECT_STREQ(test, text, "0x000fff\n");
	KUNIT_EXPECT_EQ(test, param_set_uint_minmax("5", &of_number, 5, 9), 0);
	KUNIT_EXPECT_EQ(test, param_set_uint_minmax("9", &of_number, 5, 9), 0);
	KUNIT_EXPECT_EQ(test, param_set_uint_minmax("4", &of_number, 5, 9), -EINVAL);
	KUNIT_EXPECT_EQ(test, param_set_uint_minmax("10", &of_number, 5, 9), -EINVAL);
	KUNIT_EXPECT_EQ(test, param_set_uint_minmax("x", &of_number, 5, 9), -EINVAL);
	KUNIT_EXPECT_EQ(test, param_set_uint_minmax(NULL, &of_number, 5, 9), -EINVAL);
	KUNIT_EXPECT_EQ(test, number, 9);
	KUNIT_EXPECT_EQ(test, param_set_bool("on", &of_flag), 0);
	KUNIT_EXPECT_EQ(test, param_get_bool(text, &of_flag), 2);
	KUNIT_EXPECT_STREQ(test, text, "Y\n");
	KUNIT_EXPECT_EQ(test, param_set_invbool("on", &of_flag), 0);
	KUNIT_EXPECT_FALSE(test, flag);
	KUNIT_EXPECT_EQ(test, param_get_invbool(text, &of_flag), 2);
	KUNIT_EXPECT_STREQ(test, text, "Y\n");
}

/* ---- the module itself --------------------------------------------------------------------------------- */

static void references(struct kunit *test)
{
	struct module *owner = THIS_MODULE;
	int before = owner ? module_refcount(owner) : 0;

	KUNIT_EXPECT_TRUE(test, try_module_get(owner));
	__module_get(owner);
	if (owner)
		KUNIT_EXPECT_EQ(test, module_refcount(owner), before + 2);
	module_put(owner);
	module_put(owner);
	if (owner)
		KUNIT_EXPECT_EQ(test, module_refcount(owner), before);
	/* What is built in is nobody's, and always there. */
	KUNIT_EXPECT_TRUE(test, try_module_get(NULL));
	module_put(NULL);
	KUNIT_EXPECT_STREQ(test, module_name((struct module *)NULL), "kernel");
	KUNIT_EXPECT_STREQ(test, module_name(owner), owner ? KBUILD_MODNAME : "kernel");
	KUNIT_EXPECT_EQ(test, MODULE_NAME_LEN, 64 - sizeof(unsigned long));
}

#define CONFIG_CONFORM_BUILT_IN 1
#define CONFIG_CONFORM_A_MODULE 1	/* is a module's, CONFIG_CONFORM_A */
#define CONFIG_CONFORM_NUMBER 7
#ifdef MODULE
#define IN_A_MODULE 1
#else
#define IN_A_MODULE 0
#endif

static void options(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, IS_BUILTIN(CONFIG_CONFORM_BUILT_IN), 1);
	KUNIT_EXPECT_EQ(test, IS_BUILTIN(CONFIG_CONFORM_A), 0);
	KUNIT_EXPECT_EQ(test, IS_BUILTIN(CONFIG_CONFORM_NONE), 0);
	KUNIT_EXPECT_EQ(test, IS_BUILTIN(CONFIG_CONFORM_NUMBER), 0);
	KUNIT_EXPECT_EQ(test, IS_MODULE(CONFIG_CONFORM_BUILT_IN), 0);
	KUNIT_EXPECT_EQ(test, IS_MODULE(CONFIG_CONFORM_A), 1);
	KUNIT_EXPECT_EQ(test, IS_MODULE(CONFIG_CONFORM_NONE), 0);
	KUNIT_EXPECT_EQ(test, IS_ENABLED(CONFIG_CONFORM_BUILT_IN), 1);
	KUNIT_EXPECT_EQ(test, IS_ENABLED(CONFIG_CONFORM_A), 1);
	KUNIT_EXPECT_EQ(test, IS_ENABLED(CONFIG_CONFORM_NONE), 0);
	/* A module's code is there for modules only. */
	KUNIT_EXPECT_EQ(test, IS_REACHABLE(CONFIG_CONFORM_BUILT_IN), 1);
	KUNIT_EXPECT_EQ(test, IS_REACHABLE(CONFIG_CONFORM_A), IN_A_MODULE);
	KUNIT_EXPECT_EQ(test, IS_REACHABLE(CONFIG_CONFORM_NONE), 0);
}

VISIBLE_IF_KUNIT int conform_visible(int n);
VISIBLE_IF_KUNIT int conform_visible(int n)
{
	return n + 1;
}
EXPORT_SYMBOL_IF_KUNIT(conform_visible);

int conform_exported(int n);
int conform_exported(int n)
{
	return n + 2;
}
EXPORT_SYMBOL(conform_exported);

int conform_exported_gpl(int n);
int conform_exported_gpl(int n)
{
	return n + 3;
}
EXPORT_SYMBOL_GPL(conform_exported_gpl);

static void exported_functions(struct kunit *test)
{
	static int values[2] = { 3, 4 }, *none = NULL;
	u64 address = (unsigned long)&values[1];

	KUNIT_EXPECT_EQ(test, conform_visible(1), 2);
	KUNIT_EXPECT_EQ(test, conform_exported(1), 3);
	KUNIT_EXPECT_EQ(test, conform_exported_gpl(1), 4);
	KUNIT_EXPECT_PTR_EQ(test, PTR_IF(true, &values[1]), &values[1]);
	KUNIT_EXPECT_PTR_EQ(test, PTR_IF(false, &values[1]), none);
	KUNIT_EXPECT_PTR_EQ(test, (int __force *)u64_to_user_ptr(address), &values[1]);
	KUNIT_EXPECT_EQ(test, STACK_MAGIC, 0xdeadbeef);
}

static struct kunit_case module_cases[] = {
	KUNIT_CASE(start_up_code_ran_in_order),
	KUNIT_CASE(numbers),
	KUNIT_CASE(truths),
	KUNIT_CASE(truths_of_a_kind),
	KUNIT_CASE(texts),
	KUNIT_CASE(arrays),
	KUNIT_CASE(parameters_by_functions),
	KUNIT_CASE(conversions),
	KUNIT_CASE(conversions_by_type),
	KUNIT_CASE(references),
	KUNIT_CASE(options),
	KUNIT_CASE(exported_functions),
	{}
};

static struct kunit_suite module_suite = {
	.name = "conformance-module",
	.test_cases = module_cases,
};
kunit_test_suites(&module_suite);

MODULE_DESCRIPTION("Modules and their parameters");
MODULE_AUTHOR("The authors of ktest");
MODULE_VERSION("1.0");
MODULE_ALIAS("ktest-conformance-module");
MODULE_INFO(conformance, "yes");
MODULE_LICENSE("GPL");

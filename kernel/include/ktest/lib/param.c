// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Conversions of module parameters between text and value. */
#ifndef KTEST_LIB_PARAM_C
#define KTEST_LIB_PARAM_C

#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

/* Those of plain mode are in the header. */
#ifdef KTEST_HOSTED
#define PARAM_OPS(name, ops) __weak const struct kernel_param_ops name = { ops }
#else
#define PARAM_OPS(name, ops) struct kernel_param_ops
#endif

#define PARAM_NUMBER(name, type, format, convert) \
	KTEST_DEF int param_set_##name(const char *val, const struct kernel_param *kp) \
	{ \
		return convert(val, 0, (type *)kp->arg); \
	} \
	KTEST_DEF int param_get_##name(char *buffer, const struct kernel_param *kp) \
	{ \
		return scnprintf(buffer, 4096, format "\n", *(type *)kp->arg); \
	} \
	PARAM_OPS(param_ops_##name, KTEST_OPS_NUMBER(name))
PARAM_NUMBER(byte, unsigned char, "%hhu", kstrtou8);
PARAM_NUMBER(short, short, "%hi", kstrtos16);
PARAM_NUMBER(ushort, unsigned short, "%hu", kstrtou16);
PARAM_NUMBER(int, int, "%i", kstrtoint);
PARAM_NUMBER(uint, unsigned int, "%u", kstrtouint);
PARAM_NUMBER(long, long, "%li", kstrtol);
PARAM_NUMBER(ulong, unsigned long, "%lu", kstrtoul);
PARAM_NUMBER(ullong, unsigned long long, "%llu", kstrtoull);
PARAM_NUMBER(hexint, unsigned int, "%#08x", kstrtouint);

KTEST_DEF int param_set_uint_minmax(const char *val, const struct kernel_param *kp, unsigned int min,
				 unsigned int max)
{
	unsigned int value;
	int err = val ? kstrtouint(val, 0, &value) : -EINVAL;

	if (err)
		return err;
	if (value < min || value > max)
		return -EINVAL;
	*(unsigned int *)kp->arg = value;
	return 0;
}

/* A name without a value means true. */
KTEST_DEF int param_set_bool(const char *val, const struct kernel_param *kp)
{
	return kstrtobool(val ?: "1", (bool *)kp->arg);
}

KTEST_DEF int param_get_bool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'Y' : 'N');
}

KTEST_DEF int param_set_bool_enable_only(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val ?: "1", &value);

	if (err)
		return err;
	if (!value && *(bool *)kp->arg)
		return -EROFS;
	*(bool *)kp->arg = value;
	return 0;
}

KTEST_DEF int param_set_bint(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val ?: "1", &value);

	if (!err)
		*(int *)kp->arg = value;
	return err;
}

KTEST_DEF int param_set_invbool(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val ?: "1", &value);

	if (!err)
		*(bool *)kp->arg = !value;
	return err;
}

KTEST_DEF int param_get_invbool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'N' : 'Y');
}

/* Copies of values: a pointer that is none of them was there from the start. */
struct param_copy {
	struct list_head list;
	char value[];
};

static LIST_HEAD(param_copies);
static DEFINE_SPINLOCK(param_lock);

static inline void param_free_copy(const char *value)
{
	struct param_copy *copy, *found = NULL;

	spin_lock(&param_lock);
	list_for_each_entry(copy, &param_copies, list)
		if (copy->value == value)
			found = copy;
	if (found)
		list_del(&found->list);
	spin_unlock(&param_lock);
	kfree(found);
}

KTEST_DEF int param_set_charp(const char *val, const struct kernel_param *kp)
{
	size_t len = strnlen(val, 1025);
	struct param_copy *copy;

	if (len > 1024)
		return -ENOSPC;
	copy = (struct param_copy *)kmalloc(sizeof(*copy) + len + 1, GFP_KERNEL);
	if (!copy)
		return -ENOMEM;
	memcpy(copy->value, val, len + 1);
	spin_lock(&param_lock);
	list_add(&copy->list, &param_copies);
	spin_unlock(&param_lock);
	param_free_copy(*(char **)kp->arg);
	*(char **)kp->arg = copy->value;
	return 0;
}

KTEST_DEF int param_get_charp(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, 4096, "%s\n", *(char **)kp->arg);
}

KTEST_DEF void param_free_charp(void *arg)
{
	param_free_copy(*(char **)arg);
}

KTEST_DEF int param_set_copystring(const char *val, const struct kernel_param *kp)
{
	if (strnlen(val, kp->str->maxlen) == kp->str->maxlen)
		return -ENOSPC;
	strcpy(kp->str->string, val);
	return 0;
}

KTEST_DEF int param_get_string(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, 4096, "%s\n", kp->str->string);
}

/* Elements are separated by commas; those before one that is refused are set. */
KTEST_DEF int ktest_param_set_array(const char *val, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	unsigned int own, *num = arr->num ?: &own;
	char *copy = kstrdup(val, GFP_KERNEL), *rest = copy, *word;
	int err = copy ? 0 : -ENOMEM;

	*num = 0;
	while (!err && (word = strsep(&rest, ",")) != NULL) {
		struct kernel_param element = *kp;

		if (*num == arr->max) {
			err = -EINVAL;
			break;
		}
		element.arg = (char *)arr->elem + arr->elemsize * *num;
		err = arr->ops->set(word, &element);
		if (!err)
			++*num;
	}
	kfree(copy);
	return err;
}

KTEST_DEF int ktest_param_get_array(char *buffer, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	unsigned int count = arr->num ? *arr->num : arr->max, i;
	int len = 0;

	for (i = 0; i < count; i++) {
		struct kernel_param element = *kp;
		int got;

		if (len) /* takes the place of the newline of the element before */
			buffer[len - 1] = ',';
		element.arg = (char *)arr->elem + arr->elemsize * i;
		got = arr->ops->get(buffer + len, &element);
		if (got < 0)
			return got;
		len += got;
	}
	buffer[len] = '\0';
	return len;
}

KTEST_DEF void ktest_param_free_array(void *arg)
{
	const struct kparam_array *arr = (const struct kparam_array *)arg;
	unsigned int count = arr->num ? *arr->num : arr->max, i;

	for (i = 0; arr->ops->free && i < count; i++)
		arr->ops->free((char *)arr->elem + arr->elemsize * i);
}

PARAM_OPS(param_ops_bool, KTEST_OPS_BOOL);
PARAM_OPS(param_ops_bool_enable_only, KTEST_OPS_BOOL_ENABLE_ONLY);
PARAM_OPS(param_ops_bint, KTEST_OPS_BINT);
PARAM_OPS(param_ops_invbool, KTEST_OPS_INVBOOL);
PARAM_OPS(param_ops_charp, KTEST_OPS_CHARP);
PARAM_OPS(param_ops_string, KTEST_OPS_STRING);
PARAM_OPS(param_array_ops, KTEST_OPS_ARRAY);

#endif

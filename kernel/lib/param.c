// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Conversions of module parameters between text and value. */
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>

#define PARAM_NUMBER(name, type, format, convert) \
	static int param_set_##name##_value(const char *val, const struct kernel_param *kp) \
	{ \
		return convert(val, 0, (type *)kp->arg); \
	} \
	static int param_get_##name##_value(char *buffer, const struct kernel_param *kp) \
	{ \
		return scnprintf(buffer, 4096, format "\n", *(type *)kp->arg); \
	} \
	__weak const struct kernel_param_ops param_ops_##name = { \
		.set = param_set_##name##_value, .get = param_get_##name##_value \
	}
PARAM_NUMBER(byte, unsigned char, "%hhu", kstrtou8);
PARAM_NUMBER(short, short, "%hi", kstrtos16);
PARAM_NUMBER(ushort, unsigned short, "%hu", kstrtou16);
PARAM_NUMBER(long, long, "%li", kstrtol);
PARAM_NUMBER(ulong, unsigned long, "%lu", kstrtoul);
PARAM_NUMBER(ullong, unsigned long long, "%llu", kstrtoull);
PARAM_NUMBER(hexint, unsigned int, "%#08x", kstrtouint);

__weak int param_set_int(const char *val, const struct kernel_param *kp)
{
	return kstrtoint(val, 0, kp->arg);
}

__weak int param_get_int(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, 4096, "%i\n", *(int *)kp->arg);
}

__weak int param_set_uint(const char *val, const struct kernel_param *kp)
{
	return kstrtouint(val, 0, kp->arg);
}

__weak int param_get_uint(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, 4096, "%u\n", *(unsigned int *)kp->arg);
}

/* A name without a value means true. */
__weak int param_set_bool(const char *val, const struct kernel_param *kp)
{
	return kstrtobool(val ?: "1", kp->arg);
}

__weak int param_get_bool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'Y' : 'N');
}

static int param_set_invbool(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val ?: "1", &value);

	if (!err)
		*(bool *)kp->arg = !value;
	return err;
}

static int param_get_invbool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'N' : 'Y');
}

/* Simplified: the copy of the value stays for the rest of the run. */
__weak int param_set_charp(const char *val, const struct kernel_param *kp)
{
	char *copy;

	if (strlen(val) > 1024)
		return -ENOSPC;
	copy = kstrdup(val, GFP_KERNEL);
	if (!copy)
		return -ENOMEM;
	*(char **)kp->arg = copy;
	return 0;
}

__weak int param_get_charp(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, 4096, "%s\n", *(char **)kp->arg);
}

static int param_set_string(const char *val, const struct kernel_param *kp)
{
	if (strnlen(val, kp->str->maxlen) == kp->str->maxlen)
		return -ENOSPC;
	strcpy(kp->str->string, val);
	return 0;
}

static int param_get_string(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, 4096, "%s\n", kp->str->string);
}

/* Elements are separated by commas. */
static int param_set_array(const char *val, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	unsigned int count = 0;
	char *copy = kstrdup(val, GFP_KERNEL), *rest = copy, *word;
	int err = copy ? 0 : -ENOMEM;

	while (!err && (word = strsep(&rest, ",")) != NULL) {
		struct kernel_param element = *kp;

		if (count == arr->max) {
			err = -EINVAL;
			break;
		}
		element.arg = (char *)arr->elem + arr->elemsize * count;
		err = arr->ops->set(word, &element);
		count++;
	}
	kfree(copy);
	if (!err && arr->num)
		*arr->num = count;
	return err;
}

static int param_get_array(char *buffer, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	unsigned int count = arr->num ? *arr->num : arr->max;
	int len = 0;

	for (unsigned int i = 0; i < count; i++) {
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

#define PARAM_OPS(name, ...) \
	__weak const struct kernel_param_ops param_ops_##name = { __VA_ARGS__ }
PARAM_OPS(int, .set = param_set_int, .get = param_get_int);
PARAM_OPS(uint, .set = param_set_uint, .get = param_get_uint);
PARAM_OPS(bool, .set = param_set_bool, .get = param_get_bool, .flags = KERNEL_PARAM_OPS_FL_NOARG);
PARAM_OPS(invbool, .set = param_set_invbool, .get = param_get_invbool);
PARAM_OPS(charp, .set = param_set_charp, .get = param_get_charp);
PARAM_OPS(string, .set = param_set_string, .get = param_get_string);
__weak const struct kernel_param_ops param_array_ops = {
	.set = param_set_array, .get = param_get_array
};

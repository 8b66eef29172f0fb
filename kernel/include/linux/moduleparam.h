/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Module parameters.
 * Fidelity: simplified: registered in section ktest_params; those of a self-test without KUnit are set by --param
 */
#ifndef KTEST_LINUX_MODULEPARAM_H
#define KTEST_LINUX_MODULEPARAM_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/init.h>
#include <linux/stringify.h>
#include <linux/types.h>

struct kernel_param;
enum { KERNEL_PARAM_OPS_FL_NOARG = 1 << 0 };

struct kernel_param_ops {
	unsigned int flags;
	int (*set)(const char *val, const struct kernel_param *kp);
	int (*get)(char *buffer, const struct kernel_param *kp);
	void (*free)(void *arg);
};

struct kparam_string { unsigned int maxlen; char *string; };

struct kparam_array {
	unsigned int max;
	unsigned int elemsize;
	unsigned int *num;
	const struct kernel_param_ops *ops;
	void *elem;
};

struct kernel_param {
	const char *name;
	const struct kernel_param_ops *ops;
	u16 perm;
	union {
		void *arg;
		const struct kparam_string *str;
		const struct kparam_array *arr;
	};
};

/* What the operations are, in both modes. */
#define KTEST_OPS_NO_FREE ((void (*)(void *))0)
#define KTEST_OPS_NUMBER(name) 0, param_set_##name, param_get_##name, KTEST_OPS_NO_FREE
#define KTEST_OPS_BOOL KERNEL_PARAM_OPS_FL_NOARG, param_set_bool, param_get_bool, KTEST_OPS_NO_FREE
#define KTEST_OPS_BOOL_ENABLE_ONLY KERNEL_PARAM_OPS_FL_NOARG, param_set_bool_enable_only, param_get_bool, KTEST_OPS_NO_FREE
#define KTEST_OPS_BINT KERNEL_PARAM_OPS_FL_NOARG, param_set_bint, param_get_int, KTEST_OPS_NO_FREE
#define KTEST_OPS_INVBOOL 0, param_set_invbool, param_get_invbool, KTEST_OPS_NO_FREE
#define KTEST_OPS_CHARP 0, param_set_charp, param_get_charp, param_free_charp
#define KTEST_OPS_STRING 0, param_set_copystring, param_get_string, KTEST_OPS_NO_FREE
#define KTEST_OPS_ARRAY 0, ktest_param_set_array, ktest_param_get_array, ktest_param_free_array
#ifdef KTEST_HOSTED
extern const struct kernel_param_ops param_ops_byte, param_ops_short, param_ops_ushort;
extern const struct kernel_param_ops param_ops_int, param_ops_uint, param_ops_long;
extern const struct kernel_param_ops param_ops_ulong, param_ops_ullong, param_ops_hexint;
extern const struct kernel_param_ops param_ops_charp, param_ops_bool, param_ops_invbool;
extern const struct kernel_param_ops param_ops_string, param_array_ops;
extern const struct kernel_param_ops param_ops_bool_enable_only, param_ops_bint;
#else
/* Plain mode: only files that use one compile what it refers to. At file scope these are constants. */
#ifdef __cplusplus
extern "C++" {
template <unsigned int flags, int (*set)(const char *, const struct kernel_param *),
	  int (*get)(char *, const struct kernel_param *), void (*release)(void *)>
struct ktest_param_ops_of {
	static const struct kernel_param_ops ops;
};
template <unsigned int flags, int (*set)(const char *, const struct kernel_param *),
	  int (*get)(char *, const struct kernel_param *), void (*release)(void *)>
const struct kernel_param_ops ktest_param_ops_of<flags, set, get, release>::ops = { flags, set, get, release };
}
#define KTEST_PARAM_OPS_OF(...) (ktest_param_ops_of<__VA_ARGS__>::ops)
#else
#define KTEST_PARAM_OPS_OF(...) ((const struct kernel_param_ops){ __VA_ARGS__ })
#endif
#define param_ops_byte KTEST_PARAM_OPS_OF(KTEST_OPS_NUMBER(byte))
#define param_ops_short KTEST_PARAM_OPS_OF(KTEST_OPS_NUMBER(short))
#define param_ops_ushort KTEST_PARAM_OPS_OF(KTEST_OPS_NUMBER(ushort))
#define param_ops_int KTEST_PARAM_OPS_OF(KTEST_OPS_NUMBER(int))
#define param_ops_uint KTEST_PARAM_OPS_OF(KTEST_OPS_NUMBER(uint))
#define param_ops_long KTEST_PARAM_OPS_OF(KTEST_OPS_NUMBER(long))
#define param_ops_ulong KTEST_PARAM_OPS_OF(KTEST_OPS_NUMBER(ulong))
#define param_ops_ullong KTEST_PARAM_OPS_OF(KTEST_OPS_NUMBER(ullong))
#define param_ops_hexint KTEST_PARAM_OPS_OF(KTEST_OPS_NUMBER(hexint))
#define param_ops_bool KTEST_PARAM_OPS_OF(KTEST_OPS_BOOL)
#define param_ops_bool_enable_only KTEST_PARAM_OPS_OF(KTEST_OPS_BOOL_ENABLE_ONLY)
#define param_ops_bint KTEST_PARAM_OPS_OF(KTEST_OPS_BINT)
#define param_ops_invbool KTEST_PARAM_OPS_OF(KTEST_OPS_INVBOOL)
#define param_ops_charp KTEST_PARAM_OPS_OF(KTEST_OPS_CHARP)
#define param_ops_string KTEST_PARAM_OPS_OF(KTEST_OPS_STRING)
#define param_array_ops KTEST_PARAM_OPS_OF(KTEST_OPS_ARRAY)
#endif
KTEST_FN int param_set_byte(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_byte(char *buffer, const struct kernel_param *kp);
KTEST_FN int param_set_short(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_short(char *buffer, const struct kernel_param *kp);
KTEST_FN int param_set_ushort(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_ushort(char *buffer, const struct kernel_param *kp);
KTEST_FN int param_set_int(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_int(char *buffer, const struct kernel_param *kp);
KTEST_FN int param_set_uint(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_uint(char *buffer, const struct kernel_param *kp);
KTEST_FN int param_set_uint_minmax(const char *val, const struct kernel_param *kp, unsigned int min,
			  unsigned int max);
KTEST_FN int param_set_long(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_long(char *buffer, const struct kernel_param *kp);
KTEST_FN int param_set_ulong(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_ulong(char *buffer, const struct kernel_param *kp);
KTEST_FN int param_set_ullong(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_ullong(char *buffer, const struct kernel_param *kp);
KTEST_FN int param_set_hexint(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_hexint(char *buffer, const struct kernel_param *kp);
KTEST_FN int param_set_bool(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_bool(char *buffer, const struct kernel_param *kp);
KTEST_FN int param_set_bool_enable_only(const char *val, const struct kernel_param *kp);
KTEST_FN int param_set_bint(const char *val, const struct kernel_param *kp);
KTEST_FN int param_set_invbool(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_invbool(char *buffer, const struct kernel_param *kp);
KTEST_FN int param_set_charp(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_charp(char *buffer, const struct kernel_param *kp);
KTEST_FN void param_free_charp(void *arg);
KTEST_FN int param_set_copystring(const char *val, const struct kernel_param *kp);
KTEST_FN int param_get_string(char *buffer, const struct kernel_param *kp);
KTEST_FN int ktest_param_set_array(const char *val, const struct kernel_param *kp);
KTEST_FN int ktest_param_get_array(char *buffer, const struct kernel_param *kp);
KTEST_FN void ktest_param_free_array(void *arg);

#define __MODULE_PARM_TYPE(name, type)
/* In plain mode nobody sets parameters by name. */
#define KTEST_PARAM(id, name_, ops_, arg_, perm_) \
	static const struct kernel_param __param_##id __used __section(KTEST_PARAMS) \
		__aligned(sizeof(void *)) = \
		{ name_, ops_, perm_, { (void *)(arg_) } }
#define module_param_cb(name, ops, arg, perm) KTEST_PARAM(name, #name, ops, arg, perm)
#define module_param_named(name, value, type, perm) \
	KTEST_PARAM(name, #name, &param_ops_##type, &(value), perm)
#define module_param(name, type, perm) module_param_named(name, name, type, perm)
#define module_param_unsafe(name, type, perm) module_param(name, type, perm)
#define module_param_string(name, string_, len, perm_) \
	static const struct kparam_string __param_string_##name = { len, string_ }; \
	KTEST_PARAM(name, #name, &param_ops_string, &__param_string_##name, perm_)
#define module_param_array_named(name_, array, type, nump, perm_) \
	static const struct kparam_array __param_arr_##name_ = \
		{ ARRAY_SIZE(array), sizeof((array)[0]), (unsigned int *)(nump), \
		  &param_ops_##type, array }; \
	KTEST_PARAM(name_, #name_, &param_array_ops, &__param_arr_##name_, perm_)
#define module_param_array(name, type, nump, perm) \
	module_param_array_named(name, name, type, nump, perm)
#define core_param(name, var, type, perm) module_param_named(name, var, type, perm)
#define MODULE_PARM_DESC(parm, desc) KTEST_QUOTED(desc)

#include <linux/array_size.h>

#include <ktest/close.h>
#endif

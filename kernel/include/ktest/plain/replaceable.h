/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: functions that a program may have as a copy of a kernel's file (lib/rbtree.c beside its tests).
 * Each call asks whether the program has such a function: a weak reference says so. The inline function
 * is of GNU's older kind, so the file that includes the header may still define the name itself.
 */
#ifndef KTEST_PLAIN_REPLACEABLE_H
#define KTEST_PLAIN_REPLACEABLE_H
/* gcc warns that the inline functions call static ones, by no option of its own. */
#pragma GCC system_header

#if __SIZEOF_POINTER__ == 8
#define KTP_ADDRESS ".quad "
#else
#define KTP_ADDRESS ".long "
#endif

/* ktp_theirs_NAME: the address of the program's function, or NULL. With -flto, several files' assembler text is one. */
#define KTP_THEIRS(type, name, params) \
	__asm__(".pushsection .data.rel.ro,\"aw\"\n\t.ifndef ktp_theirs_" #name "\n\t.weakref ktp_weak_" #name ", " #name \
		"\n\t.balign 8\n\t.weak ktp_theirs_" #name "\n\t.hidden ktp_theirs_" #name "\nktp_theirs_" #name ": " \
		KTP_ADDRESS "ktp_weak_" #name "\n\t.endif\n\t.popsection"); \
	extern type (*const ktp_theirs_##name) params __attribute__((__visibility__("hidden"))); \
	extern inline __attribute__((__gnu_inline__, __always_inline__, __unused__)) type name params

/* ktp_own_NAME() is ktest's. */
#define KTEST_REPLACEABLE(type, name, params, args) \
	KTP_THEIRS(type, name, params) \
	{ \
		return ktp_theirs_##name ? ktp_theirs_##name args : ktp_own_##name args; \
	}
#define KTEST_REPLACEABLE_VOID(name, params, args) \
	KTP_THEIRS(void, name, params) \
	{ \
		if (ktp_theirs_##name) \
			ktp_theirs_##name args; \
		else \
			ktp_own_##name args; \
	}

#endif

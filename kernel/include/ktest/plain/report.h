/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: messages, warnings and the end of the program. */
#ifndef KTEST_PLAIN_REPORT_H
#define KTEST_PLAIN_REPORT_H

KTP_WEAK unsigned int ktp_warnings;

KTP_FN void ktp_say(const char *fmt, ...) KT_PRINTF(1, 2);
KTP_FN void ktp_say(const char *fmt, ...)
{
	__builtin_va_list args;

	ktp_flush(ktp_stdout);
	__builtin_va_start(args, fmt);
	ktp_vfprintf(ktp_stderr, fmt, args);
	__builtin_va_end(args);
}

KTP_FN void kt_print(const char *text, kt_size len)
{
	ktp_fwrite(text, 1, len, ktp_stdout);
}

KTP_FN void kt_fatal(enum kt_fatal_kind kind, const char *fmt, ...)
{
	__builtin_va_list args;

	ktp_flush((void *)0);
	__builtin_va_start(args, fmt);
	ktp_say(kind == KT_FATAL_PANIC ? "Kernel panic: " : "");
	ktp_vfprintf(ktp_stderr, fmt, args);
	__builtin_va_end(args);
	ktp_say("\n");
	ktp_abort();
}

KTP_FN void kt_warn(const char *file, int line, const char *func, const char *text)
{
	kt_size len = __builtin_strlen(text);

	__atomic_fetch_add(&ktp_warnings, 1, __ATOMIC_RELAXED);
	ktp_say("WARNING at %s:%d in %s(): %s%s", file, line, func, text,
		len && text[len - 1] == '\n' ? "" : "\n");
}

/* A library is opened when it is first asked for: RTLD_NOW is 2 in glibc and musl. */
KTP_FN void *kt_external(const char *library, const char *package, const char *symbol)
{
	void *opened = ktp_dlopen(library, 2), *function = opened ? ktp_dlsym(opened, symbol) : (void *)0;

	if (!function)
		kt_fatal(KT_FATAL_UNSUPPORTED, "%s() of %s can not be had: install the package %s", symbol, library, package);
	return function;
}

/* MemorySanitizer does not see what a library writes. */
#ifdef __has_feature
#if __has_feature(memory_sanitizer)
extern void ktp_msan_unpoison(const volatile void *at, kt_size size) __asm__("__msan_unpoison");
#define KTP_UNPOISON(at, size) ktp_msan_unpoison(at, size)
#endif
#endif
#ifndef KTP_UNPOISON
#define KTP_UNPOISON(at, size) ((void)(at), (void)(size))
#endif
KTP_FN void kt_external_wrote(const void *at, kt_size size)
{
	KTP_UNPOISON(at, size);
}

KTP_FN unsigned int kt_warnings(void)
{
	return __atomic_load_n(&ktp_warnings, __ATOMIC_RELAXED);
}

#endif

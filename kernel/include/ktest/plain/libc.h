/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: what the engine asks of libc, declared under names of ours, so that no libc header
 * comes with a kernel header that does not bring one itself.
 */
#ifndef KTEST_PLAIN_LIBC_H
#define KTEST_PLAIN_LIBC_H

#ifdef __cplusplus
extern "C" {
#endif

struct ktp_timespec { long sec, nsec; };

extern void *ktp_malloc(__SIZE_TYPE__ size) __asm__("malloc");
extern void *ktp_calloc(__SIZE_TYPE__ n, __SIZE_TYPE__ size) __asm__("calloc");
extern int ktp_memalign(void **p, __SIZE_TYPE__ align, __SIZE_TYPE__ size) __asm__("posix_memalign");
extern __SIZE_TYPE__ ktp_usable(void *p) __asm__("malloc_usable_size");
extern void ktp_free(void *p) __asm__("free");
extern void *ktp_mmap(void *at, __SIZE_TYPE__ size, int prot, int flags, int fd, long off) __asm__("mmap");
extern int ktp_memcmp(const void *a, const void *b, __SIZE_TYPE__ n) __asm__("memcmp");
extern void ktp_abort(void) __asm__("abort") __attribute__((__noreturn__));
extern int ktp_getpid(void) __asm__("getpid");
extern long ktp_syscall(long nr, ...) __asm__("syscall");
extern int ktp_clock(int clock, struct ktp_timespec *t) __asm__("clock_gettime");
extern int ktp_nanosleep(const struct ktp_timespec *t, void *left) __asm__("nanosleep");
extern int ktp_yield(void) __asm__("sched_yield");
extern int ktp_thread(unsigned long *id, const void *attr, void *(*fn)(void *), void *arg)
	__asm__("pthread_create");
extern int ktp_join(unsigned long id, void **value) __asm__("pthread_join");
extern unsigned long ktp_thread_self(void) __asm__("pthread_self");
extern int ktp_detach(unsigned long id) __asm__("pthread_detach");
extern void ktp_thread_exit(void *value) __asm__("pthread_exit") __attribute__((__noreturn__));
extern int ktp_key_create(unsigned int *key, void (*end)(void *)) __asm__("pthread_key_create");
extern int ktp_key_set(unsigned int key, const void *value) __asm__("pthread_setspecific");
extern int ktp_flush(void *file) __asm__("fflush");
extern int ktp_vdprintf(int fd, const char *fmt, __builtin_va_list args) __asm__("vdprintf");
extern int ktp_vfprintf(void *file, const char *fmt, __builtin_va_list args) __asm__("vfprintf");
extern int ktp_snprintf(char *buf, __SIZE_TYPE__ size, const char *fmt, ...) __asm__("snprintf");
extern int ktp_vsnprintf(char *buf, __SIZE_TYPE__ size, const char *fmt, __builtin_va_list args)
	__asm__("vsnprintf");
extern __SIZE_TYPE__ ktp_fwrite(const void *p, __SIZE_TYPE__ size, __SIZE_TYPE__ n, void *file)
	__asm__("fwrite");
extern void *ktp_dlopen(const char *file, int flags) __asm__("dlopen");
extern void *ktp_dlsym(void *opened, const char *symbol) __asm__("dlsym");
extern void *ktp_stdout __asm__("stdout");
extern void *ktp_stderr __asm__("stderr");

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What GNU C has and C++ says otherwise. Only C++ gets here, from linux/compiler_types.h. */
#ifndef KTEST_PLAIN_CXX_H
#define KTEST_PLAIN_CXX_H

extern "C++" {	/* libc's <sys/socket.h> includes linux/posix_types.h within extern "C" */
template <class T, class U> struct ktp_same { enum { value = 0 }; };
template <class T> struct ktp_same<T, T> { enum { value = 1 }; };
template <class T> struct ktp_unqual { typedef T type; };
template <class T> struct ktp_unqual<const T> { typedef T type; };
template <class T> struct ktp_unqual<volatile T> { typedef T type; };
template <class T> struct ktp_unqual<const volatile T> { typedef T type; };

/* An address that is assigned to any pointer, as a void * of C. */
struct ktp_pointer {
	unsigned long address;
	template <class T> operator T *() const { return (T *)address; }
};
}

#define typeof __typeof__
#define __auto_type auto
#ifndef _Static_assert
#define _Static_assert static_assert
#endif
#define _Bool bool
#define __builtin_choose_expr(condition, yes, no) ((condition) ? (yes) : (no))
#define __builtin_types_compatible_p(a, b) \
	ktp_same<ktp_unqual<a>::type, ktp_unqual<b>::type>::value

#endif

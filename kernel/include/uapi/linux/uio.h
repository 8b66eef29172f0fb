/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Pieces of user memory. libc has the same structure.
 * Fidelity: faithful
 */
#ifndef KTEST_UAPI_LINUX_UIO_H
#define KTEST_UAPI_LINUX_UIO_H

#include <linux/types.h>

#ifndef __iovec_defined /* glibc's, if its header came first */
#define __iovec_defined 1
struct iovec {
	void *iov_base;
	size_t iov_len;
};
#endif

#ifndef UIO_FASTIOV
#define UIO_FASTIOV 8
#endif
#ifndef UIO_MAXIOV
#define UIO_MAXIOV 1024
#endif

#endif

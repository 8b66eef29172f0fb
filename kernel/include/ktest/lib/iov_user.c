// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Streams that a user describes. */
#ifndef KTEST_LIB_IOV_USER_C
#define KTEST_LIB_IOV_USER_C

#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include <ktest/lib/iov_folio.h>

static inline int iov_iter_copy_pieces(struct iovec *iov, const struct iovec __user *uvec, unsigned long nr)
{
	unsigned long seg;

	if (copy_from_user(iov, uvec, nr * sizeof(*iov)))
		return -EFAULT;
	for (seg = 0; seg < nr; seg++)
		if ((ssize_t)iov[seg].iov_len < 0)
			return -EINVAL;
	return 0;
}

KTEST_DEF struct iovec *iovec_from_user(const struct iovec __user *uvector, unsigned long nr_segs,
					unsigned long fast_segs, struct iovec *fast_iov, bool compat)
{
	struct iovec *iov = fast_iov;
	int err;

	(void)compat;
	if (!nr_segs)
		return iov;
	if (nr_segs > UIO_MAXIOV)
		return (struct iovec *)ERR_PTR(-EINVAL);
	if (nr_segs > fast_segs)
		iov = (struct iovec *)kmalloc_array(nr_segs, sizeof(*iov), GFP_KERNEL);
	if (!iov)
		return (struct iovec *)ERR_PTR(-ENOMEM);
	err = iov_iter_copy_pieces(iov, uvector, nr_segs);
	if (!err)
		return iov;
	if (iov != fast_iov)
		kfree(iov);
	return (struct iovec *)ERR_PTR(err);
}

KTEST_DEF int import_ubuf(int type, void __user *buf, size_t len, struct iov_iter *i)
{
	len = min_t(size_t, len, IOV_ITER_MOST);
	if (!access_ok(buf, len))
		return -EFAULT;
	iov_iter_ubuf(i, type, buf, len);
	return 0;
}

KTEST_DEF ssize_t import_iovec(int type, const struct iovec __user *uvec, unsigned int nr_segs, unsigned int fast_segs,
			       struct iovec **iovp, struct iov_iter *i)
{
	struct iovec *fast = *iovp, *iov;
	size_t sum = 0;
	unsigned int seg;

	*iovp = NULL;
	/* One piece needs no array. */
	if (nr_segs == 1) {
		int err = iov_iter_copy_pieces(fast, uvec, 1);

		if (!err)
			err = import_ubuf(type, fast->iov_base, fast->iov_len, i);
		return err ? err : (ssize_t)i->count;
	}
	iov = iovec_from_user(uvec, nr_segs, fast_segs, fast, false);
	if (IS_ERR(iov))
		return PTR_ERR(iov);
	for (seg = 0; seg < nr_segs; seg++) {
		if (!access_ok(iov[seg].iov_base, iov[seg].iov_len)) {
			if (iov != fast)
				kfree(iov);
			return -EFAULT;
		}
		iov[seg].iov_len = min_t(size_t, iov[seg].iov_len, IOV_ITER_MOST - sum);
		sum += iov[seg].iov_len;
	}
	iov_iter_init(i, type, iov, nr_segs, sum);
	if (iov != fast)
		*iovp = iov;
	return sum;
}

#endif

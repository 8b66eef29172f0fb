/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * How often an inode was changed: counted only after somebody asked.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_IVERSION_H
#define KTEST_LINUX_IVERSION_H
#include <ktest/open.h>

#include <linux/fs.h>

/* The lowest bit: somebody asked since the last change. */
#define I_VERSION_QUERIED_SHIFT 1
#define I_VERSION_QUERIED (1ULL << (I_VERSION_QUERIED_SHIFT - 1))
#define I_VERSION_INCREMENT (1ULL << I_VERSION_QUERIED_SHIFT)

static inline void inode_set_iversion_raw(struct inode *inode, u64 val) { atomic64_set(&inode->i_version, val); }
static inline u64 inode_peek_iversion_raw(const struct inode *inode) { return atomic64_read(&inode->i_version); }
static inline void inode_set_iversion(struct inode *inode, u64 val)
{
	inode_set_iversion_raw(inode, val << I_VERSION_QUERIED_SHIFT);
}
static inline void inode_set_iversion_queried(struct inode *inode, u64 val)
{
	inode_set_iversion_raw(inode, val << I_VERSION_QUERIED_SHIFT | I_VERSION_QUERIED);
}
static inline u64 inode_peek_iversion(const struct inode *inode)
{
	return inode_peek_iversion_raw(inode) >> I_VERSION_QUERIED_SHIFT;
}
/* Whether it changed; it does so if somebody asked, or `force`. */
static inline bool inode_maybe_inc_iversion(struct inode *inode, bool force)
{
	s64 old = atomic64_read(&inode->i_version);

	do {
		if (!force && !(old & I_VERSION_QUERIED))
			return false;
	} while (!atomic64_try_cmpxchg(&inode->i_version, &old, (old & ~I_VERSION_QUERIED) + I_VERSION_INCREMENT));
	return true;
}
static inline void inode_inc_iversion(struct inode *inode) { inode_maybe_inc_iversion(inode, true); }
static inline bool inode_iversion_need_inc(struct inode *inode)
{
	return inode_peek_iversion_raw(inode) & I_VERSION_QUERIED;
}
static inline u64 inode_query_iversion(struct inode *inode)
{
	s64 old = atomic64_read(&inode->i_version);

	while (!(old & I_VERSION_QUERIED) &&
	       !atomic64_try_cmpxchg(&inode->i_version, &old, old | I_VERSION_QUERIED))
		;
	return (u64)old >> I_VERSION_QUERIED_SHIFT;
}
static inline bool inode_eq_iversion_raw(const struct inode *inode, u64 old) { return inode_peek_iversion_raw(inode) == old; }
static inline bool inode_eq_iversion(const struct inode *inode, u64 old) { return inode_peek_iversion(inode) == old; }

#include <ktest/close.h>
#endif

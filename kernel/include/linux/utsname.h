/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The system's names. A test may write them.
 * Fidelity: simplified: one namespace for all tasks
 */
#ifndef KTEST_LINUX_UTSNAME_H
#define KTEST_LINUX_UTSNAME_H
#include <ktest/open.h>

#include <linux/err.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <uapi/linux/utsname.h>

enum uts_proc {
	UTS_PROC_ARCH,
	UTS_PROC_OSTYPE,
	UTS_PROC_OSRELEASE,
	UTS_PROC_VERSION,
	UTS_PROC_HOSTNAME,
	UTS_PROC_DOMAINNAME,
};

struct user_namespace;
struct uts_namespace {
	struct new_utsname name;
	struct user_namespace *user_ns;
};
extern struct uts_namespace init_uts_ns;
extern struct rw_semaphore uts_sem;

static inline struct new_utsname *init_utsname(void) { return &init_uts_ns.name; }
static inline struct new_utsname *utsname(void) { return &init_uts_ns.name; }
static inline void get_uts_ns(struct uts_namespace *ns) { (void)ns; }
static inline void put_uts_ns(struct uts_namespace *ns) { (void)ns; }
static inline void uts_proc_notify(enum uts_proc proc) { (void)proc; }

#include <ktest/close.h>
#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What a file system is mounted with.
 * Fidelity: simplified: the structures; nothing mounts
 */
#ifndef KTEST_LINUX_FS_CONTEXT_H
#define KTEST_LINUX_FS_CONTEXT_H
#include <ktest/open.h>

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/types.h>

struct cred;
struct dentry;
struct file;
struct file_system_type;
struct filename;
struct fs_context;
struct fs_parameter;
struct net;
struct user_namespace;

enum fs_context_purpose {
	FS_CONTEXT_FOR_MOUNT,
	FS_CONTEXT_FOR_SUBMOUNT,
	FS_CONTEXT_FOR_RECONFIGURE,
};
enum fs_value_type {
	fs_value_is_undefined,
	fs_value_is_flag,
	fs_value_is_string,
	fs_value_is_blob,
	fs_value_is_filename,
	fs_value_is_file,
};
struct fs_parameter {
	const char *key;
	enum fs_value_type type : 8;
	union {
		char *string;
		void *blob;
		struct filename *name;
		struct file *file;
	};
	size_t size;
	int dirfd;
};
struct p_log {
	const char *prefix;
	struct fc_log *log;
};
struct fs_context_operations {
	void (*free)(struct fs_context *fc);
	int (*dup)(struct fs_context *fc, struct fs_context *src_fc);
	int (*parse_param)(struct fs_context *fc, struct fs_parameter *param);
	int (*parse_monolithic)(struct fs_context *fc, void *data);
	int (*get_tree)(struct fs_context *fc);
	int (*reconfigure)(struct fs_context *fc);
};
struct fs_context {
	const struct fs_context_operations *ops;
	struct mutex uapi_mutex;
	struct file_system_type *fs_type;
	void *fs_private;
	void *sget_key;
	struct dentry *root;
	struct user_namespace *user_ns;
	struct net *net_ns;
	const struct cred *cred;
	struct p_log log;
	const char *source;
	void *security;
	void *s_fs_info;
	unsigned int sb_flags;
	unsigned int sb_flags_mask;
	unsigned int s_iflags;
	enum fs_context_purpose purpose : 8;
	bool need_free : 1;
	bool global : 1;
	bool oldapi : 1;
	bool exclusive : 1;
};

#include <ktest/close.h>
#endif

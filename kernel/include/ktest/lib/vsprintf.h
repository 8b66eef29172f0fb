/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Shared by the parts of the printf dialect. */
#ifndef KTEST_LIB_VSPRINTF_H
#define KTEST_LIB_VSPRINTF_H

#include <linux/compiler_attributes.h>
#include <linux/stdarg.h>
#include <linux/types.h>

struct dentry;
struct file;
struct fwnode_handle;

#define VSPRINTF_SIGNED 1
#define VSPRINTF_LEFT 2
#define VSPRINTF_PLUS 4
#define VSPRINTF_SPACE 8
#define VSPRINTF_ZERO 16
#define VSPRINTF_LOWER 32 /* the case bit of a letter */
#define VSPRINTF_PREFIX 64

struct vsprintf_spec { int flags, width, precision; unsigned int base; };
struct vsprintf_out { char *pos, *end; };	/* pos runs on past end */
struct vsprintf_args { va_list va; };

KTEST_FN void vsprintf_char(struct vsprintf_out *out, char c);
KTEST_FN void vsprintf_bytes(struct vsprintf_out *out, const char *s, size_t len,
		    struct vsprintf_spec spec);
KTEST_FN void vsprintf_string(struct vsprintf_out *out, const char *s, struct vsprintf_spec spec);
KTEST_FN void vsprintf_number(struct vsprintf_out *out, unsigned long long num, struct vsprintf_spec spec);
KTEST_FN __printf(2, 3) void vsprintf_format(struct vsprintf_out *out, const char *fmt, ...);
/* ext: what follows the 'p'. */
void vsprintf_pointer(struct vsprintf_out *out, const char *ext, void *ptr,
		      struct vsprintf_spec spec);
/* Extensions by kind, for a pointer that may be read. */
KTEST_FN void vsprintf_mac(struct vsprintf_out *out, const char *ext, const u8 *mac,
		  struct vsprintf_spec spec);
KTEST_FN void vsprintf_ip(struct vsprintf_out *out, const char *ext, const u8 *addr,
		 struct vsprintf_spec spec);
KTEST_FN void vsprintf_uuid(struct vsprintf_out *out, const char *ext, const u8 *uuid,
		   struct vsprintf_spec spec);
KTEST_FN void vsprintf_bitmap(struct vsprintf_out *out, const char *ext, const unsigned long *map,
		     struct vsprintf_spec spec);
KTEST_FN void vsprintf_hex(struct vsprintf_out *out, const char *ext, const u8 *bytes,
		  struct vsprintf_spec spec);
void vsprintf_escaped(struct vsprintf_out *out, const char *ext, const char *text,
		      struct vsprintf_spec spec);
void vsprintf_fourcc(struct vsprintf_out *out, const u32 *code, struct vsprintf_spec spec);
void vsprintf_resource(struct vsprintf_out *out, const char *ext, const void *resource,
		       struct vsprintf_spec spec);
void vsprintf_time(struct vsprintf_out *out, const char *ext, const void *ptr);
void vsprintf_flags(struct vsprintf_out *out, const char *ext, const void *flags);
void vsprintf_dentry(struct vsprintf_out *out, const char *ext, const struct dentry *dentry,
		     struct vsprintf_spec spec);
void vsprintf_file(struct vsprintf_out *out, const char *ext, const struct file *file,
		   struct vsprintf_spec spec);
void vsprintf_fwnode(struct vsprintf_out *out, const char *ext, struct fwnode_handle *fwnode,
		     struct vsprintf_spec spec);
/* An address: 16 digits, unless a width is asked for. */
KTEST_FN void vsprintf_raw(struct vsprintf_out *out, unsigned long value, struct vsprintf_spec spec);
/* What is printed instead of what ptr points to, if ptr is no address; else NULL. */
KTEST_FN const char *vsprintf_fault(const void *ptr);

#endif

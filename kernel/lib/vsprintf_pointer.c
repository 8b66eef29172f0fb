// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* %p and its extensions, as Documentation/core-api/printk-formats.rst defines them. */
#include <linux/bug.h>
#include <linux/ctype.h>
#include <linux/errname.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/page.h>

#include <ktest/lib/vsprintf.h>

__weak bool no_hash_pointers;

/* 32 bits of a fixed mix: the same pointer prints the same, and not itself. */
static void pointer_hashed(struct vsprintf_out *out, const void *ptr, struct vsprintf_spec spec)
{
	u64 h = (u64)(unsigned long)ptr;

	if (ptr && !IS_ERR(ptr) && !no_hash_pointers) {
		h ^= h >> 33;
		h *= 0xff51afd7ed558ccdull;
		h ^= h >> 33;
		h = (u32)h;
	}
	vsprintf_raw(out, h, spec);
}

static void pointer_symbol(struct vsprintf_out *out, const char *ext, const void *ptr,
			   struct vsprintf_spec spec)
{
	kt_addr offset, size;
	/* A return address belongs to the call before it (%pB). */
	const char *name = kt_symbol_name((kt_addr)ptr - (*ext == 'B'), &offset, &size);
	char buf[160];

	if (!name)
		snprintf(buf, sizeof(buf), "0x%lx", (unsigned long)ptr);
	else if (*ext == 's')
		strscpy(buf, name, sizeof(buf));
	else
		snprintf(buf, sizeof(buf), "%s+0x%lx/0x%lx", name,
			 (unsigned long)offset + (*ext == 'B'), (unsigned long)size);
	vsprintf_string(out, buf, spec);
}

static void pointer_va_format(struct vsprintf_out *out, const struct va_format *vaf)
{
	size_t room = out->pos < out->end ? out->end - out->pos : 0;
	va_list args;

	va_copy(args, *vaf->va);
	out->pos += vsnprintf(out->pos, room, vaf->fmt, args);
	va_end(args);
}

/* Needs structures that do not exist here. */
static void pointer_unsupported(const char *ext)
{
	int letters = 1;

	while (isalnum(ext[letters]))
		letters++;
	kt_fatal(KT_FATAL_UNSUPPORTED, "printf(\"%%p%.*s\")", letters, ext);
}

/* These read what ptr points to. */
static void pointer_deref(struct vsprintf_out *out, const char *ext, void *ptr,
			  struct vsprintf_spec spec)
{
	switch (*ext) {
	case 'M':
	case 'm':
		vsprintf_mac(out, ext, ptr, spec);
		break;
	case '4':
		vsprintf_fourcc(out, ptr, spec);
		break;
	case 'I':
	case 'i':
		vsprintf_ip(out, ext, ptr, spec);
		break;
	case 'U':
		vsprintf_uuid(out, ext, ptr, spec);
		break;
	case 'b':
		vsprintf_bitmap(out, ext, ptr, spec);
		break;
	case 'h':
		vsprintf_hex(out, ext, ptr, spec);
		break;
	case 'E':
		vsprintf_escaped(out, ext, ptr, spec);
		break;
	case 'V':
		pointer_va_format(out, ptr);
		break;
	case 'a':
	case 'N':
		vsprintf_format(out, "%#018llx", *(const u64 *)ptr);
		break;
	case 't':
		vsprintf_time(out, ext, ptr);
		break;
	case 'R':
	case 'r':
		vsprintf_resource(out, ext, ptr, spec);
		break;
	case 'G':
		vsprintf_flags(out, ext, ptr);
		break;
	case 'd':
		vsprintf_dentry(out, ext, ptr, spec);
		break;
	case 'D':
		vsprintf_file(out, ext, ptr, spec);
		break;
	case 'f':
		vsprintf_fwnode(out, ext, ptr, spec);
		break;
	default:
		pointer_unsupported(ext);
	}
}

static void pointer_error(struct vsprintf_out *out, const void *ptr, struct vsprintf_spec spec)
{
	const char *name = errname(PTR_ERR(ptr));

	if (name) {
		vsprintf_string(out, name, spec);
		return;
	}
	spec.base = 10;
	spec.flags |= VSPRINTF_SIGNED;
	vsprintf_number(out, PTR_ERR(ptr), spec);
}

/* What is printed whatever the pointer is, since the letters say nothing; else NULL. */
static const char *pointer_misspelt(const char *ext)
{
	switch (*ext) {
	case 'u':
	case 'k':
		return ext[1] == 's' ? NULL : "(einval)";
	case 'O': /* there are no device tree nodes */
		return ext[1] == 'F' ? "(%pOF?)" : "(%pO?)";
	case 'C': /* and no clocks */
		return "(%pC?)";
	case 'f':
		return ext[1] == 'w' ? NULL : "(%pf?)";
	case '4':
		return ext[1] == 'c' && ext[2] == 'c' ? NULL : "(%p4?)";
	case 'A':
		WARN_ONCE(1, "Please remove %%pA from non-Rust code\n");
		return "(%pA?)";
	}
	return NULL;
}

/* The same for letters that are looked at after the pointer. */
static const char *pointer_misspelt_later(const char *ext)
{
	switch (*ext) {
	case 'N':
		return ext[1] == 'F' ? NULL : "(%pN?)";
	case 't':
		return ext[1] == 'R' || ext[1] == 'T' ? NULL : "(%pt?)";
	case 'G':
		return ext[1] && strchr("pvg", ext[1]) ? NULL : "(%pG?)";
	}
	return NULL;
}

KTEST_DEF void vsprintf_pointer(struct vsprintf_out *out, const char *ext, void *ptr,
		      struct vsprintf_spec spec)
{
	const char *text = pointer_misspelt(ext);

	if (text) {
		vsprintf_string(out, text, spec);
		return;
	}
	switch (*ext) {
	case 's':
	case 'S':
	case 'B':
		pointer_symbol(out, ext, ptr, spec);
		return;
	case 'x':
		vsprintf_raw(out, (unsigned long)ptr, spec);
		return;
	case 'u':
	case 'k':
		vsprintf_string(out, ptr, spec);
		return;
	case 'e':
		if (!IS_ERR(ptr))
			break;
		pointer_error(out, ptr, spec);
		return;
	case 'h':
	case 'E':
		if (!spec.width)
			return;
	}
	if (!*ext || !strchr("4MmIiUbhEVatRrNGdDgf", *ext)) {
		/* Also %pK, as with kptr_restrict 0. */
		pointer_hashed(out, ptr, spec);
		return;
	}
	text = vsprintf_fault(ptr) ?: pointer_misspelt_later(ext);
	if (text)
		vsprintf_string(out, text, spec);
	else
		pointer_deref(out, ext, ptr, spec);
}

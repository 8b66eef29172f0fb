// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Names of addresses, from the program's own symbol table: what a kernel's build makes of its
 * symbols at the end is nowhere here. There are no modules and no build IDs to print. An address is
 * not found by name (kallsyms_lookup_name()): that is unsupported.
 */
#include "tree.h"
#include <linux/errno.h>
#include <linux/kallsyms.h>
#include <linux/string.h>

#ifdef CONFIG_KALLSYMS

/* An address without a symbol is printed as a number. A return address belongs to the call `before` it. */
static int kallsyms_print(char *buffer, unsigned long address, unsigned long before, bool has_offset)
{
	kt_addr offset, size;
	const char *name = kt_symbol_name(address - before, &offset, &size);

	if (!name)
		return sprintf(buffer, "0x%lx", address);
	if (!has_offset)
		return scnprintf(buffer, KSYM_SYMBOL_LEN, "%s", name);
	return scnprintf(buffer, KSYM_SYMBOL_LEN, "%s+0x%lx/0x%lx", name,
			 (unsigned long)offset + before, (unsigned long)size);
}

int sprint_symbol(char *buffer, unsigned long address)
{
	return kallsyms_print(buffer, address, 0, true);
}

int sprint_symbol_build_id(char *buffer, unsigned long address)
{
	return kallsyms_print(buffer, address, 0, true);
}

int sprint_symbol_no_offset(char *buffer, unsigned long address)
{
	return kallsyms_print(buffer, address, 0, false);
}

int sprint_backtrace(char *buffer, unsigned long address)
{
	return kallsyms_print(buffer, address, 1, true);
}

int sprint_backtrace_build_id(char *buffer, unsigned long address)
{
	return kallsyms_print(buffer, address, 1, true);
}

int lookup_symbol_name(unsigned long address, char *name)
{
	const char *found = kt_symbol_name(address, NULL, NULL);

	if (!found)
		return -ERANGE;
	strscpy(name, found, KSYM_NAME_LEN);
	return 0;
}

int kallsyms_lookup_size_offset(unsigned long address, unsigned long *size, unsigned long *offset)
{
	kt_addr at, length;

	if (!kt_symbol_name(address, &at, &length))
		return 0;
	if (size)
		*size = length;
	if (offset)
		*offset = at;
	return 1;
}

const char *kallsyms_lookup(unsigned long address, unsigned long *size, unsigned long *offset,
			    char **module, char *name)
{
	if (module)
		*module = NULL;
	if (!kallsyms_lookup_size_offset(address, size, offset) || lookup_symbol_name(address, name))
		return NULL;
	return name;
}

#endif

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The program's own symbol table and segments. */
#define _GNU_SOURCE
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

struct symbols_file {
	const Elf64_Sym *table;
	size_t nr;
	const char *names;
	size_t names_size;
};

static struct symbols_file symbols_file;
static int symbols_are_loaded;

/*
 * Where the code under test is: the program, or a shared object that somebody else loaded. The
 * engine is a part of it, or an image of its own, which then is the second.
 */
static struct dl_phdr_info symbols_images[2];
static size_t symbols_nr_images;

static int symbols_has(const struct dl_phdr_info *info, kt_addr addr)
{
	for (unsigned int i = 0; i < info->dlpi_phnum; i++) {
		const Elf64_Phdr *p = &info->dlpi_phdr[i];

		if (p->p_type == PT_LOAD && addr - info->dlpi_addr - p->p_vaddr < p->p_memsz)
			return 1;
	}
	return 0;
}

static int symbols_find_image(struct dl_phdr_info *info, size_t size, void *addr)
{
	(void)size;
	if (!symbols_has(info, (kt_addr)addr))
		return 0;
	symbols_images[symbols_nr_images++] = *info;
	return 1;
}

/* Before there are threads. */
static __attribute__((__constructor__)) void symbols_find_images(void)
{
	void *engine = &symbols_file;

	dl_iterate_phdr(symbols_find_image, (void *)kt_skin_boot);
	if (!symbols_has(&symbols_images[0], (kt_addr)engine))
		dl_iterate_phdr(symbols_find_image, engine);
}

/* The n-th of the loaded segments that have `flags` among those of `mask`; NULL behind the last. */
static const Elf64_Phdr *symbols_segment(unsigned int n, unsigned int mask, unsigned int flags,
					 kt_addr *start)
{
	for (size_t i = 0; i < symbols_nr_images; i++) {
		for (unsigned int j = 0; j < symbols_images[i].dlpi_phnum; j++) {
			const Elf64_Phdr *p = &symbols_images[i].dlpi_phdr[j];

			if (p->p_type != PT_LOAD || (p->p_flags & mask) != flags || n-- > 0)
				continue;
			*start = p->p_vaddr + symbols_images[i].dlpi_addr;
			return p;
		}
	}
	return NULL;
}

/* Finds .symtab and its strings in the mapped file; every offset is checked. */
static void symbols_parse(const char *base, size_t size)
{
	const Elf64_Ehdr *elf = (const Elf64_Ehdr *)base;
	const Elf64_Shdr *sections;

	if (size < sizeof(*elf) || memcmp(elf->e_ident, ELFMAG, SELFMAG) ||
	    elf->e_ident[EI_CLASS] != ELFCLASS64 || elf->e_shoff > size ||
	    elf->e_shnum > (size - elf->e_shoff) / sizeof(*sections))
		return;
	sections = (const Elf64_Shdr *)(base + elf->e_shoff);
	for (unsigned int i = 0; i < elf->e_shnum; i++) {
		const Elf64_Shdr *s = &sections[i], *names;

		if (s->sh_type != SHT_SYMTAB || s->sh_link >= elf->e_shnum)
			continue;
		names = &sections[s->sh_link];
		if (s->sh_offset > size || s->sh_size > size - s->sh_offset ||
		    names->sh_offset > size || names->sh_size > size - names->sh_offset)
			continue;
		symbols_file.table = (const Elf64_Sym *)(base + s->sh_offset);
		symbols_file.nr = s->sh_size / sizeof(Elf64_Sym);
		symbols_file.names = base + names->sh_offset;
		symbols_file.names_size = names->sh_size;
	}
}

/* The mapping stays: it is file-backed and shared by all cases. */
static void symbols_load(void)
{
	const char *path;
	struct stat st;
	int fd;

	if (__atomic_exchange_n(&symbols_are_loaded, 1, __ATOMIC_ACQ_REL))
		return;
	path = symbols_images[0].dlpi_name;
	fd = open(path && *path ? path : "/proc/self/exe", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0) {
		void *base = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);

		if (base != MAP_FAILED)
			symbols_parse(base, (size_t)st.st_size);
	}
	close(fd);
}

static const char *symbols_name(const Elf64_Sym *symbol)
{
	return symbol->st_name < symbols_file.names_size ? symbols_file.names + symbol->st_name
							 : "?";
}

const char *kt_symbol_name(kt_addr addr, kt_addr *offset, kt_addr *size)
{
	const Elf64_Sym *best = NULL;

	symbols_load();
	addr -= symbols_images[0].dlpi_addr;
	for (size_t i = 0; i < symbols_file.nr; i++) {
		const Elf64_Sym *s = &symbols_file.table[i];
		int type = ELF64_ST_TYPE(s->st_info);

		if ((type != STT_FUNC && type != STT_OBJECT) || s->st_shndx == SHN_UNDEF ||
		    addr - s->st_value >= (s->st_size ? s->st_size : 1))
			continue;
		/* Of several names for one place, a global one. */
		if (!best || (ELF64_ST_BIND(best->st_info) != STB_GLOBAL &&
			      ELF64_ST_BIND(s->st_info) == STB_GLOBAL))
			best = s;
	}
	if (!best)
		return NULL;
	if (offset)
		*offset = addr - best->st_value;
	if (size)
		*size = best->st_size;
	return symbols_name(best);
}

/* ---- trap stubs --------------------------------------------------------------------- */

const char *kth_trap_name(kt_addr addr)
{
	const Elf64_Sym *best = NULL;

	symbols_load();
	for (size_t i = 0; i < symbols_file.nr; i++) {
		const Elf64_Sym *s = &symbols_file.table[i];

		if (s->st_shndx == SHN_ABS && s->st_value >= KTH_TRAP_LO &&
		    s->st_value <= addr && (!best || s->st_value > best->st_value))
			best = s;
	}
	return best ? symbols_name(best) : NULL;
}

int kth_has_traps(void)
{
	return kth_trap_name(KTH_TRAP_HI - 1) != NULL;
}

/* ---- segments ------------------------------------------------------------------------- */

int kth_data_segment(unsigned int n, kt_addr *lo, kt_addr *hi)
{
	const Elf64_Phdr *p = symbols_segment(n, PF_W, PF_W, lo);

	if (!p)
		return -1;
	*hi = *lo + p->p_memsz;
	return 0;
}

const char *kth_image_string(const char *text)
{
	const Elf64_Phdr *p;
	kt_addr start;

	for (unsigned int i = 0; (p = symbols_segment(i, PF_W, 0, &start)) != NULL; i++) {
		kt_addr at = (kt_addr)text - start;

		if (at < p->p_memsz)
			return memchr(text, 0, p->p_memsz - at) ? text : NULL;
	}
	return NULL;
}

// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* %pG: flags by their names. */
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>

#include <ktest/lib/vsprintf.h>

struct flags_name { unsigned long mask; const char *name; };

/* Combinations stand before their parts; a name takes its bits away. */
#define G(name) { (unsigned long)(name), #name }
static const struct flags_name flags_gfp[] = {
	G(GFP_TRANSHUGE), G(GFP_TRANSHUGE_LIGHT), G(GFP_HIGHUSER_MOVABLE), G(GFP_HIGHUSER),
	G(GFP_USER), G(GFP_KERNEL_ACCOUNT), G(GFP_KERNEL), G(GFP_NOFS), G(GFP_ATOMIC),
	G(GFP_NOIO), G(GFP_NOWAIT), G(GFP_DMA), G(__GFP_HIGHMEM), G(GFP_DMA32), G(__GFP_HIGH),
	G(__GFP_IO), G(__GFP_FS), G(__GFP_NOWARN), G(__GFP_RETRY_MAYFAIL), G(__GFP_NOFAIL),
	G(__GFP_NORETRY), G(__GFP_COMP), G(__GFP_ZERO), G(__GFP_NOMEMALLOC), G(__GFP_MEMALLOC),
	G(__GFP_HARDWALL), G(__GFP_THISNODE), G(__GFP_RECLAIMABLE), G(__GFP_MOVABLE),
	G(__GFP_ACCOUNT), G(__GFP_WRITE), G(__GFP_DIRECT_RECLAIM), G(__GFP_KSWAPD_RECLAIM),
	G(__GFP_ZEROTAGS), { },
};
#undef G

#define P(name) { 1UL << PG_##name, #name }
static const struct flags_name flags_page[] = {
	P(locked), P(waiters), P(referenced), P(uptodate), P(dirty), P(lru), P(active), P(workingset),
	P(owner_priv_1), P(owner_2), P(arch_1), P(reserved), P(private), P(private_2), P(writeback),
	P(head), P(reclaim), P(swapbacked), P(unevictable), P(mlocked), P(hwpoison), P(idle),
	P(young), P(arch_2), { },
};
#undef P

static const struct flags_name flags_vma[] = {
	{ VM_READ, "read" }, { VM_WRITE, "write" }, { VM_EXEC, "exec" }, { VM_SHARED, "shared" },
	{ VM_MAYREAD, "mayread" }, { VM_MAYWRITE, "maywrite" }, { VM_MAYEXEC, "mayexec" },
	{ VM_MAYSHARE, "mayshare" }, { VM_GROWSDOWN, "growsdown" },
	{ VM_UFFD_MISSING, "uffd_missing" }, { VM_UFFD_MINOR, "uffd_minor" },
	{ VM_PFNMAP, "pfnmap" }, { VM_UFFD_WP, "uffd_wp" }, { VM_LOCKED, "locked" }, { VM_IO, "io" },
	{ VM_SEQ_READ, "seqread" }, { VM_RAND_READ, "randread" }, { VM_DONTCOPY, "dontcopy" },
	{ VM_DONTEXPAND, "dontexpand" }, { VM_LOCKONFAULT, "lockonfault" },
	{ VM_ACCOUNT, "account" }, { VM_NORESERVE, "noreserve" }, { VM_HUGETLB, "hugetlb" },
	{ VM_SYNC, "sync" }, { VM_PAT, "pat" }, { VM_WIPEONFORK, "wipeonfork" },
	{ VM_DONTDUMP, "dontdump" }, { VM_SOFTDIRTY, "softdirty" }, { VM_MIXEDMAP, "mixedmap" },
	{ VM_HUGEPAGE, "hugepage" }, { VM_NOHUGEPAGE, "nohugepage" },
	{ VM_DROPPABLE, "droppable" }, { VM_MERGEABLE, "mergeable" }, { },
};

static void flags_names(struct vsprintf_out *out, unsigned long flags, const struct flags_name *name)
{
	for (; flags && name->name; name++) {
		if ((flags & name->mask) != name->mask)
			continue;
		flags &= ~name->mask;
		vsprintf_format(out, flags ? "%s|" : "%s", name->name);
	}
	if (flags)
		vsprintf_format(out, "%#lx", flags);
}

static void flags_of_page(struct vsprintf_out *out, unsigned long flags)
{
	vsprintf_format(out, "%#lx(", flags);
	flags_names(out, flags & PAGEFLAGS_MASK, flags_page);
	vsprintf_format(out, "%snode=%lu|zone=%lu|lastcpupid=%#lx)", flags & PAGEFLAGS_MASK ? "|" : "",
			flags >> NODES_PGSHIFT & NODES_MASK, flags >> ZONES_PGSHIFT & ZONES_MASK,
			flags >> LAST_CPUPID_PGSHIFT & LAST_CPUPID_MASK);
}

KTEST_DEF void vsprintf_flags(struct vsprintf_out *out, const char *ext, const void *flags)
{
	switch (ext[1]) {
	case 'p':
		flags_of_page(out, *(const unsigned long *)flags);
		break;
	case 'v':
		flags_names(out, *(const unsigned long *)flags, flags_vma);
		break;
	case 'g':
		flags_names(out, *(const gfp_t *)flags, flags_gfp);
	}
}

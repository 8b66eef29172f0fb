/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: which addresses are vmalloc's. A tree of three levels has, for each page, how many of its bytes are; an
 * area starts with a page. It holds no address, so leak checkers see what is left allocated. Its own memory
 * stays: about 2 bytes for a page of address space around an area.
 */
#ifndef KTEST_PLAIN_VM_AREA_H
#define KTEST_PLAIN_VM_AREA_H

#define KTP_AREA_FIRST 0x8000u
#define KTP_AREA_SLOTS 4096

KTP_WEAK void *ktp_areas[KTP_AREA_SLOTS];

/* What the slot has; if `make` is set and it has nothing, so many bytes of zeroes. */
KTP_FN void *ktp_area_node(void **slot, kt_size make)
{
	void *node = __atomic_load_n(slot, __ATOMIC_ACQUIRE), *other = (void *)0;

	if (node || !make)
		return node;
	node = ktp_calloc(1, make);
	if (node && !__atomic_compare_exchange_n(slot, &other, node, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
		ktp_free(node);
		node = other;
	}
	return node;
}

/* The entry of an address's page; NULL: there is none, or no memory for one. */
KTP_FN unsigned short *ktp_area_entry(kt_addr at, int make)
{
	kt_size page = at >> 12;
	void **middle = (void **)ktp_area_node(&ktp_areas[(page >> 24) % KTP_AREA_SLOTS],
					       make ? KTP_AREA_SLOTS * sizeof(void *) : 0);
	unsigned short *leaf = (unsigned short *)(void *)0;

	if (middle)
		leaf = (unsigned short *)ktp_area_node(&middle[(page >> 12) % KTP_AREA_SLOTS],
						       make ? KTP_AREA_SLOTS * sizeof(*leaf) : 0);
	return leaf ? &leaf[page % KTP_AREA_SLOTS] : leaf;
}

KTP_FN int ktp_area_has(const void *p)
{
	const unsigned short *entry = ktp_area_entry((kt_addr)p, 0);

	return entry && (__atomic_load_n(entry, __ATOMIC_RELAXED) & ~KTP_AREA_FIRST) > ((kt_addr)p & 4095);
}

KTP_FN void ktp_area_remove(const void *p)
{
	kt_addr at = (kt_addr)p;
	unsigned short *entry = ktp_area_entry(at, 0);

	if (at & 4095 || !entry || !(__atomic_load_n(entry, __ATOMIC_RELAXED) & KTP_AREA_FIRST))
		return;
	do {
		__atomic_store_n(entry, 0, __ATOMIC_RELAXED);
		at += 4096;
		entry = ktp_area_entry(at, 0);
	} while (entry && *entry && !(*entry & KTP_AREA_FIRST));
}

/* 0: there was no memory for it. */
KTP_FN int ktp_area_add(const void *p, kt_size size)
{
	unsigned int first = KTP_AREA_FIRST;
	kt_size done;

	for (done = 0; done < size; done += 4096, first = 0) {
		unsigned short *entry = ktp_area_entry((kt_addr)p + done, 1);

		if (!entry) {
			ktp_area_remove(p);
			return 0;
		}
		__atomic_store_n(entry, (unsigned short)(first | (size - done < 4096 ? size - done : 4096)),
				 __ATOMIC_RELAXED);
	}
	return 1;
}

#endif

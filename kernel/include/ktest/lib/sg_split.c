// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* One list of pieces of memory becomes several. */
#ifndef KTEST_LIB_SG_SPLIT_C
#define KTEST_LIB_SG_SPLIT_C

#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

/* From `skip` bytes of `first` on; so many are of the last of `nr` entries. */
struct sg_split_part {
	struct scatterlist *first, *out;
	off_t skip;
	unsigned int last;
	int nr;
};

static inline unsigned int sg_split_length(struct scatterlist *sg, bool is_dma)
{
	return is_dma ? sg_dma_len(sg) : sg->length;
}

/*
 * As the kernel does: entries behind the end of a last part that ends within an entry are taken, too, the last one
 * with nothing of it.
 */
static inline int sg_split_measure(struct scatterlist *sg, int nents, off_t skip, int nr, const size_t *sizes,
				   struct sg_split_part *part, bool is_dma)
{
	struct sg_split_part *first = part;
	size_t left = *sizes, len;
	int i;

	for (i = 0; i < nr; i++) {
		part[i].first = NULL;
		part[i].nr = 0;
	}
	for (; nents > 0 && nr; sg = sg_next(sg), nents--) {
		unsigned int all = sg_split_length(sg, is_dma);

		if (skip > all) {
			skip -= all;
			continue;
		}
		for (;;) {
			len = min_t(size_t, left, all - skip);
			if (!part->first) {
				part->first = sg;
				part->skip = skip;
			}
			part->nr++;
			part->last = len;
			left -= len;
			if (left || skip + len >= all || --nr <= 0)
				break;
			skip += len;
			left = *++sizes;
			part++;
		}
		skip = 0;
		if (!left && --nr > 0) {
			left = *++sizes;
			part++;
		}
	}
	return left || !first->first ? -EINVAL : 0;
}

static inline void sg_split_fill(struct sg_split_part *part, bool is_dma)
{
	struct scatterlist *in = part->first, *out = part->out;
	int i;

	for (i = 0; i < part->nr; i++, in = sg_next(in), out++) {
		off_t skip = i ? 0 : part->skip;

		if (is_dma) {
			sg_dma_address(out) = sg_dma_address(in) + skip;
			sg_dma_len(out) = sg_dma_len(in) - skip;
		} else {
			*out = *in;
			out->offset += skip;
			out->length -= skip;
			sg_dma_address(out) = 0;
			sg_dma_len(out) = 0;
		}
	}
	if (is_dma) {
		sg_dma_len(out - 1) = part->last;
	} else {
		out[-1].length = part->last;
		sg_mark_end(out - 1);
	}
}

static inline int sg_split_parts(struct scatterlist *in, int mapped, off_t skip, int nr, const size_t *sizes,
				 struct sg_split_part *parts, gfp_t gfp)
{
	int i, error = sg_split_measure(in, sg_nents(in), skip, nr, sizes, parts, false);

	for (i = 0; !error && i < nr; i++) {
		parts[i].out = (struct scatterlist *)kmalloc_array(parts[i].nr, sizeof(*in), gfp);
		if (!parts[i].out)
			error = -ENOMEM;
	}
	for (i = 0; !error && i < nr; i++)
		sg_split_fill(&parts[i], false);
	if (error || !mapped)
		return error;
	error = sg_split_measure(in, mapped, skip, nr, sizes, parts, true);
	for (i = 0; !error && i < nr; i++)
		sg_split_fill(&parts[i], true);
	return error;
}

KTEST_DEF int sg_split(struct scatterlist *in, const int in_mapped_nents, const off_t skip, const int nb_splits,
		       const size_t *split_sizes, struct scatterlist **out, int *out_mapped_nents, gfp_t gfp_mask)
{
	struct sg_split_part *parts = (struct sg_split_part *)kcalloc(nb_splits, sizeof(*parts), gfp_mask);
	int i, error;

	if (!parts)
		return -ENOMEM;
	error = sg_split_parts(in, in_mapped_nents, skip, nb_splits, split_sizes, parts, gfp_mask);
	for (i = 0; i < nb_splits; i++) {
		if (error) {
			kfree(parts[i].out);
			continue;
		}
		out[i] = parts[i].out;
		if (out_mapped_nents)
			out_mapped_nents[i] = parts[i].nr;
	}
	kfree(parts);
	return error;
}

#endif

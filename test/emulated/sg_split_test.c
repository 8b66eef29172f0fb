// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* One list of pieces of memory becomes several; Debian's kernels do not have it. */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

/* Five pieces of 2 blocks of pages: 30 + 5000 + 0 + 4096 + 100 bytes. */
struct pieces { struct page *block; struct scatterlist sg[5]; };

static void pieces_of(struct kunit *test, struct pieces *p)
{
	p->block = alloc_pages(GFP_KERNEL | __GFP_ZERO, 3);
	KUNIT_ASSERT_NOT_NULL(test, p->block);
	sg_init_table(p->sg, 5);
	sg_set_page(&p->sg[0], p->block + 6, 30, 4000);
	sg_set_page(&p->sg[1], p->block, 5000, 3000);
	sg_set_page(&p->sg[2], p->block + 4, 0, 0);
	sg_set_page(&p->sg[3], p->block + 4, 4096, 0);
	sg_set_page(&p->sg[4], p->block + 2, 100, 4090);
}

/* Lengths of the entries of all parts, which are freed; a part ends with ';'. */
static void split_text(struct scatterlist **out, int nr, char *text, size_t size)
{
	size_t at = 0;
	int i;

	*text = 0;
	for (i = 0; i < nr; i++) {
		struct scatterlist *sg;

		for (sg = out[i]; sg; sg = sg_next(sg))
			at += scnprintf(text + at, size - at, " %u+%u", sg->offset, sg->length);
		at += scnprintf(text + at, size - at, ";");
		kfree(out[i]);
	}
}

static void splits(struct kunit *test)
{
	static const struct {
		off_t skip;
		int nr;
		size_t sizes[4];
		int error;
		const char *text;
	} cases[] = {
		{ 0, 1, { 9226 }, 0, " 4000+30 3000+5000 0+0 0+4096 4090+100;" },
		{ 0, 2, { 30, 5000 }, 0, " 4000+30; 3000+5000;" },
		{ 10, 2, { 30, 4990 }, 0, " 4010+20 3000+10; 3010+4990;" },
		/* What lies behind the last part is taken in, too, the last entry with nothing of it. */
		{ 0, 3, { 1, 2, 3 }, 0, " 4000+1; 4001+2; 4003+27 3000+5000 0+0 0+4096 4090+0;" },
		{ 30, 1, { 5000 }, 0, " 4030+0 3000+5000;" },
		{ 31, 2, { 10, 4989 }, 0, " 3001+10; 3011+4989;" },
		{ 5030, 1, { 4196 }, 0, " 8000+0 0+0 0+4096 4090+100;" },
		{ 9225, 1, { 1 }, 0, " 4189+1;" },
		{ 0, 1, { 9227 }, -EINVAL, NULL },
		{ 9227, 1, { 1 }, -EINVAL, NULL },
		{ 0, 2, { 9226, 1 }, -EINVAL, NULL },
	};
	struct scatterlist *out[4];
	struct pieces p;
	char text[256];
	int i, nr[4];

	pieces_of(test, &p);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		KUNIT_ASSERT_EQ(test, sg_split(p.sg, 0, cases[i].skip, cases[i].nr, cases[i].sizes, out, NULL, GFP_KERNEL),
				cases[i].error);
		if (cases[i].error)
			continue;
		split_text(out, cases[i].nr, text, sizeof(text));
		KUNIT_EXPECT_STREQ(test, text, cases[i].text);
	}
	for (i = 0; i < 5; i++) {
		sg_dma_address(&p.sg[i]) = 0x10000 * (i + 1);
		sg_dma_len(&p.sg[i]) = p.sg[i].length;
	}
	KUNIT_ASSERT_EQ(test, sg_split(p.sg, 5, 10, 2, (size_t[]){ 30, 100 }, out, nr, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, nr[0], 2);
	KUNIT_EXPECT_EQ(test, sg_dma_address(&out[0][0]), (dma_addr_t)0x1000a);
	KUNIT_EXPECT_EQ(test, sg_dma_len(&out[0][0]), 20u);
	KUNIT_EXPECT_EQ(test, sg_dma_address(&out[0][1]), (dma_addr_t)0x20000);
	KUNIT_EXPECT_EQ(test, sg_dma_len(&out[0][1]), 10u);
	KUNIT_EXPECT_EQ(test, sg_dma_address(&out[1][0]), (dma_addr_t)0x2000a);
	kfree(out[0]);
	kfree(out[1]);
	__free_pages(p.block, 3);
}

static struct kunit_case sg_split_cases[] = {
	KUNIT_CASE(splits),
	{}
};

static struct kunit_suite sg_split_suite = {
	.name = "sg_split",
	.test_cases = sg_split_cases,
};
kunit_test_suites(&sg_split_suite);

MODULE_LICENSE("GPL");

// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/blk-mq.h>
#include <linux/blkdev.h>
#include <linux/module.h>
#include <linux/vmalloc.h>

#define SECTORS 128

static int major;
static u8 *data;
static struct blk_mq_tag_set tags;
static struct gendisk *disk;

static blk_status_t kblock_queue(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct request *rq = bd->rq;
	loff_t at = blk_rq_pos(rq) << SECTOR_SHIFT;
	struct req_iterator iter;
	struct bio_vec bv;

	blk_mq_start_request(rq);
	rq_for_each_segment(bv, rq, iter) {
		void *page = kmap_local_page(bv.bv_page) + bv.bv_offset;

		if (rq_data_dir(rq) == WRITE)
			memcpy(data + at, page, bv.bv_len);
		else
			memcpy(page, data + at, bv.bv_len);
		kunmap_local(page);
		at += bv.bv_len;
	}
	blk_mq_end_request(rq, BLK_STS_OK);
	return BLK_STS_OK;
}

static const struct blk_mq_ops mq_ops = { .queue_rq = kblock_queue };
static const struct block_device_operations ops = { .owner = THIS_MODULE };

static int __init kblock_init(void)
{
	struct queue_limits limits = { .logical_block_size = 512 };
	int err;

	data = vzalloc(SECTORS << SECTOR_SHIFT);
	if (!data)
		return -ENOMEM;
	major = register_blkdev(0, "kblock");
	if (major < 0) {
		err = major;
		goto no_major;
	}
	tags.ops = &mq_ops;
	tags.nr_hw_queues = 1;
	tags.queue_depth = 16;
	tags.numa_node = NUMA_NO_NODE;
	tags.flags = BLK_MQ_F_SHOULD_MERGE;
	err = blk_mq_alloc_tag_set(&tags);
	if (err)
		goto no_tags;
	disk = blk_mq_alloc_disk(&tags, &limits, NULL);
	if (IS_ERR(disk)) {
		err = PTR_ERR(disk);
		goto no_disk;
	}
	disk->major = major;
	disk->minors = 1;
	disk->fops = &ops;
	strscpy(disk->disk_name, "kblock0", sizeof(disk->disk_name));
	set_capacity(disk, SECTORS);
	err = add_disk(disk);
	if (err)
		goto not_added;
	pr_info("%s: %llu sectors\n", disk->disk_name, (u64)get_capacity(disk));
	return 0;
not_added:
	put_disk(disk);
no_disk:
	blk_mq_free_tag_set(&tags);
no_tags:
	unregister_blkdev(major, "kblock");
no_major:
	vfree(data);
	return err;
}

static void __exit kblock_exit(void)
{
	del_gendisk(disk);
	put_disk(disk);
	blk_mq_free_tag_set(&tags);
	unregister_blkdev(major, "kblock");
	vfree(data);
}

module_init(kblock_init);
module_exit(kblock_exit);
MODULE_LICENSE("GPL");

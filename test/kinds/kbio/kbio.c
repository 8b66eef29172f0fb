// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/module.h>

static struct gendisk *disk;
static int major;

static void kbio_submit(struct bio *bio)
{
	zero_fill_bio(bio);
	bio_endio(bio);
}

static const struct block_device_operations ops = { .owner = THIS_MODULE, .submit_bio = kbio_submit };

static int __init kbio_init(void)
{
	int err;

	major = register_blkdev(0, "kbio");
	if (major < 0)
		return major;
	disk = blk_alloc_disk(NULL, NUMA_NO_NODE);
	if (IS_ERR(disk)) {
		err = PTR_ERR(disk);
		goto no_disk;
	}
	disk->major = major;
	disk->minors = 1;
	disk->fops = &ops;
	strscpy(disk->disk_name, "kbio0", sizeof(disk->disk_name));
	set_capacity(disk, 64);
	err = add_disk(disk);
	if (err)
		goto not_added;
	return 0;
not_added:
	put_disk(disk);
no_disk:
	unregister_blkdev(major, "kbio");
	return err;
}

static void __exit kbio_exit(void)
{
	del_gendisk(disk);
	put_disk(disk);
	unregister_blkdev(major, "kbio");
}

module_init(kbio_init);
module_exit(kbio_exit);
MODULE_LICENSE("GPL");

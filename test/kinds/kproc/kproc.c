// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>
#include <linux/version.h>

static const char *const words[] = { "one", "two", "three" };
static struct proc_dir_entry *dir;
static int limit = 3;

static void *words_start(struct seq_file *m, loff_t *pos)
{
	return *pos < limit ? (void *)&words[*pos] : NULL;
}

static void *words_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return words_start(m, pos);
}

static void words_stop(struct seq_file *m, void *v)
{
}

static int words_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", *(const char *const *)v);
	return 0;
}

static const struct seq_operations words_ops = {
	.start = words_start,
	.next = words_next,
	.stop = words_stop,
	.show = words_show,
};

static int limit_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%d\n", limit);
	return 0;
}

static int limit_open(struct inode *inode, struct file *file)
{
	return single_open(file, limit_show, NULL);
}

static ssize_t limit_write(struct file *file, const char __user *from, size_t len, loff_t *at)
{
	int value, err = kstrtoint_from_user(from, len, 0, &value);

	if (err)
		return err;
	if (value < 0 || value > ARRAY_SIZE(words))
		return -EINVAL;
	limit = value;
	return len;
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
static const struct proc_ops limit_ops = {
	.proc_open = limit_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
	.proc_write = limit_write,
};
#else
static const struct file_operations limit_ops = {
	.owner = THIS_MODULE,
	.open = limit_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = single_release,
	.write = limit_write,
};
#endif

static int __init kproc_init(void)
{
	dir = proc_mkdir("kproc", NULL);
	if (!dir)
		return -ENOMEM;
	if (!proc_create_seq("words", 0444, dir, &words_ops) || !proc_create("limit", 0644, dir, &limit_ops)) {
		proc_remove(dir);
		return -ENOMEM;
	}
	pr_info("/proc/kproc is there\n");
	return 0;
}

static void __exit kproc_exit(void)
{
	proc_remove(dir);
}

module_init(kproc_init);
module_exit(kproc_exit);
MODULE_LICENSE("GPL");

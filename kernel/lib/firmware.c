// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Firmware: files that a test gave, and images of them that drivers hold. */
#include <ktest/firmware.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/firmware.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

struct firmware_file {
	struct list_head list;
	const char *name;
	size_t size;
	u8 data[];
};

/* Shared by all who hold the file now. */
struct firmware_image {
	struct list_head list;
	unsigned int users;
	size_t size;
	u8 *data;
	bool is_callers;	/* data is in the caller's buffer, for itself */
	char name[];
};

struct firmware_request {
	const char *name;
	struct device *device;
	void *buf;	/* NULL: allocated */
	size_t size, offset;
	bool warns, is_partial;
	gfp_t gfp;
	void *context;
	void (*cont)(const struct firmware *fw, void *context);
};

static LIST_HEAD(firmware_files);
static LIST_HEAD(firmware_images);
static DEFINE_MUTEX(firmware_lock);

static struct firmware_file *firmware_find(const char *name)
{
	struct firmware_file *file;

	list_for_each_entry(file, &firmware_files, list) {
		if (!strcmp(file->name, name))
			return file;
	}
	return NULL;
}

KTEST_DEF void ktest_firmware_remove(const char *name)
{
	struct firmware_file *file;

	mutex_lock(&firmware_lock);
	file = firmware_find(name);
	if (file) {
		list_del(&file->list);
		kfree(file->name);
		kvfree(file);
	}
	mutex_unlock(&firmware_lock);
}

KTEST_DEF int ktest_firmware_add(const char *name, const void *data, size_t size)
{
	struct firmware_file *file = kvmalloc(struct_size(file, data, size), GFP_KERNEL);

	if (!file)
		return -ENOMEM;
	file->name = kstrdup(name, GFP_KERNEL);
	if (!file->name) {
		kvfree(file);
		return -ENOMEM;
	}
	file->size = size;
	memcpy(file->data, data, size);
	ktest_firmware_remove(name);
	mutex_lock(&firmware_lock);
	list_add(&file->list, &firmware_files);
	mutex_unlock(&firmware_lock);
	return 0;
}

static bool firmware_goes_up(const char *name)
{
	size_t part;

	for (; *name; name += part + (name[part] == '/')) {
		part = strcspn(name, "/");
		if (part == 2 && !strncmp(name, "..", 2))
			return true;
	}
	return false;
}

static int firmware_read(struct firmware_image *image, const struct firmware_file *file,
			 const struct firmware_request *r)
{
	if (!file)
		return -ENOENT;
	if (!file->size)
		return -EINVAL;
	if (!r->buf) {
		image->data = vmalloc(file->size);
		image->size = file->size;
	} else {
		if (!r->is_partial && file->size > r->size)
			return -EFBIG;
		image->is_callers = true;
		image->data = r->buf;
		image->size = r->offset < file->size ? min(file->size - r->offset, r->size) : 0;
	}
	if (!image->data)
		return -ENOMEM;
	memcpy(image->data, file->data + r->offset, image->size);
	return 0;
}

/* With the lock held. */
static struct firmware_image *firmware_image_of(const struct firmware_request *r)
{
	struct firmware_image *image;
	int err;

	if (!r->buf) {
		list_for_each_entry(image, &firmware_images, list) {
			if (!strcmp(image->name, r->name)) {
				image->users++;
				return image;
			}
		}
	}
	image = kzalloc(struct_size(image, name, strlen(r->name) + 1), GFP_KERNEL);
	if (!image)
		return ERR_PTR(-ENOMEM);
	strcpy(image->name, r->name);
	image->users = 1;
	INIT_LIST_HEAD(&image->list);
	err = firmware_read(image, firmware_find(r->name), r);
	if (err) {
		kfree(image);
		return ERR_PTR(err);
	}
	if (!r->buf)
		list_add(&image->list, &firmware_images);
	return image;
}

static int firmware_get(struct firmware **fw_p, const struct firmware_request *r)
{
	struct firmware_image *image;
	struct firmware *fw;

	*fw_p = NULL;
	if (!r->name || !*r->name)
		return -EINVAL;
	if (firmware_goes_up(r->name)) {
		dev_warn(r->device, "Firmware load for '%s' refused, path contains '..' component\n", r->name);
		return -EINVAL;
	}
	if (r->is_partial && !r->buf)
		return -ENOMEM;
	fw = kzalloc(sizeof(*fw), GFP_KERNEL);
	if (!fw)
		return -ENOMEM;
	mutex_lock(&firmware_lock);
	image = firmware_image_of(r);
	mutex_unlock(&firmware_lock);
	if (IS_ERR(image)) {
		if (r->warns)
			dev_warn(r->device, "Direct firmware load for %s failed with error %ld\n", r->name,
				 PTR_ERR(image));
		kfree(fw);
		return PTR_ERR(image);
	}
	fw->data = image->data;
	fw->size = image->size;
	fw->priv = image;
	*fw_p = fw;
	return 0;
}

static int firmware_request(const struct firmware **fw_p, const struct firmware_request *r)
{
	struct firmware *fw;
	int err;

	if (!fw_p)
		return -EINVAL;
	err = firmware_get(&fw, r);
	*fw_p = fw;
	return err;
}

int __weak request_firmware(const struct firmware **fw, const char *name, struct device *device)
{
	struct firmware_request r = { .name = name, .device = device, .warns = true };

	return firmware_request(fw, &r);
}

int __weak firmware_request_nowarn(const struct firmware **fw, const char *name, struct device *device)
{
	struct firmware_request r = { .name = name, .device = device };

	return firmware_request(fw, &r);
}

int __weak request_firmware_direct(const struct firmware **fw, const char *name, struct device *device)
{
	return firmware_request_nowarn(fw, name, device);
}

int __weak firmware_request_platform(const struct firmware **fw, const char *name, struct device *device)
{
	return request_firmware(fw, name, device);
}

int __weak request_firmware_into_buf(const struct firmware **firmware_p, const char *name, struct device *device,
				     void *buf, size_t size)
{
	struct firmware_request r = { .name = name, .device = device, .buf = buf, .size = size, .warns = true };

	return firmware_request(firmware_p, &r);
}

int __weak request_partial_firmware_into_buf(const struct firmware **firmware_p, const char *name,
					     struct device *device, void *buf, size_t size, size_t offset)
{
	struct firmware_request r = { .name = name, .device = device, .buf = buf, .size = size, .offset = offset,
				      .warns = true, .is_partial = true };

	return firmware_request(firmware_p, &r);
}

void __weak release_firmware(const struct firmware *fw)
{
	struct firmware_image *image = fw ? fw->priv : NULL;

	if (image) {
		mutex_lock(&firmware_lock);
		if (--image->users == 0) {
			list_del(&image->list);
			if (!image->is_callers)
				vfree(image->data);
			kfree(image);
		}
		mutex_unlock(&firmware_lock);
	}
	kfree(fw);
}

/* ---- later ------------------------------------------------------------------------------------ */

static int firmware_later(void *arg)
{
	struct firmware_request *r = arg;
	const struct firmware *fw;

	firmware_request(&fw, r);
	r->cont(fw, r->context);
	put_device(r->device);
	kfree(r->name);
	kfree(r);
	return 0;
}

static int firmware_request_later(const struct firmware_request *request)
{
	struct firmware_request *r = kmemdup(request, sizeof(*r), request->gfp);
	struct task_struct *task;

	if (!r)
		return -ENOMEM;
	r->name = kstrdup(request->name, r->gfp);
	if (!r->name) {
		kfree(r);
		return -ENOMEM;
	}
	get_device(r->device);
	task = kthread_run(firmware_later, r, "firmware");
	if (IS_ERR(task)) {
		put_device(r->device);
		kfree(r->name);
		kfree(r);
	}
	return PTR_ERR_OR_ZERO(task);
}

int __weak request_firmware_nowait(struct module *module __maybe_unused, bool uevent __maybe_unused, const char *name, struct device *device,
				   gfp_t gfp, void *context, void (*cont)(const struct firmware *fw, void *context))
{
	struct firmware_request r = { .name = name, .device = device, .gfp = gfp, .context = context, .cont = cont,
				      .warns = true };

	return firmware_request_later(&r);
}

int __weak firmware_request_nowait_nowarn(struct module *module __maybe_unused, const char *name, struct device *device, gfp_t gfp,
					  void *context, void (*cont)(const struct firmware *fw, void *context))
{
	struct firmware_request r = { .name = name, .device = device, .gfp = gfp, .context = context, .cont = cont };

	return firmware_request_later(&r);
}

int __weak firmware_request_cache(struct device *device __maybe_unused, const char *name __maybe_unused)
{
	return 0;
}

bool __weak firmware_request_builtin(struct firmware *fw __maybe_unused, const char *name __maybe_unused)
{
	return false;
}

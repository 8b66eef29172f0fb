/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Firmware: files that a driver asks for by name.
 * Synchronization table: everything may run concurrently.
 * Fidelity: faithful with the files that a test gives by <ktest/firmware.h>; without one -ENOENT. No built-in or compressed
 * files, no fallback to user space; _nowait() forms call back from a kernel thread. Plain mode has no devices
 */
#ifndef KTEST_LINUX_FIRMWARE_H
#define KTEST_LINUX_FIRMWARE_H
#include <ktest/open.h>

#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/types.h>

#define FW_ACTION_NOUEVENT 0
#define FW_ACTION_UEVENT 1

struct firmware {
	size_t size;
	const u8 *data;
	void *priv;
};

enum fw_upload_err {
	FW_UPLOAD_ERR_NONE,
	FW_UPLOAD_ERR_HW_ERROR,
	FW_UPLOAD_ERR_TIMEOUT,
	FW_UPLOAD_ERR_CANCELED,
	FW_UPLOAD_ERR_BUSY,
	FW_UPLOAD_ERR_INVALID_SIZE,
	FW_UPLOAD_ERR_RW_ERROR,
	FW_UPLOAD_ERR_WEAROUT,
	FW_UPLOAD_ERR_FW_INVALID,
	FW_UPLOAD_ERR_MAX
};
struct fw_upload {
	void *dd_handle;
	void *priv;
};
struct fw_upload_ops {
	enum fw_upload_err (*prepare)(struct fw_upload *fw_upload, const u8 *data, u32 size);
	enum fw_upload_err (*write)(struct fw_upload *fw_upload, const u8 *data, u32 offset, u32 size, u32 *written);
	enum fw_upload_err (*poll_complete)(struct fw_upload *fw_upload);
	void (*cancel)(struct fw_upload *fw_upload);
	void (*cleanup)(struct fw_upload *fw_upload);
};

struct module;
struct device;

#ifdef KTEST_HOSTED
/*
 * 0, or *fw is NULL: -ENOENT, -ENOMEM, -EINVAL (no name, an empty one, ".." as a part of it, an empty file). Who asks
 * while another holds the same file gets the same data.
 */
int request_firmware(const struct firmware **fw, const char *name, struct device *device);
/* Without a warning of a file that is not there. */
int firmware_request_nowarn(const struct firmware **fw, const char *name, struct device *device);
int request_firmware_direct(const struct firmware **fw, const char *name, struct device *device);
int firmware_request_platform(const struct firmware **fw, const char *name, struct device *device);
/* Into the caller's buffer; -EFBIG: the file is larger. */
int request_firmware_into_buf(const struct firmware **firmware_p, const char *name, struct device *device, void *buf,
			      size_t size);
/* As much of the file from offset on as the buffer holds; -ENOMEM: there is no buffer. */
int request_partial_firmware_into_buf(const struct firmware **firmware_p, const char *name, struct device *device,
				      void *buf, size_t size, size_t offset);
/* cont gets the firmware, which it releases, or NULL. */
int request_firmware_nowait(struct module *module, bool uevent, const char *name, struct device *device, gfp_t gfp,
			    void *context, void (*cont)(const struct firmware *fw, void *context));
int firmware_request_nowait_nowarn(struct module *module, const char *name, struct device *device, gfp_t gfp,
				   void *context, void (*cont)(const struct firmware *fw, void *context));
/* NULL is fine. */
void release_firmware(const struct firmware *fw);
int firmware_request_cache(struct device *device, const char *name);
bool firmware_request_builtin(struct firmware *fw, const char *name);

static inline struct fw_upload *firmware_upload_register(struct module *module, struct device *parent, const char *name,
							  const struct fw_upload_ops *ops, void *dd_handle)
{
	(void)module, (void)parent, (void)name, (void)ops, (void)dd_handle;
	return (struct fw_upload *)ERR_PTR(-EINVAL); /* as without CONFIG_FW_UPLOAD */
}
static inline void firmware_upload_unregister(struct fw_upload *fw_upload) { (void)fw_upload; }

DEFINE_FREE(firmware, struct firmware *, release_firmware(_T))
#endif

#include <ktest/close.h>
#endif

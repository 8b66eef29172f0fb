// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include <media/v4l2-common.h>
#include <media/v4l2-device.h>
#include <media/v4l2-ioctl.h>

static struct v4l2_device device = { .name = "kvideo" };
static struct video_device video;

static int kvideo_querycap(struct file *file, void *fh, struct v4l2_capability *capability)
{
	strscpy(capability->driver, "kvideo", sizeof(capability->driver));
	return 0;
}

static const struct v4l2_ioctl_ops ioctls = { .vidioc_querycap = kvideo_querycap };
static const struct v4l2_file_operations fops = { .owner = THIS_MODULE, .unlocked_ioctl = video_ioctl2 };

static int __init kvideo_init(void)
{
	int err = v4l2_device_register(NULL, &device);

	if (err)
		return err;
	video.v4l2_dev = &device;
	video.fops = &fops;
	video.ioctl_ops = &ioctls;
	video.device_caps = V4L2_CAP_VIDEO_CAPTURE;
	video.release = video_device_release_empty;
	strscpy(video.name, "kvideo", sizeof(video.name));
	err = video_register_device(&video, VFL_TYPE_VIDEO, -1);
	if (err)
		v4l2_device_unregister(&device);
	return err;
}

static void __exit kvideo_exit(void)
{
	video_unregister_device(&video);
	v4l2_device_unregister(&device);
}

module_init(kvideo_init);
module_exit(kvideo_exit);
MODULE_LICENSE("GPL");

// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/input.h>
#include <linux/module.h>

static struct input_dev *keyboard;

static int __init kinput_init(void)
{
	int err;

	keyboard = input_allocate_device();
	if (!keyboard)
		return -ENOMEM;
	keyboard->name = "kinput";
	keyboard->id.bustype = BUS_VIRTUAL;
	input_set_capability(keyboard, EV_KEY, KEY_A);
	input_set_abs_params(keyboard, ABS_X, 0, 255, 4, 8);
	err = input_register_device(keyboard);
	if (err) {
		input_free_device(keyboard);
		return err;
	}
	input_report_key(keyboard, KEY_A, 1);
	input_report_abs(keyboard, ABS_X, 100);
	input_sync(keyboard);
	pr_info("%s: key %d, x %d\n", keyboard->name, test_bit(KEY_A, keyboard->key), input_abs_get_val(keyboard, ABS_X));
	return 0;
}

static void __exit kinput_exit(void)
{
	input_unregister_device(keyboard);
}

module_init(kinput_init);
module_exit(kinput_exit);
MODULE_LICENSE("GPL");

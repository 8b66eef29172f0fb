// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Acts as somebody else for a while, as file servers do. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/cred.h>
#include <linux/module.h>
#include <linux/user_namespace.h>

static int __init kcred_init(void)
{
	struct cred *other = prepare_creds();
	const struct cred *mine;

	if (!other)
		return -ENOMEM;
	other->fsuid = make_kuid(&init_user_ns, 1000);
	mine = override_creds(other);
	pr_info("files are those of user %u\n", from_kuid(&init_user_ns, current_fsuid()));
	revert_creds(mine);
	put_cred(other);
	pr_info("files are those of user %u\n", from_kuid(&init_user_ns, current_fsuid()));
	return 0;
}

static void __exit kcred_exit(void)
{
}

module_init(kcred_init);
module_exit(kcred_exit);
MODULE_LICENSE("GPL");
